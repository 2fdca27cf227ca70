/* The yardstick for judging registry values: opens each key once and reads the same values, as plainly as C can.
   registry.exe KEYS VALUES RUNS: prints the time of each run in microseconds. The keys and values are those that
   RegistryBench.java writes. */
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>
#include <windows.h>

int main(int argc, char **argv) {
  if (argc != 4) return 64;
  int keys = atoi(argv[1]), values = atoi(argv[2]), runs = atoi(argv[3]);
  LARGE_INTEGER frequency, start, end;
  QueryPerformanceFrequency(&frequency);
  for (int run = 0; run < runs; run++) {
    long read = 0;
    QueryPerformanceCounter(&start);
    for (int k = 0; k < keys; k++) {
      wchar_t path[64];
      HKEY key;
      swprintf(path, 64, L"SOFTWARE\\FettleBench\\Key%d", k);
      if (RegOpenKeyExW(HKEY_LOCAL_MACHINE, path, 0, KEY_READ | KEY_WOW64_64KEY, &key)) return 1;
      for (int v = 0; v < values; v++) {
        wchar_t name[32];
        BYTE data[1024];
        DWORD type, size = sizeof data;
        swprintf(name, 32, L"Value%d", v);
        if (RegQueryValueExW(key, name, NULL, &type, data, &size)) return 1;
        read += size;
      }
      RegCloseKey(key);
    }
    QueryPerformanceCounter(&end);
    printf("%lld\n", (end.QuadPart - start.QuadPart) * 1000000 / frequency.QuadPart);
    if (read != (long)keys * values * 4) return 1;
  }
  return 0;
}
