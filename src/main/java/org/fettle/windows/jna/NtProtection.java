package org.fettle.windows.jna;

/** Reading and setting the protection of an open file or folder. */
final class NtProtection {
  // winnt.h: SECURITY_INFORMATION
  private static final int OWNER_AND_GROUP = 0x1 | 0x2;
  private static final int LIST = 0x4;

  // winnt.h: SECURITY_DESCRIPTOR_CONTROL; only what is requested becomes so.
  private static final int CONTROL = 2;
  private static final int INHERIT_REQUESTED = 0x1;
  private static final int INHERITED = 0x4;

  /** ACLs have at most 64 KiB. */
  private static final int LARGEST = 256 << 10;

  private static final int ERROR_INVALID_SECURITY_DESCRIPTOR = 1338;

  Protection of(long handle) {
    NativeBlock descriptor = descriptor(handle);
    try {
      return Protection.read(descriptor.getBytes(descriptor.size()));
    } catch (IllegalArgumentException e) {
      throw new FileCalls.Refused(ERROR_INVALID_SECURITY_DESCRIPTOR);
    }
  }

  /**
   * Gives one the protection of the other, as it is, inherited or not. The owner is set where this
   * account may do that; whoever calls compares.
   */
  void copy(long from, long to) {
    NativeBlock descriptor = descriptor(from);
    byte[] bytes = descriptor.getBytes(descriptor.size());
    // The second byte of the control holds the flags for inheritance: AUTO_INHERITED is 0x0400.
    if ((bytes[CONTROL + 1] & INHERITED) != 0) {
      descriptor.putByte(CONTROL + 1, bytes[CONTROL + 1] | INHERIT_REQUESTED);
    }
    NtStatus.refuse(set(to, LIST, descriptor));
    if (!of(to).owner().equals(of(from).owner())) {
      set(to, OWNER_AND_GROUP, descriptor);
    }
  }

  private static int set(long handle, int what, NativeBlock descriptor) {
    return NativeBlock.during(
        () -> NtdllFiles.NtSetSecurityObject(handle, what, descriptor.address()), descriptor);
  }

  private static NativeBlock descriptor(long handle) {
    NativeBlock needed = new NativeBlock(4);
    NativeBlock descriptor = new NativeBlock(1024);
    int status = query(handle, descriptor, needed);
    if (status == NtdllFiles.BUFFER_TOO_SMALL && needed.getInt(0) <= LARGEST) {
      descriptor = new NativeBlock(needed.getInt(0));
      status = query(handle, descriptor, needed);
    }
    NtStatus.refuse(status);
    return descriptor;
  }

  private static int query(long handle, NativeBlock descriptor, NativeBlock needed) {
    return NativeBlock.during(
        () ->
            NtdllFiles.NtQuerySecurityObject(
                handle,
                OWNER_AND_GROUP | LIST,
                descriptor.address(),
                descriptor.size(),
                needed.address()),
        descriptor,
        needed);
  }
}
