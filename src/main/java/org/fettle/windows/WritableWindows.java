package org.fettle.windows;

/**
 * A machine with its areas open for writing. Only changes write, through {@link Changes#apply}, so
 * that no write passes the deny list or overwrites what it did not expect.
 */
public interface WritableWindows extends Windows {
  @Override
  WritableRegistry registry();

  @Override
  WritableCredentials credentials();

  @Override
  WritableCertificates certificates();

  @Override
  WritableFiles files();

  @Override
  WritableServices services();
}
