package org.fettle.windows.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.util.Optional;
import org.fettle.windows.FileVersion;

/** The version resource of programs, read by version.dll. */
final class VersionResource {
  private static final int LARGEST = 16 << 20;

  // verrsrc.h: VS_FIXEDFILEINFO
  private static final int FIXED_SIZE = 52;
  private static final int SIGNATURE = 0xFEEF04BD;

  static {
    Native.register(VersionResource.class, NativeLibrary.getInstance("version"));
  }

  private VersionResource() {}

  static native int GetFileVersionInfoSizeW(long path, long ignored);

  static native boolean GetFileVersionInfoW(long path, int ignored, int size, long data);

  static native boolean VerQueryValueW(long data, long block, long value, long size);

  /** The file's version; empty where it has no such resource, which many programs have not. */
  static Optional<FileVersion> read(String path) {
    NativeBlock name = new NativeBlock(2 * path.length() + 2);
    name.putText(path);
    NativeBlock numbers = new NativeBlock(24);
    int size = GetFileVersionInfoSizeW(name.address(), numbers.address());
    if (size <= 0 || size > LARGEST) {
      return Optional.empty();
    }
    NativeBlock data = new NativeBlock(size);
    numbers.putText(16, "\\\0");
    if (!GetFileVersionInfoW(name.address(), 0, size, data.address())
        || !VerQueryValueW(
            data.address(), numbers.address() + 16, numbers.address(), numbers.address() + 8)
        || numbers.getInt(8) < FIXED_SIZE) {
      return Optional.empty();
    }
    Pointer fixed = new Pointer(numbers.getLong(0));
    if (fixed.getInt(0) != SIGNATURE) {
      return Optional.empty();
    }
    int high = fixed.getInt(8);
    int low = fixed.getInt(12);
    return Optional.of(new FileVersion(high >>> 16, high & 0xFFFF, low >>> 16, low & 0xFFFF));
  }
}
