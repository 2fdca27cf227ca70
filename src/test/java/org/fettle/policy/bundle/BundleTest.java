package org.fettle.policy.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.fettle.policy.bundle.SampleBundle.CREATED;
import static org.fettle.policy.bundle.SampleBundle.FOREIGN;
import static org.fettle.policy.bundle.SampleBundle.KEY;
import static org.fettle.policy.bundle.SampleBundle.KEYS;
import static org.fettle.policy.bundle.SampleBundle.NOT_AFTER;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.fettle.json.Sha256;
import org.fettle.policy.PolicyException;
import org.fettle.policy.bundle.BundleException.Reason;
import org.junit.jupiter.api.Test;

class BundleTest {
  @Test
  void whatWasBundledIsReadBack() throws Exception {
    Bundle bundle = Bundle.read("fleet.zip", SampleBundle.signed(7), KEYS);

    assertThat(bundle.manifest().name()).isEqualTo("fleet");
    assertThat(bundle.manifest().serial()).isEqualTo(7);
    assertThat(bundle.manifest().created()).isEqualTo(CREATED);
    assertThat(bundle.manifest().notAfter()).isEqualTo(NOT_AFTER);
    assertThat(bundle.manifest().paused()).isFalse();
    assertThat(bundle.manifest().files())
        .extracting(Manifest.Listed::path)
        .containsExactlyElementsOf(SampleBundle.files().keySet());
    assertThat(bundle.signer()).isEqualTo(KEY.publicKey().id());
    assertThat(bundle.assignments().all())
        .extracting(one -> one.id())
        .containsExactly("everywhere", "laptops");
  }

  @Test
  void theSameInputsMakeTheSameBytesWhereverTheyAreMade() {
    TimeZone zone = TimeZone.getDefault();
    try {
      byte[] here = SampleBundle.signed(7);
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
      Map<String, byte[]> otherOrder = new LinkedHashMap<>();
      new ArrayList<>(SampleBundle.files().keySet())
          .reversed()
          .forEach(path -> otherOrder.put(path, SampleBundle.files().get(path)));
      byte[] there = SampleBundle.signed(SampleBundle.terms(7), otherOrder, KEY);

      assertThat(there).isEqualTo(here);
      // These very bytes: another JDK or library that makes others is to be noticed.
      assertThat(Sha256.of(here))
          .isEqualTo("f5cf31d2237373ced1ec5047750ac52764240f3b5588010dff153d6588ea0dcc");
    } finally {
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void anyZipToolReadsIt() throws Exception {
    Map<String, byte[]> read = new LinkedHashMap<>();
    try (ZipInputStream zip =
        new ZipInputStream(new ByteArrayInputStream(SampleBundle.signed(7)))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        read.put(entry.getName(), zip.readAllBytes());
      }
    }

    assertThat(List.copyOf(read.keySet()).subList(0, 2))
        .containsExactly("manifest.json", "manifest.sig");
    assertThat(read.get("colours.yaml")).isEqualTo(SampleBundle.files().get("colours.yaml"));
  }

  @Test
  void aPausedBundleSaysSo() throws Exception {
    BundleWriter.Terms terms = new BundleWriter.Terms("fleet", 8, CREATED, NOT_AFTER, true);

    Bundle bundle = Bundle.read("b", SampleBundle.signed(terms, SampleBundle.files(), KEY), KEYS);

    assertThat(bundle.manifest().paused()).isTrue();
  }

  @Test
  void whileKeysAreChangedEitherIsBelieved() throws Exception {
    PolicyKeys both =
        PolicyKeys.parse(KEY.publicKey().text() + ", " + FOREIGN.publicKey().text() + "\n");
    byte[] old = SampleBundle.signed(7);
    byte[] resigned = BundleWriter.signed("b", old, FOREIGN);

    assertThat(Bundle.read("b", old, both).signer()).isEqualTo(KEY.publicKey().id());
    assertThat(Bundle.read("b", resigned, both).signer()).isEqualTo(FOREIGN.publicKey().id());
    assertThat(Bundle.read("b", resigned, both).digest())
        .isEqualTo(Bundle.read("b", old, both).digest());
    BundleException refused =
        catchThrowableOfType(BundleException.class, () -> Bundle.read("b", resigned, KEYS));
    assertThat(refused.reason()).isEqualTo(Reason.FOREIGN_KEY);
    assertThat(refused)
        .hasMessageContaining(FOREIGN.publicKey().id())
        .hasMessageContaining(KEY.publicKey().id());
  }

  @Test
  void theCallersArrayMayChangeWithoutChangingTheBundle() throws Exception {
    byte[] bytes = SampleBundle.signed(7);
    Bundle bundle = Bundle.read("b", bytes, KEYS);
    java.util.Arrays.fill(bytes, (byte) 0);

    assertThat(bundle.bytes()).isEqualTo(SampleBundle.signed(7));
    assertThat(bundle.assignments().all()).hasSize(2);
  }

  @Test
  void mistakesAreToldByTheirPlaceInTheBundle() throws Exception {
    Map<String, byte[]> files = SampleBundle.files();
    files.put(
        "colours.yaml",
        SampleBundle.policy("colours").replace("severity: low", "severity: lwo").getBytes(UTF_8));
    files.put(
        "assignments/laptops.yaml",
        "assignment: laptops\npolicies:\n  - policy: dors\n".getBytes(UTF_8));
    Bundle bundle =
        Bundle.read("fleet.zip", SampleBundle.signed(SampleBundle.terms(7), files, KEY), KEYS);

    assertThatThrownBy(bundle::assignments)
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("fleet.zip!colours.yaml:10:15: ")
        .hasMessageContaining(
            "fleet.zip!assignments/laptops.yaml:3:13: There is no policy 'dors'; did"
                + " you mean 'doors'? Looked for dors.yaml, .yml and .json in fleet.zip.");
  }

  @Test
  void aFileThatWouldBeRefusedIsNotBundled() {
    Map<String, byte[]> files = SampleBundle.files();
    files.put("Colours.yaml", new byte[0]);

    BundleException refused =
        catchThrowableOfType(
            BundleException.class, () -> BundleWriter.unsigned(SampleBundle.terms(1), files));

    assertThat(refused.reason()).isEqualTo(Reason.CASE_DUPLICATE);
  }

  @Test
  void whatWasChangedIsNotSignedAgain() {
    RawZip zip = RawZip.of(SampleBundle.entries(7));
    zip.get("doors.yaml").content("policy: evil\n".getBytes(UTF_8));

    assertThatThrownBy(() -> BundleWriter.signed("b", zip.bytes(), KEY))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("b!doors.yaml: This file has ");
  }
}
