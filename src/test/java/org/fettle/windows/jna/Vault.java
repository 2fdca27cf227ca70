package org.fettle.windows.jna;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.WString;
import com.sun.jna.platform.win32.Advapi32Util;
import com.sun.jna.platform.win32.WinBase.FILETIME;
import com.sun.jna.platform.win32.WinReg;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import com.sun.jna.win32.StdCallLibrary;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fettle.windows.Credential;

/**
 * The vault of this account as any other program sees it, for tests that plant credentials and look
 * what is left of them. Closing it removes what was planted.
 */
final class Vault implements AutoCloseable {
  /** Where Wine keeps a vault; it makes the key on the first look. */
  private static final String WINE = "Software\\Wine\\Credential Manager";

  private static final byte[] SECRET = "hunter2".getBytes(StandardCharsets.UTF_16LE);

  private final List<Credential> planted = new ArrayList<>();
  private final boolean isFirst = !hasWineKey();

  /** CREDENTIALW of wincred.h. */
  @Structure.FieldOrder({
    "flags",
    "type",
    "target",
    "comment",
    "lastWritten",
    "blobSize",
    "blob",
    "persist",
    "attributeCount",
    "attributes",
    "alias",
    "userName"
  })
  public static final class Entry extends Structure {
    public int flags;
    public int type;
    public WString target;
    public WString comment;
    public FILETIME lastWritten;
    public int blobSize;
    public Pointer blob;
    public int persist;
    public int attributeCount;
    public Pointer attributes;
    public WString alias;
    public WString userName;

    public Entry() {}

    private Entry(Pointer address) {
      super(address);
      read();
    }
  }

  private interface Advapi32 extends StdCallLibrary {
    Advapi32 LIBRARY = Native.load("advapi32", Advapi32.class);

    boolean CredWriteW(Entry credential, int flags);

    boolean CredDeleteW(WString target, int type, int flags);

    boolean CredEnumerateW(
        WString filter, int flags, IntByReference count, PointerByReference list);

    void CredFree(Pointer list);
  }

  /** Stores it with a secret; only Wine can be told when it was written. */
  void plant(Credential credential) {
    assertThat(all()).as("what the vault held before").noneMatch(credential::isAt);
    write(credential);
    planted.add(credential);
  }

  /** Stores it again, as a program does with a new password. */
  void write(Credential credential) {
    Entry entry = new Entry();
    entry.type = credential.type().code();
    entry.target = new WString(credential.target());
    entry.userName = credential.account().map(WString::new).orElse(null);
    entry.persist =
        switch (credential.persistence()) {
          case SESSION -> 1;
          case LOCAL_MACHINE -> 2;
          case ENTERPRISE -> 3;
        };
    try (Memory secret = new Memory(SECRET.length)) {
      secret.write(0, SECRET, 0, SECRET.length);
      entry.blob = secret;
      entry.blobSize = SECRET.length;
      assertThat(Advapi32.LIBRARY.CredWriteW(entry, 0))
          .as("storing %s, code %s", credential, Native.getLastError())
          .isTrue();
    }
    if (hasWineKey()) {
      date(credential);
    }
  }

  private static void date(Credential credential) {
    for (String name : Advapi32Util.registryGetKeys(WinReg.HKEY_CURRENT_USER, WINE)) {
      String key = WINE + '\\' + name;
      if (Advapi32Util.registryGetStringValue(WinReg.HKEY_CURRENT_USER, key, "")
              .equals(credential.target())
          && Advapi32Util.registryGetIntValue(WinReg.HKEY_CURRENT_USER, key, "Type")
              == credential.type().code()) {
        long ticks = 10_000 * (credential.lastWritten().toEpochMilli() + 11_644_473_600_000L);
        Advapi32Util.registrySetBinaryValue(
            WinReg.HKEY_CURRENT_USER,
            key,
            "LastWritten",
            ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(ticks).array());
      }
    }
  }

  /** All that is in it, in order. */
  List<Credential> all() {
    IntByReference count = new IntByReference();
    PointerByReference list = new PointerByReference();
    if (!Advapi32.LIBRARY.CredEnumerateW(null, 0, count, list)) {
      assertThat(Native.getLastError()).as("why there is nothing").isEqualTo(1168);
      return List.of();
    }
    List<Credential> all = new ArrayList<>();
    for (Pointer address : list.getValue().getPointerArray(0, count.getValue())) {
      all.add(credential(new Entry(address)));
    }
    Advapi32.LIBRARY.CredFree(list.getValue());
    all.sort(Credential.ORDER);
    return all;
  }

  private Credential credential(Entry entry) {
    Credential credential =
        new Credential(
            entry.target.toString(),
            Credential.Type.of(entry.type).orElseThrow(),
            Optional.ofNullable(entry.userName)
                .map(WString::toString)
                .filter(name -> !name.isEmpty()),
            Credential.Persistence.of(entry.persist).orElseThrow(),
            Instant.ofEpochMilli(entry.lastWritten.toTime()));
    if (planted.stream().anyMatch(credential::isAt)) {
      assertThat(entry.blob.getByteArray(0, entry.blobSize))
          .as("the secret of %s", credential)
          .isEqualTo(SECRET);
    }
    return credential;
  }

  private static boolean hasWineKey() {
    return Advapi32Util.registryKeyExists(WinReg.HKEY_CURRENT_USER, WINE);
  }

  @Override
  public void close() {
    List<Credential> left = all();
    planted.stream()
        .filter(credential -> left.stream().anyMatch(credential::isAt))
        .forEach(credential ->
            assertThat(
                    Advapi32.LIBRARY.CredDeleteW(
                        new WString(credential.target()), credential.type().code(), 0))
                .isTrue());
    planted.clear();
    if (isFirst && hasWineKey()) {
      Advapi32Util.registryDeleteKey(WinReg.HKEY_CURRENT_USER, WINE);
    }
  }
}
