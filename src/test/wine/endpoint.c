/* What other programs leave on an endpoint, and a look at it that owes nothing to Fettle.
 *   endpoint credential TARGET ACCOUNT SECRET      stores a generic credential
 *   endpoint certificate STORE FILE [CONTAINER]    puts a DER certificate into the user's store; with a new key of its own
 *   endpoint reset KEY NAME                        sets a number of HKLM to 0 every second, until C:\stop.txt is there
 *   endpoint credentials                           lists every credential: target|account|secret
 *   endpoint certificates STORE                    lists every certificate: SHA-1|subject|key or no key
 * Exit code 1 says that Windows refused. */
#include <stdio.h>
#include <windows.h>
#include <wincred.h>
#include <wincrypt.h>

static int refused(const char *what) {
  fprintf(stderr, "%s: error %lu\n", what, GetLastError());
  return 1;
}

static void print(const wchar_t *text) {
  char utf8[4096];
  if (text && WideCharToMultiByte(CP_UTF8, 0, text, -1, utf8, sizeof utf8, NULL, NULL)) fputs(utf8, stdout);
}

static int add_credential(wchar_t **argument) {
  CREDENTIALW credential = {0};
  credential.Type = CRED_TYPE_GENERIC;
  credential.TargetName = argument[0];
  credential.UserName = argument[1];
  credential.CredentialBlob = (BYTE *)argument[2];
  credential.CredentialBlobSize = wcslen(argument[2]) * sizeof(wchar_t);
  credential.Persist = CRED_PERSIST_LOCAL_MACHINE;
  return CredWriteW(&credential, 0) ? 0 : refused("CredWrite");
}

static int list_credentials(void) {
  DWORD count;
  CREDENTIALW **credentials;
  if (!CredEnumerateW(NULL, 0, &count, &credentials)) return GetLastError() == ERROR_NOT_FOUND ? 0 : refused("CredEnumerate");
  for (DWORD i = 0; i < count; i++) {
    print(credentials[i]->TargetName);
    putchar('|');
    print(credentials[i]->UserName);
    putchar('|');
    wchar_t secret[256] = {0};
    DWORD size = credentials[i]->CredentialBlobSize;
    if (size < sizeof secret) memcpy(secret, credentials[i]->CredentialBlob, size);
    print(secret);
    putchar('\n');
  }
  CredFree(credentials);
  return 0;
}

static HCERTSTORE user_store(const wchar_t *name) {
  return CertOpenStore(CERT_STORE_PROV_SYSTEM_W, 0, 0, CERT_SYSTEM_STORE_CURRENT_USER, name);
}

static int give_key(PCCERT_CONTEXT certificate, wchar_t *container) {
  HCRYPTPROV provider;
  HCRYPTKEY key;
  if (!CryptAcquireContextW(&provider, container, NULL, PROV_RSA_FULL, CRYPT_NEWKEYSET)) return refused("CryptAcquireContext");
  if (!CryptGenKey(provider, AT_KEYEXCHANGE, 1024 << 16, &key)) return refused("CryptGenKey");
  CryptDestroyKey(key);
  CryptReleaseContext(provider, 0);
  CRYPT_KEY_PROV_INFO link = {container, MS_DEF_PROV_W, PROV_RSA_FULL, 0, 0, NULL, AT_KEYEXCHANGE};
  return CertSetCertificateContextProperty(certificate, CERT_KEY_PROV_INFO_PROP_ID, 0, &link) ? 0 : refused("CertSetCertificateContextProperty");
}

static int add_certificate(wchar_t **argument, int count) {
  static BYTE der[65536];
  FILE *file = _wfopen(argument[1], L"rb");
  if (!file) return refused("fopen");
  size_t size = fread(der, 1, sizeof der, file);
  fclose(file);
  HCERTSTORE store = user_store(argument[0]);
  PCCERT_CONTEXT certificate;
  if (!store || !CertAddEncodedCertificateToStore(store, X509_ASN_ENCODING, der, size, CERT_STORE_ADD_NEW, &certificate))
    return refused("CertAddEncodedCertificateToStore");
  if (count > 2 && give_key(certificate, argument[2])) return 1;
  CertFreeCertificateContext(certificate);
  return CertControlStore(store, 0, CERT_STORE_CTRL_COMMIT, NULL) && CertCloseStore(store, 0) ? 0 : refused("CertControlStore");
}

static int list_certificates(const wchar_t *name) {
  HCERTSTORE store = user_store(name);
  PCCERT_CONTEXT certificate = NULL;
  if (!store) return refused("CertOpenStore");
  while ((certificate = CertEnumCertificatesInStore(store, certificate))) {
    BYTE hash[20];
    DWORD size = sizeof hash;
    wchar_t subject[256];
    CertGetCertificateContextProperty(certificate, CERT_HASH_PROP_ID, hash, &size);
    for (DWORD i = 0; i < size; i++) printf("%02X", hash[i]);
    putchar('|');
    CertGetNameStringW(certificate, CERT_NAME_SIMPLE_DISPLAY_TYPE, 0, NULL, subject, 256);
    print(subject);
    HCRYPTPROV_OR_NCRYPT_KEY_HANDLE key;
    DWORD spec;
    BOOL release;
    BOOL has_key = CryptAcquireCertificatePrivateKey(certificate, 0, NULL, &key, &spec, &release);
    if (has_key && release) CryptReleaseContext(key, 0);
    puts(has_key ? "|key" : "|no key");
  }
  CertCloseStore(store, 0);
  return 0;
}

static int reset(wchar_t **argument) {
  DWORD zero = 0;
  while (GetFileAttributesW(L"C:\\stop.txt") == INVALID_FILE_ATTRIBUTES) {
    LSTATUS code = RegSetKeyValueW(HKEY_LOCAL_MACHINE, argument[0], argument[1], REG_DWORD, &zero, sizeof zero);
    if (code) {
      SetLastError(code);
      return refused("RegSetKeyValue");
    }
    Sleep(1000);
  }
  return 0;
}

int wmain(int count, wchar_t **argument) {
  const wchar_t *verb = count > 1 ? argument[1] : L"";
  if (!wcscmp(verb, L"credential") && count == 5) return add_credential(argument + 2);
  if (!wcscmp(verb, L"reset") && count == 4) return reset(argument + 2);
  if (!wcscmp(verb, L"credentials") && count == 2) return list_credentials();
  if (!wcscmp(verb, L"certificate") && (count == 4 || count == 5)) return add_certificate(argument + 2, count - 2);
  if (!wcscmp(verb, L"certificates") && count == 3) return list_certificates(argument[2]);
  fputs("usage: see the source\n", stderr);
  return 2;
}
