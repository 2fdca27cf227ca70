/* fettle.exe and fettled.exe: start the Java runtime that is installed beside them, with the options of the .cfg file
   beside them and with nothing that an environment could add. Arguments and exit code pass through unharmed.

   What fails before Java runs is told in one sentence and ends with exit code 3, "stopped early". A service has nobody
   to tell: it reports itself as stopped, with one of the numbers below as its service-specific exit code. */
#include <windows.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include "jni.h"
#include "version.h"

enum { STOPPED_EARLY = 3 };
enum { BAD_CONFIGURATION = 101, NO_RUNTIME = 102, BROKEN_RUNTIME = 103, BROKEN_PROGRAM = 104 };
enum { LONGEST_PATH = 32768, LONGEST_LINE = 8192, MOST_OPTIONS = 64 };

/* In bytes. One of a service that has judged nothing yet is smaller than that, and not worth keeping. */
enum { ROOM_FOR_ARCHIVE = 64 << 20 };

/* mingw's start-up code would expand * and ? in arguments. */
int _dowildcard = 0;

static wchar_t program[LONGEST_PATH];      /* this file */
static wchar_t installation[LONGEST_PATH]; /* the folder above the folder of this file */
static wchar_t *runtime, *class_path, *main_class, *service, *archive;
static JavaVMOption options[MOST_OPTIONS];
static int option_count;

/* ---- Telling what is wrong ---- */

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

static void fail(DWORD code, const wchar_t *format, ...) {
  static wchar_t text[LONGEST_PATH + 512];
  va_list values;
  int length = swprintf(text, 16, L"fettle: ");
  va_start(values, format);
  vswprintf(text + length, LONGEST_PATH + 500 - length, format, values);
  va_end(values);
  wcscat(text, L"\r\n");
  tell(text);
  if (service) {
    SERVICE_TABLE_ENTRYW table[] = {{service, report_stopped}, {NULL, NULL}};
    stopped_with = code;
    StartServiceCtrlDispatcherW(table); /* fails at once where a person started it */
  }
  ExitProcess(STOPPED_EARLY);
}

static void *checked(void *memory) {
  if (!memory) fail(BROKEN_RUNTIME, L"There is no memory left to start with.");
  return memory;
}

/* ---- The configuration ---- */

static wchar_t *joined(const wchar_t *first, const wchar_t *second) {
  wchar_t *both = checked(malloc((wcslen(first) + wcslen(second) + 1) * sizeof *both));
  return wcscat(wcscpy(both, first), second);
}

/* The text with the installation's folder for each {app}. */
static wchar_t *expanded(const wchar_t *text) {
  const wchar_t *mark = wcsstr(text, L"{app}");
  if (!mark) return joined(text, L"");
  wchar_t *rest = expanded(mark + 5);
  wchar_t *end = joined(installation, rest);
  wchar_t *head = joined(text, L"");
  head[mark - text] = 0;
  wchar_t *whole = joined(head, end);
  free(rest), free(end), free(head);
  return whole;
}

/* Java takes its options in the process's code page, which the manifest makes UTF-8 on Windows 10 1903 and later. */
static char *encoded(const wchar_t *text) {
  int size = WideCharToMultiByte(CP_ACP, 0, text, -1, NULL, 0, NULL, NULL);
  char *bytes = checked(malloc(size > 0 ? size : 1));
  wchar_t *back = checked(malloc((wcslen(text) + 1) * sizeof *back));
  int same = size > 0 && WideCharToMultiByte(CP_ACP, 0, text, -1, bytes, size, NULL, NULL) &&
             MultiByteToWideChar(CP_ACP, 0, bytes, -1, back, (int)wcslen(text) + 1) && !wcscmp(text, back);
  free(back);
  if (!same) fail(BAD_CONFIGURATION, L"This Windows cannot hand '%ls' to Java; install Fettle in a folder of plain letters.", text);
  return bytes;
}

static void add_option(const wchar_t *text, void *extra) {
  if (option_count == MOST_OPTIONS) fail(BAD_CONFIGURATION, L"There are more than %d options for Java.", MOST_OPTIONS);
  options[option_count].optionString = encoded(text);
  options[option_count++].extraInfo = extra;
}

static void add_property(const wchar_t *name, const wchar_t *value) {
  wchar_t *text = joined(name, value);
  add_option(text, NULL);
  free(text);
}

static void read_line(const wchar_t *file, int number, char *line) {
  wchar_t wide[LONGEST_LINE];
  line[strcspn(line, "\r\n")] = 0;
  if (!*line || *line == '#') return;
  if (!MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, line, -1, wide, LONGEST_LINE)) {
    fail(BAD_CONFIGURATION, L"Line %d of %ls is not UTF-8.", number, file);
  }
  wchar_t *equals = wcschr(wide, L'=');
  if (!equals) fail(BAD_CONFIGURATION, L"Line %d of %ls is not 'name=value'.", number, file);
  *equals = 0;
  wchar_t *value = expanded(equals + 1);
  if (!wcscmp(wide, L"runtime")) runtime = value;
  else if (!wcscmp(wide, L"class-path")) class_path = value;
  else if (!wcscmp(wide, L"main")) main_class = value;
  else if (!wcscmp(wide, L"service")) service = value;
  else if (!wcscmp(wide, L"archive")) archive = value;
  else if (!wcscmp(wide, L"option")) add_option(value, NULL);
  else fail(BAD_CONFIGURATION, L"Line %d of %ls has the unknown name '%ls'.", number, file, wide);
}

static void read_configuration(void) {
  DWORD length = GetModuleFileNameW(NULL, program, LONGEST_PATH);
  wchar_t *dot = wcsrchr(program, L'.'), *slash;
  if (!length || length >= LONGEST_PATH - 8 || !dot) fail(BAD_CONFIGURATION, L"This program does not know its own path.");
  wcscpy(installation, program);
  for (int up = 0; up < 2; up++) {
    if ((slash = wcsrchr(installation, L'\\'))) *slash = 0;
  }
  static wchar_t file[LONGEST_PATH];
  wcscpy(file, program);
  wcscpy(file + (dot - program), L".cfg");
  FILE *in = _wfopen(file, L"rb");
  if (!in) fail(BAD_CONFIGURATION, L"There is no %ls; install Fettle again.", file);
  char line[LONGEST_LINE];
  for (int number = 1; fgets(line, sizeof line, in); number++) {
    if (strlen(line) == sizeof line - 1) fail(BAD_CONFIGURATION, L"Line %d of %ls is too long.", number, file);
    read_line(file, number, line);
  }
  fclose(in);
  if (!runtime || !class_path || !main_class) {
    fail(BAD_CONFIGURATION, L"%ls needs 'runtime', 'class-path' and 'main'; install Fettle again.", file);
  }
}

/* JNA asks for Windows' own libraries by name and with a flag that Windows refuses, for mere names, to a process that
   restricts where libraries are loaded from. So it is told where they lie, and asks by whole path. */
static void add_system_folder(void) {
  wchar_t system[MAX_PATH];
  UINT length = GetSystemDirectoryW(system, MAX_PATH);
  if (!length || length >= MAX_PATH) fail(BAD_CONFIGURATION, L"Windows does not say where its system folder is.");
  add_property(L"-Djna.library.path=", system);
}

/* ---- The archive of classes ---- */

static unsigned long long mixed(unsigned long long hash, const void *bytes, size_t count) {
  for (const unsigned char *at = bytes; count--; at++) hash = (hash ^ *at) * 0x100000001b3; /* FNV-1a */
  return hash;
}

static unsigned long long mixed_file(unsigned long long hash, const wchar_t *path) {
  WIN32_FILE_ATTRIBUTE_DATA file;
  if (!GetFileAttributesExW(path, GetFileExInfoStandard, &file)) return hash;
  hash = mixed(hash, &file.ftLastWriteTime, sizeof file.ftLastWriteTime);
  return mixed(hash, &file.nFileSizeLow, sizeof file.nFileSizeLow);
}

/* Calls the function for each file whose path begins so; answers whether it said so of one, which ends it. */
static int any_archive(const wchar_t *start, int (*holds)(const wchar_t *path, const WIN32_FIND_DATAW *file)) {
  wchar_t *pattern = joined(start, L"*");
  WIN32_FIND_DATAW file;
  HANDLE found = FindFirstFileW(pattern, &file);
  wcsrchr(pattern, L'\\')[1] = 0;
  int is = 0;
  for (int more = found != INVALID_HANDLE_VALUE; more && !is; more = FindNextFileW(found, &file)) {
    wchar_t *path = joined(pattern, file.cFileName);
    is = holds(path, &file);
    free(path);
  }
  if (found != INVALID_HANDLE_VALUE) FindClose(found);
  free(pattern);
  return is;
}

static int take_whole(const wchar_t *path, const WIN32_FIND_DATAW *file) {
  wchar_t ending[32];
  swprintf(ending, 32, L"-%lu.jsa", file->nFileSizeLow);
  size_t length = wcslen(path), end = wcslen(ending);
  if (length < end || wcscmp(path + length - end, ending)) return 0;
  add_property(L"-XX:SharedArchiveFile=", path);
  return 1;
}

static int remove_archive(const wchar_t *path, const WIN32_FIND_DATAW *file) {
  (void)file;
  SetFileAttributesW(path, FILE_ATTRIBUTE_NORMAL); /* Java makes it read-only */
  DeleteFileW(path);                               /* one in use stays, for a later time */
  return 0;
}

static int may_make_archive(void) {
  wchar_t *folder = joined(archive, L"");
  wcsrchr(folder, L'\\')[0] = 0;
  HANDLE opened = CreateFileW(folder, FILE_ADD_FILE | FILE_DELETE_CHILD, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                              NULL, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, NULL);
  ULARGE_INTEGER room;
  int may = opened != INVALID_HANDLE_VALUE && GetDiskFreeSpaceExW(folder, &room, NULL, NULL) && room.QuadPart > ROOM_FOR_ARCHIVE;
  if (opened != INVALID_HANDLE_VALUE) CloseHandle(opened);
  free(folder);
  return may;
}

/* Java takes its classes from the archive that was made of this very program by this very runtime, as its name says, and
   is as long as its name says. Where there is none, the service is told to make one, and what its name begins with. It is
   code: its folder lies in the installation, where only administrators write. */
static void add_archive(void) {
  if (!archive || !wcsrchr(archive, L'\\')) return;
  unsigned long long hash = mixed(0xcbf29ce484222325, VERSION_TEXT, sizeof VERSION_TEXT);
  hash = mixed_file(mixed_file(hash, class_path), joined(runtime, L"\\bin\\server\\jvm.dll"));
  wchar_t key[32];
  swprintf(key, 32, L"-%016llx", hash);
  wchar_t *made = joined(archive, key);
  if (!any_archive(made, take_whole) && service && may_make_archive()) {
    any_archive(archive, remove_archive);
    add_option(L"-XX:+RecordDynamicDumpInfo", NULL);
    add_property(L"-Dfettle.archive=", made);
  }
  free(made);
}

/* ---- The console ---- */

static UINT console_page;
static DWORD console_mode;
static HANDLE console;

static void leave_console(void) {
  if (console) {
    SetConsoleMode(console, console_mode);
    SetConsoleOutputCP(console_page);
  }
}

/* Which streams are a terminal, for the program to know; and a terminal takes UTF-8 and colours until the end. */
static void describe_streams(void) {
  DWORD mode;
  HANDLE out = GetStdHandle(STD_OUTPUT_HANDLE);
  if (GetConsoleMode(out, &mode)) {
    console = out, console_mode = mode, console_page = GetConsoleOutputCP();
    SetConsoleOutputCP(CP_UTF8);
    if (SetConsoleMode(out, mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING)) add_option(L"-Dfettle.stdout=terminal", NULL);
  }
  if (GetConsoleMode(GetStdHandle(STD_INPUT_HANDLE), &mode)) add_option(L"-Dfettle.stdin=terminal", NULL);
  if (GetConsoleMode(GetStdHandle(STD_ERROR_HANDLE), &mode)) add_option(L"-Dfettle.stderr=terminal", NULL);
}

/* ---- The end ---- */

static SERVICE_STATUS_HANDLE last_handle;
static SERVICE_STATUS last_status;

/* Java leaves the service's last report here. Windows gets it as the last thing this process does: who waits for the
   service to stop wants its files then. */
__declspec(dllexport) void WINAPI report_at_exit(SERVICE_STATUS_HANDLE handle, const SERVICE_STATUS *status) {
  last_status = *status;
  last_handle = handle;
}

static void JNICALL at_exit(jint code) {
  (void)code;
  leave_console();
  if (last_handle) {
    SetServiceStatus(last_handle, &last_status);
    TerminateProcess(GetCurrentProcess(), 0);
  }
}

/* ---- The runtime ---- */

/* Java reads the first two by itself, through its own C runtime, which may hold a copy of the environment by now. */
static void forget_environment(void) {
  static const wchar_t *names[] = {L"JAVA_TOOL_OPTIONS", L"_JAVA_OPTIONS", L"JDK_JAVA_OPTIONS", L"CLASSPATH"};
  HMODULE crt = GetModuleHandleW(L"ucrtbase.dll");
  int(__cdecl * put)(const wchar_t *) = crt ? (void *)GetProcAddress(crt, "_wputenv") : NULL;
  for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
    SetEnvironmentVariableW(names[i], NULL);
    if (put) {
      wchar_t *removal = joined(names[i], L"=");
      put(removal);
      free(removal);
    }
  }
}

static int is_file(const wchar_t *path) {
  DWORD attributes = GetFileAttributesW(path);
  return attributes != INVALID_FILE_ATTRIBUTES && !(attributes & FILE_ATTRIBUTE_DIRECTORY);
}

static int is_started;

static void JNICALL broken_off(void) {
  leave_console();
  if (is_started) fail(BROKEN_RUNTIME, L"The Java runtime in %ls crashed.", runtime);
  fail(BROKEN_RUNTIME, L"The Java runtime in %ls does not start; install Fettle again.", runtime);
}

static JNIEnv *start_java(JavaVM **vm) {
  wchar_t *library = joined(runtime, L"\\bin\\server\\jvm.dll"), *binaries = joined(runtime, L"\\bin");
  if (!is_file(library) || !is_file(joined(runtime, L"\\lib\\modules"))) {
    fail(NO_RUNTIME, L"There is no whole Java runtime in %ls; install Fettle again.", runtime);
  }
  AddDllDirectory(binaries);
  HMODULE jvm = LoadLibraryExW(library, NULL, LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
  if (!jvm) {
    fail(BROKEN_RUNTIME, L"%ls cannot be loaded (Windows error %lu); install Fettle again.", library, GetLastError());
  }
  forget_environment();
  jint(JNICALL * create)(JavaVM **, void **, void *) = (void *)GetProcAddress(jvm, "JNI_CreateJavaVM");
  JNIEnv *env = NULL;
  JavaVMInitArgs init = {.version = JNI_VERSION_1_8, .nOptions = option_count, .options = options};
  if (!create || create(vm, (void **)&env, &init) != JNI_OK) broken_off();
  is_started = 1;
  return env;
}

static int run(JNIEnv *env, int count, wchar_t **arguments) {
  jclass string = (*env)->FindClass(env, "java/lang/String");
  jobjectArray texts = string ? (*env)->NewObjectArray(env, count, string, NULL) : NULL;
  for (int i = 0; texts && i < count; i++) {
    jstring text = (*env)->NewString(env, (const jchar *)arguments[i], (jsize)wcslen(arguments[i]));
    (*env)->SetObjectArrayElement(env, texts, i, text);
  }
  jclass type = texts ? (*env)->FindClass(env, encoded(main_class)) : NULL;
  jmethodID method = type ? (*env)->GetStaticMethodID(env, type, "main", "([Ljava/lang/String;)V") : NULL;
  if (!method) {
    (*env)->ExceptionDescribe(env);
    fail(BROKEN_PROGRAM, L"The program in %ls cannot be started; install Fettle again.", class_path);
  }
  (*env)->CallStaticVoidMethod(env, type, method, texts);
  if (!(*env)->ExceptionCheck(env)) return 0;
  (*env)->ExceptionDescribe(env);
  return STOPPED_EARLY;
}

int wmain(int count, wchar_t **arguments) {
  /* Nothing is loaded from the current folder or the PATH, and no window asks about a broken file. */
  SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOOPENFILEERRORBOX);
  SetDllDirectoryW(L"");
  if (!SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_SYSTEM32 | LOAD_LIBRARY_SEARCH_USER_DIRS)) {
    fail(BROKEN_RUNTIME, L"This Windows cannot restrict where libraries are loaded from.");
  }
  forget_environment();
  read_configuration();
  add_property(L"-Djava.class.path=", class_path);
  add_property(L"-Dfettle.home=", installation);
  add_system_folder();
  add_archive();
  add_option(L"exit", (void *)at_exit);
  add_option(L"abort", (void *)broken_off);
  if (!service) describe_streams();

  JavaVM *vm;
  JNIEnv *env = start_java(&vm);
  int code = run(env, count - 1, arguments + 1);
  (*vm)->DestroyJavaVM(vm);
  leave_console();
  return code;
}
