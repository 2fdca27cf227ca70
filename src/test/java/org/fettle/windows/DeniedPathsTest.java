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
        "C:\\ProgramData\\Fettle\\agent.yaml",
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
        "D:\\Profiles\\anna\\AppData",
        "D:\\Profiles\\anna\\AppData\\Local",
        "D:\\Profiles\\anna\\AppData\\LocalLow",
        "D:\\Profiles\\anna\\AppData\\Roaming",
        "D:\\Profiles\\anna\\AppData\\Local\\Microsoft",
        "D:\\Profiles\\anna\\AppData\\Roaming\\Microsoft",
        "D:\\Profiles\\anna\\AppData\\Local\\Microsoft\\Windows",
        "D:\\Profiles\\anna",
        "D:\\Profiles",
        "D:\\Redirected\\anna\\Roaming",
        "D:\\Redirected\\anna\\Roaming\\Microsoft",
        "D:\\Redirected\\anna\\Application Data\\Microsoft",
        "D:\\AppData\\Roaming\\Microsoft",
        "D:\\Roaming\\Microsoft",
        "C:\\Documents and Settings\\anna",
        "C:\\Users\\anna\\AppData\\Local\\Microsoft\\Windows",
        "C:\\Windows\\win.ini",
        "C:\\Windows\\Sysmon64.exe",
        "C:\\Windows\\SysmonDrv.sys",
        "C:\\Windows\\explorer.exe",
        "C:\\Windows\\Contoso",
        "C:\\Windows\\CCM",
        "C:\\Windows\\CCM\\CcmExec.exe",
        "C:\\Windows\\ccmsetup\\ccmsetup.exe",
        "C:\\Windows\\ServiceProfiles",
        "C:\\Windows\\ServiceProfiles\\LocalService\\AppData\\Local\\x",
        "C:\\Windows\\Fonts\\x",
        "C:\\Windows\\Temp\\x",
        "D:\\Windows\\Tasks\\x",
        "C:\\Sysmon\\0A",
        "C:\\Program Files (x86)\\Microsoft Intune Management Extension",
        "C:\\Program Files (x86)\\Microsoft Intune Management Extension\\Content\\x",
        "C:\\ProgramData\\Microsoft\\IntuneManagementExtension\\Logs\\x",
        "C:\\ProgramData\\Microsoft\\Group Policy\\History",
        "C:\\Program Files\\SMS_CCM\\CcmExec.exe",
        "C:\\ProgramData\\Microsoft\\Windows Security Health\\Logs",
        "C:\\Program Files\\Windows Defender Advanced Threat Protection\\MsSense.exe",
        "C:\\Program Files\\Windows Security\\x",
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
        "D:\\Profiles\\anna\\AppData\\Roaming\\Microsoft\\Teams",
        "D:\\Redirected\\anna\\Roaming\\Contoso",
        "D:\\Profiles\\anna\\AppData\\Local\\Microsoft\\OneAuth",
        "C:\\Users\\anna\\AppData\\Local\\Microsoft\\Windows\\INetCache\\x",
        "C:\\Windowsx\\System32\\y",
        "C:\\Program Files (x86)\\Microsoft Intune Management Extensions\\x",
        "C:\\Contoso\\Sysmon\\x",
        "C:\\ProgramData\\Contoso\\Fettle",
        "C:\\Program Files\\Microsoft Office\\root\\Office16\\x.ini",
        "C:\\Program Files\\Fettle2\\x",
        "C:\\Contoso\\Crypto\\x",
      })
  void whatOnlyLooksLikeItMayBeWritten(String path) {
    assertThat(DenyList.reasonForPath(path)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "C:\\Contoso\\logon.cmd",
        "C:\\Contoso\\logon.PS1",
        "C:\\Contoso\\a.ini.vbs",
        "C:\\Contoso\\hosts",
        "C:\\Contoso\\app.config",
        "C:\\Contoso\\app.xml",
        "C:\\Contoso\\autorun.inf",
        "C:\\Contoso\\Desktop.ini",
        "C:\\Contoso\\pyvenv.cfg",
        "C:\\Contoso.txt\\a",
        "C:\\Users\\anna\\Documents\\WindowsPowerShell\\profile.ps1",
        "C:\\ProgramData\\Microsoft\\Windows\\Start Menu\\Programs\\StartUp\\a.txt",
        "C:\\Windows\\System32\\drivers\\etc\\hosts.fettle-1",
        "C:\\Windows\\System32\\drivers\\etc\\a.txt",
        "C:\\Windows\\system.ini",
        "C:\\Contoso\\a.cmd:x.txt",
        "C:\\PROGRA~1\\a.txt",
      })
  void noContentThatMayBeRunIsEdited(String path) {
    TextLineChange change =
        TextLineChange.of(path, TextEncoding.UTF_8, new byte[] {'a'}, 0, 1, "b");
    assertThat(change.forbidden()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "C:\\Windows\\System32\\drivers\\etc\\hosts",
        "C:\\Contoso\\A.INI",
        "C:\\Contoso\\a.cfg",
        "C:\\Contoso\\a.conf",
        "C:\\Contoso\\a.txt",
        "C:\\Contoso\\a.cmd.properties",
      })
  void settingsAndNotesAreEdited(String path) {
    assertThat(DenyList.reasonForContent(path)).isEmpty();
  }

  @Test
  void aThingIsNotPutWhereNothingIsWritten() {
    FileRenameChange change =
        new FileRenameChange(false, "C:\\Users\\anna\\x", "C:\\Users\\anna\\NTUSER.DAT");
    assertThat(change.forbidden()).contains("it is a hive of the registry");
  }
}
