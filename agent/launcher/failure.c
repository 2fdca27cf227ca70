/* What is wrong before Java runs: told in one sentence, with exit code 3, "stopped early". A service has nobody to tell: it
   reports itself as stopped, with a number as its service-specific exit code. */
#include "launcher.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static DWORD stopped_with;

static DWORD WINAPI no_control(DWORD control, DWORD type, void *data, void *context) {
  (void)control, (void)type, (void)data, (void)context;
  return ERROR_CALL_NOT_IMPLEMENTED;
}

static void WINAPI report_stopped(DWORD count, wchar_t **arguments) {
  (void)count, (void)arguments;
  SERVICE_STATUS_HANDLE handle = RegisterServiceCtrlHandlerExW(service, no_control, NULL);
  SERVICE_STATUS status = {.dwServiceType = SERVICE_WIN32_OWN_PROCESS,
                           .dwCurrentState = SERVICE_STOPPED,
                           .dwWin32ExitCode = ERROR_SERVICE_SPECIFIC_ERROR,
                           .dwServiceSpecificExitCode = stopped_with};
  SetServiceStatus(handle, &status);
}

static void tell(const wchar_t *text) {
  HANDLE out = GetStdHandle(STD_ERROR_HANDLE);
  DWORD done, mode;
  if (GetConsoleMode(out, &mode)) {
    WriteConsoleW(out, text, (DWORD)wcslen(text), &done, NULL);
    return;
  }
  int size = WideCharToMultiByte(CP_UTF8, 0, text, -1, NULL, 0, NULL, NULL);
  char *bytes = malloc(size);
  if (bytes && WideCharToMultiByte(CP_UTF8, 0, text, -1, bytes, size, NULL, NULL)) {
    WriteFile(out, bytes, size - 1, &done, NULL);
  }
}

_Noreturn void fail(DWORD code, const wchar_t *format, ...) {
  static wchar_t text[LONGEST_PATH + 512];
  va_list values;
  int length = swprintf(text, 16, L"fettle: ");
  va_start(values, format);
  vswprintf(text + length, LONGEST_PATH + 500 - length, format, values);
  va_end(values);
  text[LONGEST_PATH + 500] = 0; /* where it is too long, it is cut off */
  wcscat(text, L"\r\n");
  tell(text);
  if (service) {
    SERVICE_TABLE_ENTRYW table[] = {{service, report_stopped}, {NULL, NULL}};
    stopped_with = code;
    StartServiceCtrlDispatcherW(table); /* fails at once where a person started it */
  }
  ExitProcess(STOPPED_EARLY);
}

void *checked(void *memory) {
  if (!memory) fail(BROKEN_RUNTIME, L"There is no memory left to start with.");
  return memory;
}
