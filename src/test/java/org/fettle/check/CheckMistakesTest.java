package org.fettle.check;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
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
        "'registry-number' needs 'at-least', 'at-most' or both.",
        () -> number(Optional.empty(), Optional.empty()));
    refused(
        "No number is at least 3 and at most 2.", () -> number(Optional.of(3L), Optional.of(2L)));
    refused(
        "A number in the registry is never below 0.",
        () -> number(Optional.of(-1L), Optional.empty()));
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
  void aKeyNearTheRootIsNotRemoved() {
    refused(
        "The key 'HKLM\\SOFTWARE' is too near the root of the registry to be removed by a policy.",
        () -> new RegistryKeyAbsentCheck(RegistryKey.parse("HKLM\\SOFTWARE"), Optional.empty()));
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

  private static RegistryNumberCheck number(Optional<Long> atLeast, Optional<Long> atMost) {
    return new RegistryNumberCheck(
        KEY, "Name", atLeast, atMost, Optional.empty(), Optional.empty());
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
