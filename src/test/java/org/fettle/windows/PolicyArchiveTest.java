package org.fettle.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PolicyArchiveTest {
  private static final String COMMUNICATOR = "Software\\Policies\\Microsoft\\Communicator";

  @Test
  void anEmptyArchiveOwnsNothing() {
    assertThat(PolicyArchive.parse(PolFile.of().bytes()).owns(COMMUNICATOR, "x")).isFalse();
  }

  @Test
  void aValueThatPolicySetsIsOwnedInAnyCase() {
    PolicyArchive archive =
        PolicyArchive.parse(
            PolFile.of()
                .text(COMMUNICATOR, "TrustModelData", "lync.com;[x];]")
                .dword(COMMUNICATOR, "a;b]", 1)
                .bytes());

    assertThat(archive.owns(COMMUNICATOR, "TrustModelData")).isTrue();
    assertThat(archive.owns(COMMUNICATOR.toUpperCase(java.util.Locale.ROOT), "trustmodeldata"))
        .isTrue();
    assertThat(archive.owns(COMMUNICATOR, "a;b]")).isTrue();
    assertThat(archive.owns(COMMUNICATOR, "other")).isFalse();
    assertThat(archive.owns(COMMUNICATOR + "\\Below", "TrustModelData")).isFalse();
  }

  @Test
  void aValueThatPolicyKeepsRemovingIsOwnedToo() {
    PolicyArchive archive =
        PolicyArchive.parse(
            PolFile.of()
                .text(COMMUNICATOR, "**del.Removed", " ")
                .text(COMMUNICATOR, "**Soft.OnlyIfThere", "1")
                .text(COMMUNICATOR, "**DeleteValues", "One;Two")
                .text("Software\\Policies\\Emptied", "**delvals.", " ")
                .bytes());

    assertThat(archive.owns(COMMUNICATOR, "Removed")).isTrue();
    assertThat(archive.owns(COMMUNICATOR, "OnlyIfThere")).isTrue();
    assertThat(archive.owns(COMMUNICATOR, "One")).isTrue();
    assertThat(archive.owns(COMMUNICATOR, "Two")).isTrue();
    assertThat(archive.owns(COMMUNICATOR, "Three")).isFalse();
    assertThat(archive.owns("Software\\Policies\\Emptied", "anything")).isTrue();
  }

  @Test
  void commentsAndOtherCommandsOwnNoValue() {
    PolicyArchive archive =
        PolicyArchive.parse(
            PolFile.of()
                .text(COMMUNICATOR, "**Comment:GPO Name: Default", "x")
                .dword(COMMUNICATOR, "**SecureKey", 1)
                .bytes());

    assertThat(archive.owns(COMMUNICATOR, "**SecureKey")).isFalse();
    assertThat(archive.owns(COMMUNICATOR, "x")).isFalse();
  }

  @Test
  void anotherFormatOrVersionIsRefused() {
    assertThatThrownBy(() -> PolicyArchive.parse(new byte[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("This is no registry policy file: expected 'PReg' and version 1 at byte 0.");
    byte[] newer = PolFile.of().bytes();
    newer[4] = 2;
    assertThatThrownBy(() -> PolicyArchive.parse(newer))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRecordThatPromisesMoreBytesThanThereAreIsRefused() {
    byte[] file = PolFile.of().text(COMMUNICATOR, "x", "y").bytes();
    // Record's end: size, ';', 'y', NUL, ']'
    int size = file.length - 2 - 4 - 2 - 4;
    for (int lie : new int[] {Integer.MAX_VALUE, -1, Integer.MIN_VALUE, 5, 3}) {
      ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(size, lie);
      assertThatThrownBy(() -> PolicyArchive.parse(file))
          .as("size " + lie)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void everyArchiveThatWasCutShortIsRefusedButAtTheEndOfARecord() {
    byte[] one = PolFile.of().text(COMMUNICATOR, "x", "y").bytes();
    byte[] two = PolFile.of().text(COMMUNICATOR, "x", "y").dword("K", "n", 1).bytes();
    for (int length = 0; length < two.length; length++) {
      byte[] cut = Arrays.copyOf(two, length);
      if (length == 8 || length == one.length) {
        PolicyArchive.parse(cut);
      } else {
        assertThatThrownBy(() -> PolicyArchive.parse(cut))
            .as("the first " + length + " bytes")
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @Test
  void aTextWithoutEndIsRefused() {
    byte[] head = PolFile.of().bytes();
    byte[] file = Arrays.copyOf(head, 8 + 2 * 100_000);
    Arrays.fill(file, 8, file.length, (byte) '[');
    assertThatThrownBy(() -> PolicyArchive.parse(file))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aHugeFileIsRefused() {
    byte[] file = Arrays.copyOf(PolFile.of().bytes(), PolicyArchive.LARGEST_FILE + 1);
    assertThatThrownBy(() -> PolicyArchive.parse(file))
        .hasMessageContaining("no more than 16777216 bytes");
  }

  @Test
  void damagedArchivesAreReadOrRefusedAndNeverDoAnythingElse() {
    byte[] whole = PolFile.of().text(COMMUNICATOR, "x", "y").text("K", "**delvals.", " ").bytes();
    Random random = new Random(7);
    int refused = 0;
    for (int round = 0; round < 5_000; round++) {
      byte[] file = whole.clone();
      for (int i = 0; i <= random.nextInt(3); i++) {
        file[random.nextInt(file.length)] = (byte) random.nextInt();
      }
      try {
        PolicyArchive.parse(file);
      } catch (IllegalArgumentException e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }
}
