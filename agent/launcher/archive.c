/* The archive of classes, from which Java starts in half the time. */
#include "launcher.h"
#include <stdio.h>
#include <stdlib.h>
#include "version.h"

/* In bytes. One of a service that has judged nothing yet is smaller than that, and not worth keeping. */
enum { ROOM_FOR_ARCHIVE = 64 << 20 };

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
void add_archive(void) {
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
