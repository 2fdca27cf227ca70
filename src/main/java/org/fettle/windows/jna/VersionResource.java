package org.fettle.windows.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.lang.ref.Reference;
import java.util.Optional;
import org.fettle.windows.FileVersion;

/** The version resource of programs, read by version.dll. */
final class VersionResource {
  private static final int LARGEST = 16 << 20;

  // winver.h: FILE_VER_GET_NEUTRAL. Else Windows would also look for the texts of a language, in a
  // folder beside the file which nobody holds.
  private static final int NEUTRAL = 0x2;

  // verrsrc.h: VS_FIXEDFILEINFO
  private static final int FIXED_SIZE = 52;
  private static final int SIGNATURE = 0xFEEF04BD;

  static {
    Native.register(VersionResource.class, NativeLibrary.getInstance("version"));
  }

  private VersionResource() {}

  static native int GetFileVersionInfoSizeExW(int flags, long path, long ignored);

  static native boolean GetFileVersionInfoExW(
      int flags, long path, int ignored, int size, long data);

  static native boolean VerQueryValueW(long data, long block, long value, long size);

  /**
   * The file's version; empty where it has no such resource, which many programs have not. The path
   * is looked up by Windows, so the file and the folders on the way are to be held meanwhile.
   */
  static Optional<FileVersion> read(String path) {
    NativeBlock name = new NativeBlock(2 * path.length() + 2);
    name.putText(path);
    NativeBlock numbers = new NativeBlock(24);
    int size =
        NativeBlock.during(
            () -> GetFileVersionInfoSizeExW(NEUTRAL, name.address(), numbers.address()),
            name,
            numbers);
    if (size <= 0 || size > LARGEST) {
      return Optional.empty();
    }
    NativeBlock data = new NativeBlock(size);
    numbers.putText(16, "\\\0");
    try {
      if (!GetFileVersionInfoExW(NEUTRAL, name.address(), 0, size, data.address())
          || !VerQueryValueW(
              data.address(), numbers.address() + 16, numbers.address(), numbers.address() + 8)
          || numbers.getInt(8) < FIXED_SIZE) {
        return Optional.empty();
      }
      return version(new Pointer(numbers.getLong(0)));
    } finally {
      Reference.reachabilityFence(name);
      Reference.reachabilityFence(numbers);
      // What was found lies in there.
      Reference.reachabilityFence(data);
    }
  }

  private static Optional<FileVersion> version(Pointer fixed) {
    if (fixed.getInt(0) != SIGNATURE) {
      return Optional.empty();
    }
    int high = fixed.getInt(8);
    int low = fixed.getInt(12);
    return Optional.of(new FileVersion(high >>> 16, high & 0xFFFF, low >>> 16, low & 0xFFFF));
  }
}
