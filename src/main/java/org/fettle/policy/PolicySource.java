package org.fettle.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where the policies of an assignment are found. */
interface PolicySource {
  /** How the name of a policy's file may end, in the order it is looked for. */
  List<String> ENDINGS = List.of(".yaml", ".yml", ".json");

  /**
   * The file of that policy; empty where there is none.
   *
   * @throws PolicyException when it is there and cannot be read
   */
  Optional<SourceFile> policy(String id) throws PolicyException;

  /** The names of the files that may be policies, to suggest one. */
  Set<String> policies();

  /** Where is looked, for people. */
  List<String> places();
}
