package org.fettle.windows.jna;

import static org.fettle.windows.jna.Crypt32Stores.X509_ASN_ENCODING;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.fettle.windows.Certificate;
import org.fettle.windows.CertificateStore;
import org.fettle.windows.CertificateStore.Location;
import org.fettle.windows.WindowsException;

/** A certificate store of crypt32, open until it is closed. */
final class OpenStore implements AutoCloseable {
  /** More entries than this are no store that a person or an admin filled. */
  static final int MOST = 5_000;

  // CRYPT_HASH_BLOB: size, padding, address.
  private static final int BLOB = 16;
  private static final int SHA1 = 20;

  private static final int FILE_NOT_FOUND = 2;

  /** The upper half of an HRESULT that carries a Win32 code. */
  private static final int FACILITY_WIN32 = 0x8007;

  private final CertificateStore store;

  /** 0 when there is no such store. */
  private final long handle;

  private OpenStore(CertificateStore store, long handle) {
    this.store = store;
    this.handle = handle;
  }

  /**
   * Opens it to look at, as empty when there is no such store.
   *
   * @param whole with all that Windows shows in it, or only what is its own
   */
  static OpenStore toRead(CertificateStore store, boolean whole) {
    // Without OPEN_EXISTING even a store that is only read comes to life.
    long handle =
        openAt(
            store,
            whole ? Crypt32Stores.PROV_SYSTEM : Crypt32Stores.PROV_SYSTEM_REGISTRY,
            Crypt32Stores.OPEN_EXISTING | Crypt32Stores.READONLY);
    if (handle == 0 && Native.getLastError() != FILE_NOT_FOUND) {
      throw failed("open", store.toString());
    }
    return new OpenStore(store, handle);
  }

  /** Opens the physical store that entries are put into and taken out of. */
  static OpenStore toWrite(CertificateStore store) {
    long handle = openAt(store, Crypt32Stores.PROV_SYSTEM_REGISTRY, 0);
    if (handle == 0) {
      throw failed("open", store.toString());
    }
    return new OpenStore(store, handle);
  }

  /**
   * Who else puts the certificate into the collection, beside what {@link #toWrite} opens: the
   * other physical stores of a system store (Microsoft, System Store Locations).
   */
  static Optional<String> otherProvider(CertificateStore store, String thumbprint) {
    if (store.location() == Location.CURRENT_USER) {
      return holds(store, Crypt32Stores.CURRENT_USER_GROUP_POLICY, thumbprint)
          ? Optional.of("Group Policy")
          : Optional.empty();
    }
    if (holds(store, Crypt32Stores.LOCAL_MACHINE_GROUP_POLICY, thumbprint)) {
      return Optional.of("Group Policy");
    }
    if (holds(store, Crypt32Stores.LOCAL_MACHINE_ENTERPRISE, thumbprint)) {
      return Optional.of("the domain (its enterprise store)");
    }
    CertificateStore roots = new CertificateStore(Location.LOCAL_MACHINE, "AuthRoot");
    return store.isCalled("Root") && holds(roots, Crypt32Stores.LOCAL_MACHINE, thumbprint)
        ? Optional.of("Microsoft's programme of roots (AuthRoot)")
        : Optional.empty();
  }

  private static boolean holds(CertificateStore store, int location, String thumbprint) {
    int flags = Crypt32Stores.OPEN_EXISTING | Crypt32Stores.READONLY;
    long handle = open(store, Crypt32Stores.PROV_SYSTEM_REGISTRY, location | flags);
    int code = Native.getLastError();
    // Wine answers 0 for a location that it does not know, and so shows nothing of.
    if (handle == 0 && code != FILE_NOT_FOUND && code != 0) {
      throw failed("open", store.toString());
    }
    try (OpenStore open = new OpenStore(store, handle)) {
      return open.find(thumbprint).isPresent();
    }
  }

  private static long openAt(CertificateStore store, long provider, int flags) {
    int location =
        store.location() == Location.LOCAL_MACHINE
            ? Crypt32Stores.LOCAL_MACHINE
            : Crypt32Stores.CURRENT_USER;
    return open(store, provider, location | flags);
  }

  private static long open(CertificateStore store, long provider, int flags) {
    try (Memory name = new Memory(2L * (store.name().length() + 1))) {
      name.setWideString(0, store.name());
      return Crypt32Stores.CertOpenStore(provider, 0, 0, flags, Pointer.nativeValue(name));
    }
  }

  /** Every certificate by its encoding; one that stands in two of the physical stores once. */
  Map<String, Certificate> all() {
    Map<String, Certificate> all = new LinkedHashMap<>();
    long next = handle == 0 ? 0 : Crypt32Stores.CertEnumCertificatesInStore(handle, 0);
    int count = 0;
    while (next != 0) {
      long current = next;
      next = 0;
      try {
        if (++count > MOST) {
          throw WindowsException.broken(store + " holds more than " + MOST + " certificates.");
        }
        Certificate certificate = element(current).certificate();
        all.putIfAbsent(certificate.encoded(), certificate);
        next = current;
      } finally {
        if (next == 0) {
          Crypt32Stores.CertFreeCertificateContext(current);
        }
      }
      next = Crypt32Stores.CertEnumCertificatesInStore(handle, next);
    }
    return all;
  }

  /** The certificate with that thumbprint. */
  Optional<StoreElement> find(String thumbprint) {
    long found = handle == 0 ? 0 : context(thumbprint);
    if (found == 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(element(found));
    } finally {
      Crypt32Stores.CertFreeCertificateContext(found);
    }
  }

  /** Puts it in; it is only there for others after {@link #commit()}. */
  void add(byte[] element, String thumbprint) {
    try (Memory bytes = new Memory(element.length);
        Memory type = new Memory(4)) {
      bytes.write(0, element, 0, element.length);
      boolean added =
          Crypt32Stores.CertAddSerializedElementToStore(
              handle,
              Pointer.nativeValue(bytes),
              element.length,
              Crypt32Stores.ADD_NEW,
              0,
              Crypt32Stores.CERTIFICATE_CONTEXT,
              Pointer.nativeValue(type),
              0);
      if (!added && Native.getLastError() == Crypt32Stores.EXISTS) {
        throw WindowsException.changed(store + "\\" + thumbprint, "absent", "that certificate");
      }
      if (!added) {
        throw failed("put the certificate " + thumbprint + " into", store.toString());
      }
    }
  }

  /** Takes it out; for others it is only gone after {@link #commit()}. */
  void remove(String thumbprint) {
    long found = context(thumbprint);
    if (found != 0 && !Crypt32Stores.CertDeleteCertificateFromStore(found)) {
      throw failed("remove the certificate " + thumbprint + " from", store.toString());
    }
  }

  void commit() {
    if (!Crypt32Stores.CertControlStore(
        handle, Crypt32Stores.COMMIT_FORCE, Crypt32Stores.COMMIT, 0)) {
      throw failed("write", store.toString());
    }
  }

  private long context(String thumbprint) {
    byte[] hash = HexFormat.of().parseHex(thumbprint);
    if (hash.length != SHA1) {
      throw new IllegalArgumentException(thumbprint + " is no SHA-1 thumbprint.");
    }
    try (Memory what = new Memory(BLOB + SHA1)) {
      what.setInt(0, SHA1);
      what.setPointer(8, what.share(BLOB));
      what.write(BLOB, hash, 0, SHA1);
      return Crypt32Stores.CertFindCertificateInStore(
          handle, X509_ASN_ENCODING, 0, Crypt32Stores.FIND_SHA1_HASH, Pointer.nativeValue(what), 0);
    }
  }

  private StoreElement element(long certificate) {
    try (Memory size = new Memory(4)) {
      size.setInt(0, 0);
      boolean told =
          Crypt32Stores.CertSerializeCertificateStoreElement(
              certificate, 0, 0, Pointer.nativeValue(size));
      int bytes = size.getInt(0);
      if (!told || bytes <= 0) {
        throw failed("read a certificate of", store.toString());
      }
      if (bytes > StoreElement.LARGEST) {
        throw WindowsException.broken(
            store + " holds a certificate of " + bytes + " bytes, which is too large.");
      }
      try (Memory element = new Memory(bytes)) {
        if (!Crypt32Stores.CertSerializeCertificateStoreElement(
            certificate, 0, Pointer.nativeValue(element), Pointer.nativeValue(size))) {
          throw failed("read a certificate of", store.toString());
        }
        return StoreElement.read(element.getByteArray(0, Math.min(bytes, size.getInt(0))));
      }
    }
  }

  private static WindowsException failed(String act, String thing) {
    int code = Native.getLastError();
    if (code >>> 16 == FACILITY_WIN32 || code >>> 16 == 0) {
      return WindowsException.failed(act, thing, code & 0xFFFF);
    }
    return WindowsException.broken(
        "Cannot " + act + " " + thing + ": crypt32 error 0x" + Integer.toHexString(code) + ".");
  }

  @Override
  public void close() {
    if (handle != 0) {
      Crypt32Stores.CertCloseStore(handle, 0);
    }
  }
}
