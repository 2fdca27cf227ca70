package org.fettle.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.fettle.windows.Changes;
import org.fettle.windows.RegistryKey;
import org.fettle.windows.RegistryValue;
import org.fettle.windows.SecretNames;
import org.fettle.windows.memory.MachineFile;

/** What a captured machine tells of the registry: where things lie, with pseudonyms in them. */
final class CapturedRegistry {
  private final Pseudonyms pseudonyms;
  private final boolean wide;
  private final Map<RegistryKey, Map<String, RegistryValue>> keys = new LinkedHashMap<>();
  private final List<RegistryKey> denied = new ArrayList<>();
  private final Map<String, String> owned = new TreeMap<>();

  /**
   * Nothing yet.
   *
   * @param wide whether it is a 64-bit Windows, with a 32-bit view beside the 64-bit one
   */
  CapturedRegistry(Pseudonyms pseudonyms, boolean wide) {
    this.pseudonyms = pseudonyms;
    this.wide = wide;
  }

  /** The keys and their values. */
  Map<RegistryKey, Map<String, RegistryValue>> keys() {
    return keys;
  }

  /** The keys that could not be read. */
  List<RegistryKey> denied() {
    return denied;
  }

  /** Who else manages a value. */
  Map<String, String> owned() {
    return owned;
  }

  /**
   * Takes what a view looked at.
   *
   * @param sid whose view it was, as the file names them; empty for the machine's own
   */
  void take(Recording recording, Optional<String> sid) {
    recording
        .keys()
        .forEach((key, values) ->
            keys.computeIfAbsent(
                    MachineFile.addressOf(scrubbed(key), sid, wide),
                    any -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER))
                .putAll(scrubbed(key, values)));
    recording.denied().forEach(key -> denied.add(MachineFile.addressOf(scrubbed(key), sid, wide)));
    recording
        .owned()
        .forEach((value, owner) ->
            owned.put(
                Changes.valueName(
                    MachineFile.addressOf(scrubbed(value.key()), sid, wide),
                    pseudonyms.of(value.name())),
                owner));
  }

  private RegistryKey scrubbed(RegistryKey key) {
    return new RegistryKey(key.hive(), pseudonyms.of(key.path()), key.view());
  }

  private Map<String, RegistryValue> scrubbed(RegistryKey key, Map<String, RegistryValue> values) {
    Map<String, RegistryValue> scrubbed = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    values.forEach((name, value) ->
        scrubbed.put(
            pseudonyms.of(name),
            SecretNames.isSecret(key, name, value)
                ? Pseudonyms.ofSecret(value)
                : name.equalsIgnoreCase("MachineGuid")
                    ? Pseudonyms.ofMachineId(value)
                    : pseudonyms.of(value)));
    return scrubbed;
  }
}
