/* What the files of the launcher have of one another. */
#ifndef LAUNCHER_H
#define LAUNCHER_H
#include <windows.h>
#include <wchar.h>
#include "jni.h"

/* ---- failure.c ---- */

/* The exit code of what fails before Java runs, and of a program that throws. */
enum { STOPPED_EARLY = 3 };

/* What a service that does not start leaves as its service-specific exit code. */
enum { BAD_CONFIGURATION = 101, NO_RUNTIME = 102, BROKEN_RUNTIME = 103, BROKEN_PROGRAM = 104 };

/* Tells a sentence and ends the process. */
_Noreturn void fail(DWORD code, const wchar_t *format, ...);

/* The memory, or the end where there is none. */
void *checked(void *memory);

/* ---- configuration.c ---- */

enum { LONGEST_PATH = 32768 };

extern wchar_t installation[LONGEST_PATH]; /* the folder above the folder of this program */
extern wchar_t *runtime, *class_path, *main_class;
extern wchar_t *service, *archive; /* NULL where the file does not name them */
extern JavaVMOption options[];
extern int option_count;

/* Reads the .cfg file beside this program. */
void read_configuration(void);

/* One more option for Java: a whole one, where some come with a function, or a name with its = and a value. */
void add_option(const wchar_t *text, void *extra);
void add_property(const wchar_t *name, const wchar_t *value);

/* Two texts as one, to be freed. */
wchar_t *joined(const wchar_t *first, const wchar_t *second);

/* The text as Java takes it, to be freed. */
char *encoded(const wchar_t *text);

/* ---- archive.c ---- */

/* Has Java take its classes from the archive, or the service make one. */
void add_archive(void);

#endif
