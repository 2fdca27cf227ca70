package org.fettle.check;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fettle.windows.CertificateStore;
import org.fettle.windows.FileVersion;
import org.fettle.windows.Pem;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.junit.jupiter.api.Test;

/** What a policy's author may get wrong in a kind, and is told in a sentence. */
class CheckMistakesTest {
  private static final RegistryKey KEY = RegistryKey.parse("HKLM\\SOFTWARE\\Contoso");

  @Test
  void anEmptyAllOrAnyIsRefused() {
    refused("'all' needs at least one check.", () -> new AllCheck(List.of()));
    refused("'any' needs at least one check.", () -> new AnyCheck(List.of()));
  }

  @Test
  void aNumberNeedsABoundThatSomethingLiesWithin() {
    refused(
        "'registry-number' needs 'at-least', 'at-most', 'has-bits' or 'lacks-bits'.",
        () -> number(Optional.empty(), Optional.empty()));
    refused(
        "No number is at least 3 and at most 2.", () -> number(Optional.of(3L), Optional.of(2L)));
    refused(
        "A number in the registry is never below 0.",
        () -> number(Optional.of(-1L), Optional.empty()));
  }

  @Test
  void aNumberNeedsBitsThatCanBeSetAndClear() {
    refused(
        "'registry-number' judges bounds or bits, not both: that takes two rules.",
        () -> bits(Optional.of(1L), Optional.of(1L), Optional.empty()));
    refused(
        "A number in the registry is never below 0.",
        () -> bits(Optional.empty(), Optional.empty(), Optional.of(-1L)));
    refused("0 names no bit.", () -> bits(Optional.empty(), Optional.of(0L), Optional.empty()));
    refused(
        "No number has the bits 0x20 both set and clear.",
        () -> bits(Optional.empty(), Optional.of(0x21L), Optional.of(0x60L)));
  }

  @Test
  void aListNeedsMembersThatCanBeToldApart() {
    refused("'contains' needs at least one member.", () -> list(Optional.empty(), List.of()));
    refused("A member of a list cannot be blank.", () -> list(Optional.empty(), List.of("a", " ")));
    refused(
        "The member 'a,b' holds the separator ',': write two members.",
        () -> list(Optional.empty(), List.of("a,b")));
    refused(
        "The member 'a b' holds the separator ' ': write two members.",
        () -> list(Optional.of(" "), List.of("a b")));
    refused("The separator is empty.", () -> list(Optional.of(""), List.of("a")));
  }

  @Test
  void aServiceNeedsANameAndSomethingThatCanBe() {
    refused(
        "'service-state' needs 'start', 'running' or both.",
        () -> service("msoidsvc", List.of(), Optional.empty()));
    refused(
        "A start type is given twice.",
        () -> service("x", List.of(StartType.MANUAL, StartType.MANUAL), Optional.empty()));
    refused(
        "A service that may be disabled cannot be kept running.",
        () -> service("x", List.of(StartType.AUTOMATIC, StartType.DISABLED), Optional.of(true)));
    for (String name : List.of(" ", "a\\b", "a/b", "a\0b", "x".repeat(257))) {
      refused(
          "'" + name + "' is no short name of a service.",
          () -> service(name, List.of(StartType.MANUAL), Optional.empty()));
    }
  }

  private static ServiceStateCheck service(
      String name, List<StartType> start, Optional<Boolean> running) {
    return new ServiceStateCheck(name, start, running, Optional.empty());
  }

  @Test
  void aPolicyDoesNotSayWhatASecretIs() {
    RegistryValue secret = RegistryValue.text("hunter2");
    refused(
        "The value 'ProxyPassword' of HKLM\\SOFTWARE\\Contoso is a secret by its name: a policy"
            + " cannot say what it holds.",
        () ->
            new RegistryValueCheck(
                KEY, "ProxyPassword", secret, Optional.empty(), Optional.empty()));
    refused(
        "The value 'bob' of HKLM\\SOFTWARE\\Contoso\\Passwords is a secret by its name: a policy"
            + " cannot say what it holds.",
        () ->
            new RegistryValueCheck(
                KEY.child("Passwords"), "bob", secret, Optional.empty(), Optional.empty()));
    refused(
        "The value 'Tokens' of HKLM\\SOFTWARE\\Contoso is a secret by its name: a policy cannot say"
            + " what it holds.",
        () ->
            new RegistryListCheck(
                KEY,
                "Tokens",
                Optional.empty(),
                List.of("hunter2"),
                List.of(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void aPatternMustBeARegularExpression() {
    refused(
        "The pattern '(a' is no regular expression: Unclosed group.",
        () ->
            new RegistryTextCheck(
                KEY, "Name", "(a", Optional.empty(), Optional.empty(), Optional.empty()));
  }

  @Test
  void whatSubkeysMayHoldIsSaidAndIsNoSecret() {
    String problem = "'among' needs at least one text, and none may be blank.";
    refused(problem, () -> new RegistrySubkeysCheck(KEY, "EmailAddress", List.of()));
    refused(problem, () -> new RegistrySubkeysCheck(KEY, "EmailAddress", List.of("*@a", " ")));
    refused(
        "The value 'Password' of HKLM\\SOFTWARE\\Contoso is a secret by its name: a policy cannot say"
            + " what it holds.",
        () -> new RegistrySubkeysCheck(KEY, "Password", List.of("hunter2")));
  }

  @Test
  void aKeyNearTheRootIsNotRemoved() {
    refused(
        "The key 'HKLM\\SOFTWARE' is too near the root of the registry to be removed by a policy.",
        () ->
            new RegistryKeyAbsentCheck(
                RegistryKey.parse("HKLM\\SOFTWARE"),
                Optional.empty(),
                List.of(),
                Optional.empty()));
  }

  @Test
  void subkeysAreNamed() {
    RegistryKey key = RegistryKey.parse("HKLM\\SOFTWARE\\Contoso");
    refused(
        "'subkeys' needs a name that is not all wildcards.",
        () -> new RegistryKeyAbsentCheck(key, Optional.of("*?"), List.of(), Optional.empty()));
    refused(
        "'except' is about subkeys, and needs 'subkeys'.",
        () -> new RegistryKeyAbsentCheck(key, Optional.empty(), List.of("a"), Optional.empty()));
  }

  @Test
  void anAssociationNeedsAnExtensionAndProgramsByName() {
    refused(
        "The extension 'ocsmeet' is not one with its dot, such as '.ocsmeet'.",
        () -> new FileAssociationCheck("ocsmeet", List.of("lync.exe"), Optional.empty()));
    refused(
        "The extension '.a\\b' is not one with its dot, such as '.ocsmeet'.",
        () -> new FileAssociationCheck(".a\\b", List.of("lync.exe"), Optional.empty()));
    refused(
        "'programs' needs at least one file name.",
        () -> new FileAssociationCheck(".ocsmeet", List.of(), Optional.empty()));
    refused(
        "'C:\\lync.exe' is no file name of a program, such as 'lync.exe'.",
        () -> new FileAssociationCheck(".ocsmeet", List.of("C:\\lync.exe"), Optional.empty()));
    refused(
        "'lync' is no file name of a program, such as 'lync.exe'.",
        () -> new FileAssociationCheck(".ocsmeet", List.of("lync"), Optional.empty()));
  }

  @Test
  void aHandlerNeedsASchemeWithoutItsColon() {
    refused(
        "The scheme 'sip:' is not one without its colon, such as 'sip'.",
        () -> new ProtocolHandlerCheck("sip:", List.of("lync.exe"), Optional.empty()));
    refused(
        "The command to register is blank.",
        () -> new ProtocolHandlerCheck("sip", List.of("lync.exe"), Optional.of(" ")));
  }

  @Test
  void aRegistrationNeedsANameAndACommand() {
    refused("'\\x' cannot be the name of a class.", () -> new Registration("\\x", "lync.exe"));
    refused("'' cannot be the name of a class.", () -> new Registration("", "lync.exe"));
    refused("The command to register is blank.", () -> new Registration("Lync", ""));
  }

  @Test
  void softwareIsLookedForBySomething() {
    refused(
        "'software-present' needs 'client', 'name' or 'click-to-run'.",
        () -> new SoftwarePresentCheck(Optional.empty(), Optional.empty(), Optional.empty()));
    refused(
        "The name of a program cannot be blank.",
        () -> new SoftwarePresentCheck(Optional.empty(), Optional.of(" "), Optional.empty()));
  }

  @Test
  void aTargetIsNarrowAndNotOneThatIsNeverRemoved() {
    refused("'targets' needs at least one target.", () -> credentials(List.of()));
    for (String wide : List.of("*", "abc*", "?bcd", "", "a*bcd")) {
      refused(
          "The target '"
              + wide
              + "' does not begin with 4 characters that are no wildcards: it would match too much.",
          () -> credentials(List.of("Contoso:*", wide)));
    }
    refused(
        "The credential 'TERMSRV/*' is never removed: it belongs to Remote Desktop.",
        () -> credentials(List.of("TERMSRV/*")));
    refused(
        "The credential 'LegacyGeneric:target=git:*' is never removed: it belongs to Git.",
        () -> credentials(List.of("LegacyGeneric:target=git:*")));
  }

  @Test
  void whatACredentialIsIsSaidOnceAndWithoutBlanks() {
    List<String> one = List.of("Contoso:*");
    List<String> blank = List.of(" ");
    String blanks = "A target or an account cannot be blank.";
    refused(blanks, () -> credentials(one, blank, List.of(), List.of(), Optional.empty()));
    refused(blanks, () -> credentials(one, List.of(), blank, List.of(), Optional.empty()));
    refused(blanks, () -> credentials(one, List.of(), List.of(), blank, Optional.empty()));
    refused(
        "Say 'account-is' or 'account-is-not', not both.",
        () -> credentials(one, List.of(), List.of("a"), List.of("b"), Optional.empty()));
    for (Duration age : List.of(Duration.ZERO, Duration.ofDays(-1))) {
      refused(
          "'older-than' needs a time above 0.",
          () -> credentials(one, List.of(), List.of(), List.of(), Optional.of(age)));
    }
  }

  private static CredentialAbsentCheck credentials(List<String> targets) {
    return credentials(targets, List.of(), List.of(), List.of(), Optional.empty());
  }

  private static CredentialAbsentCheck credentials(
      List<String> targets,
      List<String> except,
      List<String> accountIs,
      List<String> accountIsNot,
      Optional<Duration> olderThan) {
    return new CredentialAbsentCheck(
        targets, except, Set.of(), accountIs, accountIsNot, olderThan, Optional.empty());
  }

  @Test
  void aStoreIsNotEmptied() {
    refused(
        "'certificate-absent' needs an 'issuer' or a 'subject' that is not all wildcards.",
        () -> absent(Optional.empty(), Set.of(CertificateState.EXPIRED), Optional.empty()));
    refused(
        "'certificate-absent' needs an 'issuer' or a 'subject' that is not all wildcards.",
        () -> absent(Optional.of(" *?*"), Set.of(), Optional.empty()));
  }

  @Test
  void anAccountBelongsToItsState() {
    String together =
        "'account' and the state for-another-account are given together or not at all.";
    Set<CertificateState> another = Set.of(CertificateState.FOR_ANOTHER_ACCOUNT);
    refused(together, () -> absent(Optional.of("CN=A"), another, Optional.empty()));
    refused(together, () -> absent(Optional.of("CN=A"), Set.of(), Optional.of("a@b")));
    refused(
        "'account' is an address such as anna@contoso.com, not 'anna'.",
        () -> absent(Optional.of("CN=A"), another, Optional.of("anna")));
  }

  @Test
  void onlyAnAuthoritysCertificateIsPutIntoAStore() {
    refused(
        "'certificate-present' puts roots into Root and intermediates into CA, and nothing into"
            + " LocalMachine\\TrustedPeople.",
        () -> present("TrustedPeople", Pem.of("root")));
    refused(
        "The certificate of CN=adfs.contoso.com is not a certification authority's.",
        () -> present("CA", Pem.of("server")));
    refused(
        "The certificate of CN=anna@contoso.com is not a certification authority's.",
        () -> present("Root", Pem.of("anna")));
    refused(
        "The certificate of CN=Contoso Issuing CA,O=Contoso\\, Inc. is not a root: it did not sign"
            + " itself. Intermediates go into CA.",
        () -> present("Root", Pem.of("intermediate")));
  }

  @Test
  void aPolicyHoldsOneCertificateAndNothingElse() {
    String expected =
        "Expected one certificate in PEM form, from -----BEGIN CERTIFICATE----- to -----END"
            + " CERTIFICATE-----.";
    refused(expected, () -> present("Root", "contoso"));
    refused(expected, () -> present("Root", Pem.of("root") + Pem.of("root-expired")));
    refused(
        "What stands in the PEM is no certificate.",
        () -> present("Root", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"));
    refused(
        "A private key does not belong into a file: give the certificate alone.",
        () -> present("Root", Pem.of("root") + "-----BEGIN PRIVATE KEY-----"));
  }

  private static CertificateAbsentCheck absent(
      Optional<String> subject, Set<CertificateState> state, Optional<String> account) {
    return new CertificateAbsentCheck(
        CertificateStore.parse("CurrentUser\\My"), Optional.empty(), subject, state, account);
  }

  private static CertificatePresentCheck present(String store, String pem) {
    return new CertificatePresentCheck(CertificateStore.parse("LocalMachine\\" + store), pem);
  }

  @Test
  void aPathIsWholeAndNamesSomething() {
    refused(
        "The path 'Cache' begins with neither a drive nor a variable such as %LOCALAPPDATA%.",
        () -> folder("Cache"));
    refused(
        "The path '\\\\server\\share\\a' begins with neither a drive nor a variable such as"
            + " %LOCALAPPDATA%.",
        () -> folder("\\\\server\\share\\a"));
    refused(
        "The path '%LOCALAPPDATA%' names nothing below a drive or variable.",
        () -> folder("%LOCALAPPDATA%"));
    refused(
        "The path 'C:\\Windows' is too near the root of the drive to be put aside by a policy.",
        () -> folder("C:\\Windows"));
    refused(
        "The path 'C:\\a\\..\\b' has the part '..', which is no name of a file or folder.",
        () -> folder("C:\\a\\..\\b"));
    refused(
        "The path 'C:\\a\\' has the part '', which is no name of a file or folder.",
        () -> folder("C:\\a\\"));
    refused(
        "The path 'C:\\a\\b:c' has the part 'b:c', which is no name of a file or folder.",
        () -> folder("C:\\a\\b:c"));
    refused(
        "The path 'C:\\*\\*\\a' has wildcards in more than one folder.",
        () -> folder("C:\\*\\*\\a"));
    refused(
        "The path 'C:\\a\\%USERNAME%*' has a part with both a variable and a wildcard.",
        () -> folder("C:\\a\\%USERNAME%*"));
  }

  @Test
  void whatIsKeptIsAName() {
    refused(
        "'a\\b' in 'except' is no name of a file or folder.",
        () ->
            new FileAbsentCheck(
                "C:\\a\\*", List.of("a\\b"), Optional.empty(), Optional.empty(), Optional.empty()));
  }

  @Test
  void aLineIsOneLineThatSaysSomething() {
    refused("'text-file-line' needs 'present', 'absent' or both.", () -> line("", ""));
    String sentence = "The line in 'present' is empty, a comment, a section or more than one line.";
    refused(sentence, () -> line(" ", ""));
    refused(sentence, () -> line("a\nb", ""));
    refused(sentence, () -> line("# a", ""));
    refused(sentence, () -> line("[a]", ""));
    refused("A line in 'absent' is blank.", () -> line("a", " "));
    refused(
        "The line in 'present' is a secret by its name: a policy cannot say what it holds.",
        () -> line("ProxyPassword=hunter2", ""));
  }

  @Test
  void noLineIsPutWhereItMayBeRun() {
    String scripts =
        "' is not one to change lines in: lines are only changed in hosts and in files that end in"
            + " .cfg, .conf, .ini, .properties or .txt, for others may be run.";
    for (String path :
        List.of("C:\\a.cmd", "%APPDATA%\\A.PS1", "C:\\a", "%X%\\a.txt.bat", "C:\\%X%.vbs")) {
      refused("The path '" + path + scripts, () -> lineOf(path));
    }
    for (String path :
        List.of(
            "%APPDATA%\\Microsoft\\Windows\\Start Menu\\Programs\\Startup\\a.txt",
            "%X%\\Desktop.ini")) {
      refused(
          "The path '" + path + "' is not one to change lines in: what it says is started.",
          () -> lineOf(path));
    }
    lineOf("%SystemRoot%\\System32\\drivers\\etc\\hosts");
    lineOf("%X%\\%Y%");
    lineOf("%X%\\a.INI");
  }

  private static TextFileLineCheck lineOf(String path) {
    return new TextFileLineCheck(
        path, Optional.empty(), Optional.of("a"), List.of(), Optional.empty());
  }

  @Test
  void aVersionIsDemandedOncePerChannel() {
    FileVersion version = new FileVersion(1, 0, 0, 0);
    ChannelVersion current = new ChannelVersion(UpdateChannel.CURRENT, version);
    refused(
        "'channels' names a channel twice.",
        () ->
            new ClientVersionCheck(
                Client.SFB_2016, Optional.empty(), Optional.empty(), List.of(current, current)));
  }

  private static FolderAbsentCheck folder(String path) {
    return new FolderAbsentCheck(path, List.of(), Optional.empty(), Optional.empty());
  }

  private static TextFileLineCheck line(String present, String absent) {
    return new TextFileLineCheck(
        "C:\\a",
        Optional.of("section"),
        Optional.of(present).filter(text -> !text.isEmpty()),
        absent.isEmpty() ? List.of() : List.of(absent),
        Optional.empty());
  }

  private static RegistryNumberCheck number(Optional<Long> atLeast, Optional<Long> atMost) {
    return number(atLeast, atMost, Optional.empty(), Optional.empty());
  }

  private static RegistryNumberCheck bits(
      Optional<Long> atLeast, Optional<Long> hasBits, Optional<Long> lacksBits) {
    return number(atLeast, Optional.empty(), hasBits, lacksBits);
  }

  private static RegistryNumberCheck number(
      Optional<Long> atLeast,
      Optional<Long> atMost,
      Optional<Long> hasBits,
      Optional<Long> lacksBits) {
    return new RegistryNumberCheck(
        KEY, "Name", atLeast, atMost, hasBits, lacksBits, Optional.empty(), Optional.empty());
  }

  private static RegistryListCheck list(Optional<String> separator, List<String> contains) {
    return new RegistryListCheck(
        KEY, "Name", separator, contains, List.of(), Optional.empty(), Optional.empty());
  }

  private static void refused(String sentence, Runnable construction) {
    assertThatThrownBy(construction::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }
}
