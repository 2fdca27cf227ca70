package org.fettle.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fettle.windows.Changes;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.memory.MachineFile;
import org.fettle.windows.memory.MemoryWindows;
import org.junit.jupiter.api.Test;

/** The size of the tree, which is too long for a file of cases. */
class RegistryKeyAbsentCheckTest {
  private static final RegistryKey KEY = RegistryKey.parse("HKLM\\SOFTWARE\\Contoso");

  @Test
  void theLargestTreeIsRemoved() {
    Verdict.Fail verdict = judge(Changes.LARGEST_TREE - 1);
    assertThat(verdict.actual()).isEqualTo("a key with 4999 keys and values below it");
    assertThat(verdict.fix()).hasSize(Changes.LARGEST_TREE);
  }

  @Test
  void aLargerTreeIsOnlyReported() {
    Verdict.Fail verdict = judge(Changes.LARGEST_TREE);
    assertThat(verdict.actual())
        .isEqualTo("a key with more than 5000 keys and values, too many to remove");
    assertThat(verdict.fix()).isEmpty();
  }

  @Test
  void subkeysThatAreTogetherTooLargeAreOnlyReported() {
    Map<String, RegistryValue> half = values(Changes.LARGEST_TREE / 2);
    Verdict.Fail verdict =
        judge(
            new RegistryKeyAbsentCheck(KEY, Optional.of("old-*"), List.of(), Optional.empty()),
            Map.of(KEY.child("old-1"), half, KEY.child("old-2"), half));
    assertThat(verdict.actual()).endsWith("; together too many to remove");
    assertThat(verdict.fix()).isEmpty();
  }

  private static Verdict.Fail judge(int values) {
    return judge(
        new RegistryKeyAbsentCheck(KEY, Optional.empty(), List.of(), Optional.empty()),
        Map.of(KEY, values(values)));
  }

  private static Map<String, RegistryValue> values(int count) {
    Map<String, RegistryValue> many = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      many.put("Value" + i, RegistryValue.dword(i));
    }
    return many;
  }

  private static Verdict.Fail judge(
      RegistryKeyAbsentCheck check, Map<RegistryKey, Map<String, RegistryValue>> registry) {
    MachineFile empty = MachineFile.read("{}");
    MachineFile machine =
        new MachineFile(
            empty.machine(),
            empty.now(),
            empty.elevated(),
            empty.users(),
            registry,
            empty.denied(),
            empty.owned(),
            empty.files(),
            empty.disk(),
            empty.certificates(),
            empty.services(),
            empty.environment(),
            empty.processes());
    return (Verdict.Fail) check.judge(new MemoryWindows(machine));
  }
}
