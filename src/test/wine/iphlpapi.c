/* What Wine's iphlpapi.dll lacks and a Java of 21 or newer calls: two tables of addresses, both empty here. */
#include <windows.h>

/* A table starts with its number of entries: 0. The caller gives it back to FreeMibTable, which frees from this heap. */
static DWORD empty_table(void **table) {
  *table = HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, 64);
  return *table ? ERROR_SUCCESS : ERROR_NOT_ENOUGH_MEMORY;
}

__declspec(dllexport) DWORD WINAPI GetMulticastIpAddressTable(WORD family, void **table) { return empty_table(table); }

__declspec(dllexport) DWORD WINAPI GetAnycastIpAddressTable(WORD family, void **table) { return empty_table(table); }

BOOL WINAPI DllMain(HINSTANCE dll, DWORD reason, LPVOID reserved) { return TRUE; }
