/* fettle.exe and fettled.exe: start the Java runtime that is installed beside them, with the options of the .cfg file
   beside them and with nothing that an environment could add. Arguments and exit code pass through unharmed. */
#include "launcher.h"
#include <stdlib.h>

/* mingw's start-up code would expand * and ? in arguments. */
int _dowildcard = 0;

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

/* JNA asks for Windows' own libraries by name and with a flag that Windows refuses, for mere names, to a process that
   restricts where libraries are loaded from. So it is told where they lie, and asks by whole path. Nor does Java itself
   look for libraries in the PATH and the current folder, as it would by default. */
static void add_system_folder(void) {
  wchar_t system[MAX_PATH];
  UINT length = GetSystemDirectoryW(system, MAX_PATH);
  if (!length || length >= MAX_PATH) fail(BAD_CONFIGURATION, L"Windows does not say where its system folder is.");
  add_property(L"-Djna.library.path=", system);
  add_property(L"-Djava.library.path=", system);
}

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
