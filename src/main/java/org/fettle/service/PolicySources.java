package org.fettle.service;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.fettle.engine.ThisProgram;
import org.fettle.policy.bundle.PolicyKeys;
import org.fettle.policy.bundle.PolicyStore;
import org.fettle.policy.settings.Settings;
import org.fettle.windows.Windows;

/**
 * Where this endpoint has its policies from, by its settings. Where keys are pinned only signed
 * bundles count: from an address, else from a folder, else from the agent's own policy folder.
 * Without keys plain files of that folder count, and neither address nor folder is asked.
 */
final class PolicySources {
  private PolicySources() {}

  static Policies of(
      Settings settings,
      Folders folders,
      Supplier<Windows> machine,
      Clock clock,
      Consumer<Notice> notices) {
    Policies policies =
        settings
            .policyKeys()
            .<Policies>map(keys -> signed(settings, keys, folders, machine, clock, notices))
            .orElseGet(() -> plain(settings, folders, clock, notices));
    return settings
        .schedule()
        .<Policies>map(schedule -> new OwnSchedule(policies, schedule))
        .orElse(policies);
  }

  private static Policies plain(
      Settings settings, Folders folders, Clock clock, Consumer<Notice> notices) {
    Optional<String> unasked =
        settings
            .policyUrl()
            .map(Object::toString)
            .or(() -> settings.policyFolder().map(Object::toString));
    unasked.ifPresent(place ->
        notices.accept(
            new Notice.Weak(
                "Policies are to come from "
                    + place
                    + ", but no key is set that they have to be signed with, so it is not asked."
                    + " What lies in "
                    + folders.policies()
                    + " counts.")));
    return new PlainPolicies(new PolicyFolder(folders.policies(), clock), folders.copies());
  }

  private static Policies signed(
      Settings settings,
      PolicyKeys keys,
      Folders folders,
      Supplier<Windows> machine,
      Clock clock,
      Consumer<Notice> notices) {
    BundleSource source =
        settings
            .policyUrl()
            .<BundleSource>map(address ->
                new HttpsBundle(
                    address,
                    RootStore::trusted,
                    HttpsBundle.Bounds.USUAL,
                    clock,
                    ThisProgram.version()))
            .orElseGet(
                () -> new FolderBundle(settings.policyFolder().orElse(folders.policies()), clock));
    Duration interval = settings.policyRefresh();
    // Not RandomGenerator's default: that needs jdk.random, which not every runtime has.
    SplittableRandom random = new SplittableRandom();
    return new SignedPolicies(
        source,
        keys,
        new SignedPolicies.Kept(
            PolicyStore.below(folders.state()),
            new BundleNotes(PolicyStore.folderBelow(folders.state()))),
        new SignedPolicies.Asking(
            new AskTimes(source.isNear() ? Duration.ZERO : interval, random), interval),
        machine,
        clock,
        notices);
  }
}
