/* What jni.h needs to know of Windows, so that the jni.h of a JDK for any system will do. 64-bit Windows has one calling
   convention, so JNICALL is empty; a JDK of 25 says that by itself. */
#define JNIEXPORT __declspec(dllexport)
#define JNIIMPORT __declspec(dllimport)
#define JNICALL
typedef int jint;
typedef long long jlong;
typedef signed char jbyte;
