/* start NAME…: starts each service, waits until it runs, stops it and waits until it has stopped; says how many
   microseconds the start took, a line each. */
#include <windows.h>
#include <stdio.h>

static long long now(void) {
  LARGE_INTEGER count, frequency;
  QueryPerformanceCounter(&count);
  QueryPerformanceFrequency(&frequency);
  return count.QuadPart * 1000000 / frequency.QuadPart;
}

static int until(SC_HANDLE service, DWORD state) {
  SERVICE_STATUS status;
  for (int tries = 0; tries < 60000 && QueryServiceStatus(service, &status); tries++) {
    if (status.dwCurrentState == state) return 1;
    if (state == SERVICE_RUNNING && status.dwCurrentState == SERVICE_STOPPED) return 0;
    Sleep(1);
  }
  return 0;
}

int main(int count, char **names) {
  SC_HANDLE control = OpenSCManagerA(NULL, NULL, SC_MANAGER_CONNECT);
  for (int i = 1; i < count; i++) {
    SERVICE_STATUS status;
    SC_HANDLE service = OpenServiceA(control, names[i], SERVICE_START | SERVICE_STOP | SERVICE_QUERY_STATUS);
    long long begin = now();
    if (!service || !StartServiceA(service, 0, NULL) || !until(service, SERVICE_RUNNING)) {
      fprintf(stderr, "start: %s does not start\n", names[i]);
      return 1;
    }
    printf("%lld\n", now() - begin);
    fflush(stdout);
    if (!ControlService(service, SERVICE_CONTROL_STOP, &status) || !until(service, SERVICE_STOPPED)) {
      fprintf(stderr, "start: %s does not stop\n", names[i]);
      return 1;
    }
    CloseServiceHandle(service);
  }
  return 0;
}
