package org.fettle.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
  @ParameterizedTest
  @CsvSource({
    "0 B, 0, 0 B, 0 B",
    "1023 B, 1023, 1023 B, 1023 B",
    "1024B, 1024, 1 KB, 1.0 KB",
    "1536 B, 1536, 1536 B, 1.5 KB",
    "500 MB, 524288000, 500 MB, 500.0 MB",
    "999999 GB, 1073740750258176, 999999 GB, 999999.0 GB"
  })
  void aSizeIsReadAndWritten(String text, long bytes, String written, String rounded) {
    assertThat(ByteSize.parse(text)).isEqualTo(new ByteSize(bytes));
    assertThat(ByteSize.parse(text)).hasToString(written);
    assertThat(ByteSize.parse(text).rounded()).isEqualTo(rounded);
    assertThat(ByteSize.parse(written)).isEqualTo(new ByteSize(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "500", "MB", "500 MiB", "500 mb", "-1 B", "1.5 GB", "1000000 B"})
  void anythingElseIsNoSize(String text) {
    assertThatThrownBy(() -> ByteSize.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not a size such as 500 MB");
  }
}
