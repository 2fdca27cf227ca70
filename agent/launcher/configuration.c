/* What is started, as the .cfg file beside this program says it: lines of name=value in UTF-8. */
#include "launcher.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_LINE = 8192, MOST_OPTIONS = 64 };

wchar_t installation[LONGEST_PATH];
wchar_t *runtime, *class_path, *main_class, *service, *archive;
JavaVMOption options[MOST_OPTIONS];
int option_count;

wchar_t *joined(const wchar_t *first, const wchar_t *second) {
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
char *encoded(const wchar_t *text) {
  int size = WideCharToMultiByte(CP_ACP, 0, text, -1, NULL, 0, NULL, NULL);
  char *bytes = checked(malloc(size > 0 ? size : 1));
  wchar_t *back = checked(malloc((wcslen(text) + 1) * sizeof *back));
  int same = size > 0 && WideCharToMultiByte(CP_ACP, 0, text, -1, bytes, size, NULL, NULL) &&
             MultiByteToWideChar(CP_ACP, 0, bytes, -1, back, (int)wcslen(text) + 1) && !wcscmp(text, back);
  free(back);
  if (!same) fail(BAD_CONFIGURATION, L"This Windows cannot hand '%ls' to Java; install Fettle in a folder of plain letters.", text);
  return bytes;
}

void add_option(const wchar_t *text, void *extra) {
  if (option_count == MOST_OPTIONS) fail(BAD_CONFIGURATION, L"There are more than %d options for Java.", MOST_OPTIONS);
  options[option_count].optionString = encoded(text);
  options[option_count++].extraInfo = extra;
}

void add_property(const wchar_t *name, const wchar_t *value) {
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

void read_configuration(void) {
  static wchar_t file[LONGEST_PATH];
  DWORD length = GetModuleFileNameW(NULL, file, LONGEST_PATH);
  wchar_t *slash = length ? wcsrchr(file, L'\\') : NULL, *dot = slash ? wcsrchr(slash, L'.') : NULL;
  if (!dot || length >= LONGEST_PATH - 8) fail(BAD_CONFIGURATION, L"This program does not know its own path.");
  wcscpy(installation, file);
  for (int up = 0; up < 2; up++) {
    if ((slash = wcsrchr(installation, L'\\'))) *slash = 0;
  }
  wcscpy(dot, L".cfg");
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
