package org.fettle.windows.jna;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.WString;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import com.sun.jna.win32.StdCallLibrary;
import com.sun.jna.win32.W32APIOptions;
import java.util.HexFormat;
import org.fettle.windows.Certificate;
import org.fettle.windows.CertificateStore;
import org.fettle.windows.CertificateStore.Location;
import org.jspecify.annotations.Nullable;

/**
 * A test's own way into certificate stores: the whole collections, other functions and other
 * mappings than the product's.
 */
final class StoreCalls {
  static final int KEY_PROV_INFO = 2;
  static final int FRIENDLY_NAME = 11;

  private static final Pointer PROV_SYSTEM = new Pointer(10);
  private static final int ASN = 1;
  private static final int FIND_SHA1 = 0x10000;
  private static final int REPLACE_EXISTING = 3;

  private StoreCalls() {}

  interface Crypt32 extends StdCallLibrary {
    Crypt32 CALLS = Native.load("crypt32", Crypt32.class, W32APIOptions.DEFAULT_OPTIONS);

    @Nullable Pointer CertOpenStore(
        Pointer provider, int encoding, @Nullable Pointer crypt, int flags, WString name);

    boolean CertCloseStore(Pointer store, int flags);

    boolean CertAddEncodedCertificateToStore(
        Pointer store,
        int encoding,
        byte[] der,
        int size,
        int disposition,
        @Nullable PointerByReference added);

    boolean CertAddCertificateContextToStore(
        Pointer store, Pointer context, int disposition, @Nullable PointerByReference added);

    @Nullable Pointer CertFindCertificateInStore(
        Pointer store, int encoding, int flags, int type, Pointer what, @Nullable Pointer previous);

    boolean CertGetCertificateContextProperty(
        Pointer context, int property, @Nullable Pointer data, IntByReference size);

    boolean CertSetCertificateContextProperty(
        Pointer context, int property, int flags, Pointer data);

    boolean CertDeleteCertificateFromStore(Pointer context);

    boolean CertFreeCertificateContext(Pointer context);

    boolean CertControlStore(Pointer store, int flags, int control, @Nullable Pointer parameter);

    boolean CryptAcquireCertificatePrivateKey(
        Pointer context,
        int flags,
        @Nullable Pointer reserved,
        PointerByReference key,
        IntByReference spec,
        IntByReference mustFree);

    @Nullable Pointer CertCreateSelfSignCertificate(
        Pointer provider,
        Pointer subject,
        int flags,
        @Nullable Pointer keyInfo,
        @Nullable Pointer algorithm,
        @Nullable Pointer start,
        @Nullable Pointer end,
        @Nullable Pointer extensions);

    boolean CertStrToName(
        int encoding,
        String text,
        int type,
        @Nullable Pointer reserved,
        byte[] name,
        IntByReference size,
        @Nullable Pointer error);
  }

  interface Advapi32Keys extends StdCallLibrary {
    Advapi32Keys CALLS = Native.load("advapi32", Advapi32Keys.class, W32APIOptions.DEFAULT_OPTIONS);

    boolean CryptAcquireContext(
        PointerByReference provider, String container, @Nullable String name, int type, int flags);

    boolean CryptGenKey(Pointer provider, int algorithm, int flags, PointerByReference key);

    boolean CryptReleaseContext(Pointer provider, int flags);

    boolean CryptDestroyKey(Pointer key);
  }

  /** What is done with a certificate of an open store. */
  interface Use<T> {
    T of(Pointer context);
  }

  static boolean has(CertificateStore store, String thumbprint) {
    return with(store, thumbprint, context -> true, false);
  }

  static boolean hasKey(CertificateStore store, String thumbprint) {
    return with(
        store,
        thumbprint,
        context ->
            Crypt32.CALLS.CertGetCertificateContextProperty(
                context, KEY_PROV_INFO, null, new IntByReference()),
        false);
  }

  /** A property's bytes; none where there is none. */
  static byte[] property(CertificateStore store, String thumbprint, int property) {
    return with(
        store,
        thumbprint,
        context -> {
          IntByReference size = new IntByReference();
          if (!Crypt32.CALLS.CertGetCertificateContextProperty(context, property, null, size)) {
            return new byte[0];
          }
          Memory data = new Memory(size.getValue());
          Crypt32.CALLS.CertGetCertificateContextProperty(context, property, data, size);
          return data.getByteArray(0, size.getValue());
        },
        new byte[0]);
  }

  /** Whether Windows finds the certificate's private key. */
  static boolean opensKey(CertificateStore store, String thumbprint) {
    return with(
        store,
        thumbprint,
        context -> {
          PointerByReference key = new PointerByReference();
          IntByReference mustFree = new IntByReference();
          boolean opened =
              Crypt32.CALLS.CryptAcquireCertificatePrivateKey(
                  context, 0, null, key, new IntByReference(), mustFree);
          if (opened && mustFree.getValue() != 0) {
            Advapi32Keys.CALLS.CryptReleaseContext(key.getValue(), 0);
          }
          return opened;
        },
        false);
  }

  /** Puts it in, linked to a key that does not exist where it is to have one. */
  static void put(CertificateStore store, Certificate certificate) {
    Pointer open = open(store);
    PointerByReference added = new PointerByReference();
    byte[] der = certificate.bytes();
    isTrue(
        Crypt32.CALLS.CertAddEncodedCertificateToStore(
            open, ASN, der, der.length, REPLACE_EXISTING, added));
    if (certificate.hasPrivateKey()) {
      isTrue(
          Crypt32.CALLS.CertSetCertificateContextProperty(
              added.getValue(), KEY_PROV_INFO, 0, keyInfo("fettle-test-no-such-container")));
    }
    Crypt32.CALLS.CertFreeCertificateContext(added.getValue());
    commit(open);
  }

  static void setText(CertificateStore store, String thumbprint, int property, String text) {
    Pointer open = open(store);
    Memory blob = new Memory(16 + 2L * (text.length() + 1));
    blob.setInt(0, 2 * (text.length() + 1));
    blob.setPointer(8, blob.share(16));
    blob.setWideString(16, text);
    Pointer found = find(open, thumbprint);
    isTrue(
        found != null && Crypt32.CALLS.CertSetCertificateContextProperty(found, property, 0, blob));
    commit(open);
  }

  static void remove(CertificateStore store, String thumbprint) {
    Pointer open = open(store);
    Pointer found = find(open, thumbprint);
    if (found != null) {
      isTrue(Crypt32.CALLS.CertDeleteCertificateFromStore(found));
    }
    commit(open);
  }

  /** Puts a new self-signed certificate with a key of its own into the store. */
  static void putWithNewKey(CertificateStore store, String container, String subject) {
    PointerByReference provider = new PointerByReference();
    isTrue(Advapi32Keys.CALLS.CryptAcquireContext(provider, container, null, 1, 8));
    PointerByReference key = new PointerByReference();
    // AT_SIGNATURE, 1,024 bits: quick to make.
    isTrue(Advapi32Keys.CALLS.CryptGenKey(provider.getValue(), 2, 1024 << 16, key));
    Advapi32Keys.CALLS.CryptDestroyKey(key.getValue());
    byte[] name = new byte[500];
    IntByReference size = new IntByReference(name.length);
    isTrue(Crypt32.CALLS.CertStrToName(ASN, subject, 3, null, name, size, null));
    Memory blob = new Memory(16 + size.getValue());
    blob.setInt(0, size.getValue());
    blob.setPointer(8, blob.share(16));
    blob.write(16, name, 0, size.getValue());
    Memory keyInfo = keyInfo(container);
    keyInfo.setInt(40, 2);
    Pointer made =
        Crypt32.CALLS.CertCreateSelfSignCertificate(
            provider.getValue(), blob, 0, keyInfo, null, null, null, null);
    isTrue(made != null);
    Pointer open = open(store);
    isTrue(Crypt32.CALLS.CertAddCertificateContextToStore(open, made, REPLACE_EXISTING, null));
    Crypt32.CALLS.CertFreeCertificateContext(made);
    commit(open);
    Advapi32Keys.CALLS.CryptReleaseContext(provider.getValue(), 0);
  }

  /** Deletes a key container. */
  static void dropKey(String container) {
    // CRYPT_DELETEKEYSET
    Advapi32Keys.CALLS.CryptAcquireContext(new PointerByReference(), container, null, 1, 16);
  }

  // CRYPT_KEY_PROV_INFO of PROV_RSA_FULL, AT_KEYEXCHANGE, on a 64-bit Windows.
  private static Memory keyInfo(String container) {
    Memory info = new Memory(48 + 2L * (container.length() + 1));
    info.clear();
    info.setPointer(0, info.share(48));
    info.setInt(16, 1);
    info.setInt(40, 1);
    info.setWideString(48, container);
    return info;
  }

  private static <T> T with(CertificateStore store, String thumbprint, Use<T> use, T otherwise) {
    Pointer open = open(store);
    Pointer found = find(open, thumbprint);
    try {
      return found == null ? otherwise : use.of(found);
    } finally {
      if (found != null) {
        Crypt32.CALLS.CertFreeCertificateContext(found);
      }
      Crypt32.CALLS.CertCloseStore(open, 0);
    }
  }

  private static Pointer open(CertificateStore store) {
    int location = (store.location() == Location.CURRENT_USER ? 1 : 2) << 16;
    Pointer open =
        Crypt32.CALLS.CertOpenStore(PROV_SYSTEM, 0, null, location, new WString(store.name()));
    if (open == null) {
      throw new AssertionError("cannot open " + store);
    }
    return open;
  }

  private static @Nullable Pointer find(Pointer store, String thumbprint) {
    byte[] hash = HexFormat.of().parseHex(thumbprint);
    Memory blob = new Memory(16 + hash.length);
    blob.setInt(0, hash.length);
    blob.setPointer(8, blob.share(16));
    blob.write(16, hash, 0, hash.length);
    return Crypt32.CALLS.CertFindCertificateInStore(store, ASN, 0, FIND_SHA1, blob, null);
  }

  private static void commit(Pointer store) {
    isTrue(Crypt32.CALLS.CertControlStore(store, 1, 3, null));
    Crypt32.CALLS.CertCloseStore(store, 0);
  }

  private static void isTrue(boolean done) {
    if (!done) {
      throw new AssertionError("crypt32: error 0x" + Integer.toHexString(Native.getLastError()));
    }
  }
}
