package org.fettle.windows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeniedPathsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "C:\\",
        "D:\\",
        "C:\\Program Files\\Fettle",
        "C:\\Program Files\\Fettle\\fettle.exe",
        "C:\\Program Files (x86)\\Fettle\\a",
        "C:\\ProgramData\\Fettle\\journal\\0001.jsonl",
        "C:\\Users\\anna\\AppData\\Roaming\\Microsoft\\Crypto\\RSA\\S-1-5-21-1",
        "C:\\Users\\anna\\AppData\\Roaming\\Microsoft\\Crypto",
        "C:\\Users\\anna\\AppData\\Roaming\\Microsoft\\Protect\\S-1-5-21-1\\key",
        "C:\\Users\\anna\\AppData\\Local\\Microsoft\\Credentials\\0A",
        "C:\\Users\\anna\\AppData\\Roaming\\Microsoft\\Credentials",
        "C:\\Users\\anna\\AppData\\Local\\Microsoft\\Vault\\x",
        "C:\\Users\\anna\\AppData\\Roaming\\Microsoft\\SystemCertificates\\My",
        "C:\\ProgramData\\Microsoft\\Crypto\\Keys\\x",
        "C:\\ProgramData\\Microsoft\\Vault",
        "C:\\Windows\\ServiceProfiles\\LocalService\\AppData\\Local\\Microsoft\\Ngc\\x",
        "C:\\Users\\anna\\AppData\\Roaming\\Microsoft",
        "C:\\ProgramData\\Microsoft",
        "C:\\Users\\anna\\NTUSER.DAT",
        "C:\\Users\\anna\\ntuser.dat.LOG1",
        "C:\\Users\\anna\\AppData\\Local\\Microsoft\\Windows\\UsrClass.dat",
        "D:\\Profiles\\anna\\NTUSER.MAN",
        "C:\\Windows\\System32\\config\\SAM",
        "C:\\Windows\\System32\\config",
        "C:\\Windows\\System32",
        "C:\\Windows\\System32\\drivers\\etc",
        "C:\\Windows\\System32\\drivers\\etc\\hosts\\x",
        "C:\\Windows\\System32\\drivers\\etc\\services",
        "C:\\Windows\\SysWOW64\\kernel32.dll",
        "C:\\Windows\\Sysnative\\kernel32.dll",
        "C:\\Windows\\WinSxS\\x",
        "C:\\Windows\\servicing\\x",
        "C:\\Windows\\Boot\\x",
        "C:\\System Volume Information\\x",
        "C:\\$Recycle.Bin\\S-1-5-21-1",
        "C:\\Recovery",
        "C:\\bootmgr",
        "C:\\pagefile.sys",
        "C:\\hiberfil.sys",
        "C:\\Windows",
        "C:\\Users",
        "C:\\Users\\anna",
        "C:\\Users\\Public",
        "C:\\Users\\anna\\AppData",
        "C:\\Users\\anna\\AppData\\Local",
        "C:\\Users\\anna\\AppData\\Roaming",
        "C:\\Program Files",
        "C:\\Program Files (x86)",
        "C:\\Program Files\\Common Files",
        "C:\\ProgramData",
        "C:\\ProgramData\\Microsoft\\Windows Defender\\Platform",
        "C:\\Program Files\\Windows Defender\\MsMpEng.exe",
      })
  void theseAreNeverWritten(String path) {
    assertThat(DenyList.reasonForPath(path)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c:\\program files\\FETTLE\\x",
        "C:/Program Files/Fettle/x",
        "C:\\\\Program Files\\\\Fettle\\x",
        "C:\\Program Files\\Fettle\\",
        "C:\\PROGRA~1\\Fettle",
        "C:\\PROGRA~2\\x.txt",
        "C:\\Users\\ANNAMA~1.CON\\x",
        "C:\\Windows\\System32.\\x",
        "C:\\Windows\\System32 \\x",
        "C:\\Windows\\Temp\\..\\System32\\x",
        "C:\\Windows\\.\\System32\\x",
        "\\\\?\\C:\\Windows\\System32\\x",
        "\\\\.\\C:\\Windows\\System32\\x",
        "\\\\localhost\\C$\\Windows\\System32\\x",
        "\\Windows\\System32\\x",
        "C:Windows\\System32\\x",
        "Windows\\System32",
        "C:\\Users\\anna\\NTUSER.DAT::$DATA",
        "C:\\Windows\\System32::$INDEX_ALLOCATION\\x",
        "C:\\Windows\\System32\\drivers\\etc\\hosts:stream",
        "C:\\Windows\\\u017Fystem32\\x",
        "",
      })
  void noOtherSpellingGetsRoundIt(String path) {
    assertThat(DenyList.reasonForPath(path)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "C:\\Windows\\System32\\drivers\\etc\\hosts",
        "c:\\WINDOWS\\system32\\drivers\\etc\\HOSTS",
        "C:\\Windows\\System32\\drivers\\etc\\hosts.fettle-1",
        "C:\\Users\\anna\\AppData\\Local\\Microsoft\\Office\\16.0\\Lync\\sip_anna@contoso.com",
        "C:\\Users\\anna\\AppData\\Roaming\\Microsoft\\Teams",
        "C:\\Users\\anna\\AppData\\Roaming\\Microsoft\\Office\\16.0\\Lync\\AccountProfiles.dat",
        "C:\\Users\\anna\\Tracing",
        "C:\\Windows\\win.ini",
        "C:\\Windows\\System32x\\y",
        "C:\\ProgramData\\Contoso\\Fettle",
        "C:\\Program Files\\Microsoft Office\\root\\Office16\\x.ini",
        "C:\\Program Files\\Fettle2\\x",
        "C:\\Contoso\\Crypto\\x",
      })
  void whatOnlyLooksLikeItMayBeWritten(String path) {
    assertThat(DenyList.reasonForPath(path)).isEmpty();
  }

  @Test
  void aThingIsNotPutWhereNothingIsWritten() {
    FileRenameChange change =
        new FileRenameChange(false, "C:\\Users\\anna\\x", "C:\\Users\\anna\\NTUSER.DAT");
    assertThat(change.forbidden()).contains("it is a hive of the registry");
  }
}
