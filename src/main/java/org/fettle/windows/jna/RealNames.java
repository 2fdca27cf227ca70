package org.fettle.windows.jna;

import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.fettle.windows.DenyList;
import org.fettle.windows.Hive;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.View;
import org.fettle.windows.WindowsException;

/**
 * Where an open key really lies, once Windows has followed all links. The deny list was asked about
 * the name a policy gave; a link on the way may have led somewhere else.
 */
final class RealNames {
  // wdm.h, KEY_INFORMATION_CLASS and KEY_NAME_INFORMATION: the length in bytes, the name
  private static final int KEY_NAME_INFORMATION = 3;
  private static final int NAME_AT = 4;

  // ntstatus.h
  private static final int BUFFER_OVERFLOW = 0x8000_0005;
  private static final int BUFFER_TOO_SMALL = 0xC000_0023;

  private static final String MACHINE = "\\REGISTRY\\MACHINE";
  private static final String USERS = "\\REGISTRY\\USER";

  private final Scratch scratch;

  RealNames(Scratch scratch) {
    this.scratch = scratch;
  }

  /**
   * Refuses a key that is on the deny list where it really lies, or lies in another root.
   *
   * @param key a handle that was opened by {@code address}
   * @param below what is about to be made below it; empty when the key itself is written
   */
  void refuseForbidden(long key, RegistryAddress address, String below) {
    String name = of(key);
    Hive hive = address.root() == Advapi32Registry.HKEY_USERS ? Hive.HKU : Hive.HKLM;
    String root = hive == Hive.HKU ? USERS : MACHINE;
    boolean within =
        name.regionMatches(true, 0, root, 0, root.length())
            && (name.length() == root.length() || name.charAt(root.length()) == '\\');
    if (!within) {
      throw WindowsException.forbidden(
          hive + "\\" + address.path() + " is not written: a link leads from it to " + name + ".");
    }
    String path = name.substring(Math.min(name.length(), root.length() + 1));
    RegistryKey real = new RegistryKey(hive, path, View.BITS_64);
    RegistryKey written = below.isEmpty() ? real : real.child(below);
    DenyList.reason(written)
        .ifPresent(reason -> {
          throw WindowsException.forbidden(written + " is never written: " + reason + ".");
        });
  }

  private String of(long key) {
    int status;
    do {
      status =
          Ntdll.NtQueryKey(
              key, KEY_NAME_INFORMATION, scratch.data(), scratch.dataSize(), scratch.sizeOfData());
    } while ((status == BUFFER_OVERFLOW || status == BUFFER_TOO_SMALL) && scratch.growData());
    if (status != 0) {
      throw WindowsException.failed(
          "tell the real name of", "a key", Ntdll.RtlNtStatusToDosError(status));
    }
    ByteBuffer information = ByteBuffer.wrap(scratch.dataRead()).order(ByteOrder.LITTLE_ENDIAN);
    return new String(information.array(), NAME_AT, information.getInt(), UTF_16LE);
  }
}
