package org.fettle.windows.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * The certificate store functions of crypt32.dll, mapped directly. Handles and addresses are plain
 * numbers; 0 is NULL. Whether a call did its work is told by its result: under Wine the last error
 * may be stale, or 0 after a failure.
 */
final class Crypt32Stores {
  // wincrypt.h
  static final long PROV_SYSTEM = 10;
  static final long PROV_SYSTEM_REGISTRY = 13;
  static final int CURRENT_USER = 1 << 16;
  static final int LOCAL_MACHINE = 2 << 16;
  static final int CURRENT_USER_GROUP_POLICY = 7 << 16;
  static final int LOCAL_MACHINE_GROUP_POLICY = 8 << 16;
  static final int LOCAL_MACHINE_ENTERPRISE = 9 << 16;
  static final int OPEN_EXISTING = 0x4000;
  static final int READONLY = 0x8000;
  static final int X509_ASN_ENCODING = 1;
  static final int FIND_SHA1_HASH = 0x10000;
  static final int ADD_NEW = 1;
  static final int CERTIFICATE_CONTEXT = 2;
  static final int COMMIT = 3;
  static final int COMMIT_FORCE = 1;

  /** winerror.h, CRYPT_E_EXISTS. */
  static final int EXISTS = 0x8009_2005;

  static {
    Native.register(Crypt32Stores.class, NativeLibrary.getInstance("crypt32"));
  }

  private Crypt32Stores() {}

  static native long CertOpenStore(
      long provider, int encoding, long cryptographicProvider, int flags, long name);

  static native boolean CertCloseStore(long store, int flags);

  /** Frees {@code previous}; answers the next, which is the store's until it is freed. */
  static native long CertEnumCertificatesInStore(long store, long previous);

  static native long CertFindCertificateInStore(
      long store, int encoding, int flags, int type, long what, long previous);

  static native boolean CertFreeCertificateContext(long certificate);

  static native boolean CertSerializeCertificateStoreElement(
      long certificate, int flags, long element, long size);

  static native boolean CertAddSerializedElementToStore(
      long store,
      long element,
      int size,
      int disposition,
      int flags,
      int contextTypes,
      long contextType,
      long context);

  /** Frees the certificate, whether it succeeds or not. */
  static native boolean CertDeleteCertificateFromStore(long certificate);

  static native boolean CertControlStore(long store, int flags, int control, long parameter);
}
