package org.fettle.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.fettle.json.About;
import org.fettle.windows.Change;
import org.fettle.windows.Credential;
import org.fettle.windows.CredentialChange;
import org.fettle.windows.DenyList;
import org.fettle.windows.Windows;

@About(
    "The user has no such stored credential. All that is said must hold of one for it to count. The fix removes each, and cannot be taken back:"
        + " only target, type, account and dates are ever read, never the secret. What Windows or another program depends on (domain"
        + " credentials, TERMSRV/*, git:*, Adobe* and a few more) never counts and is never removed.")
public record CredentialAbsentCheck(
    @About(
            value =
                "The targets, with * and ?, as programs ask for them, without the LegacyGeneric:target= that cmdkey shows;"
                    + " each begins with four characters that are none of these.",
            required = true)
        List<String> targets,
    @About("Targets that stay, with * and ?.") List<String> except,
    @About("The types that count; only generic unless said.") Set<CredentialKind> types,
    @About(
            "The accounts whose credentials count. A leading sip:, blanks around, and upper and lower case do not matter;"
                + " one that holds no account does not count.")
        List<String> accountIs,
    @About(
            "The accounts whose credentials do not count, compared in the same way; one that holds no account does not count either.")
        List<String> accountIsNot,
    @About("How long ago it was last written, such as 200d, for it to count.")
        Optional<Duration> olderThan,
    @About(
            "Whether what one of the targets matches belongs together: where one counts, all are to go, and where one"
                + " must stay, because of what it is or of its account, none goes. Its age is that of its newest part.")
        Optional<Boolean> wholeSet)
    implements Check {
  /** Fewer characters before a wildcard would mean half a vault. */
  private static final int FIXED_START = 4;

  /** Refuses targets that mean nearly anything, or what is never removed. */
  public CredentialAbsentCheck {
    targets = List.copyOf(targets);
    except = List.copyOf(except);
    types = types.isEmpty() ? Set.of() : Set.copyOf(types);
    accountIs = List.copyOf(accountIs);
    accountIsNot = List.copyOf(accountIsNot);
    if (targets.isEmpty()) {
      throw new IllegalArgumentException("'targets' needs at least one target.");
    }
    targets.forEach(CredentialAbsentCheck::requireNarrow);
    if (Stream.of(except, accountIs, accountIsNot)
        .flatMap(List::stream)
        .anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("A target or an account cannot be blank.");
    }
    if (!accountIs.isEmpty() && !accountIsNot.isEmpty()) {
      throw new IllegalArgumentException("Say 'account-is' or 'account-is-not', not both.");
    }
    if (olderThan.isPresent() && !olderThan.get().isPositive()) {
      throw new IllegalArgumentException("'older-than' needs a time above 0.");
    }
  }

  private static void requireNarrow(String target) {
    if (!target.matches("(?s)[^*?]{" + FIXED_START + "}.*")) {
      throw new IllegalArgumentException(
          "The target '"
              + target
              + "' does not begin with "
              + FIXED_START
              + " characters that are no wildcards: it would match too much.");
    }
    Optional<String> reason = DenyList.reasonForTarget(target);
    if (reason.isPresent()) {
      throw new IllegalArgumentException(
          "The credential '" + target + "' is never removed: " + reason.get() + ".");
    }
  }

  @Override
  public boolean isOfUser() {
    return true;
  }

  @Override
  public Verdict evaluate(Windows windows) {
    List<Credential> all = windows.credentials().all();
    Instant now = windows.now();
    Set<Credential> unwanted = new TreeSet<>(Credential.ORDER);
    Set<Credential> untouchable = new TreeSet<>(Credential.ORDER);
    List<String> held = new ArrayList<>();
    for (String target : targets) {
      List<Credential> set = all.stream().filter(one -> isMeant(one, target)).toList();
      List<Credential> counting =
          isKeptByItsNewest(set, now)
              ? List.of()
              : set.stream().filter(one -> counts(one, now)).toList();
      set.stream().filter(CredentialAbsentCheck::isUntouchable).forEach(untouchable::add);
      unwanted.addAll(counting);
      if (wholeSet.orElse(false) && !counting.isEmpty()) {
        set.stream()
            .filter(this::mustStay)
            .findFirst()
            .ifPresentOrElse(
                one -> held.add(target + " stays whole for " + shown(one)),
                () -> unwanted.addAll(set));
      }
    }
    return verdict(unwanted, untouchable, held);
  }

  /** A set is as old as what was written of it last: pieces it no longer uses may be older. */
  private boolean isKeptByItsNewest(List<Credential> set, Instant now) {
    return wholeSet.orElse(false)
        && olderThan
            .filter(
                age -> set.stream().anyMatch(one -> !one.lastWritten().isBefore(now.minus(age))))
            .isPresent();
  }

  private Verdict verdict(
      Set<Credential> unwanted, Set<Credential> untouchable, List<String> held) {
    if (unwanted.isEmpty()) {
      return new Verdict.Pass(
          untouchable.isEmpty()
              ? "absent"
              : "absent, but for what is never removed: " + CredentialList.of(untouchable));
    }
    String actual = CredentialList.of(unwanted);
    if (!held.isEmpty()) {
      return new Verdict.Fail(expected(), actual + "; " + String.join("; ", held), List.of());
    }
    List<Change> fix =
        unwanted.stream()
            .<Change>map(one -> new CredentialChange(Optional.of(one), Optional.empty()))
            .toList();
    return new Verdict.Fail(expected(), actual, fix);
  }

  private static String shown(Credential credential) {
    return DenyList.reason(credential)
        .map(reason -> credential.target() + ", which is never removed: " + reason)
        .orElse(CredentialList.shown(credential));
  }

  private boolean isMeant(Credential credential, String target) {
    boolean isOfType =
        types.isEmpty()
            ? credential.type() == Credential.Type.GENERIC
            : types.stream().anyMatch(kind -> kind.type() == credential.type());
    return isOfType && new Wildcard(target).matches(credential.target());
  }

  private boolean counts(Credential credential, Instant now) {
    return !mustStay(credential)
        && (credential.account().isPresent() || (accountIs.isEmpty() && accountIsNot.isEmpty()))
        && olderThan.filter(age -> !credential.lastWritten().isBefore(now.minus(age))).isEmpty();
  }

  private static boolean isUntouchable(Credential credential) {
    return DenyList.reason(credential).isPresent();
  }

  /** Whether it stays even where what belongs together with it goes. */
  private boolean mustStay(Credential credential) {
    return isUntouchable(credential)
        || except.stream().anyMatch(each -> new Wildcard(each).matches(credential.target()))
        || credential.account().filter(this::isOfOther).isPresent();
  }

  private boolean isOfOther(String account) {
    return accountIs.isEmpty() ? isAmong(accountIsNot, account) : !isAmong(accountIs, account);
  }

  private static boolean isAmong(List<String> accounts, String account) {
    return accounts.stream().anyMatch(each -> normalised(each).equals(normalised(account)));
  }

  // DOMAIN\\user and user@domain stay two: only a directory knows whether they are one.
  private static String normalised(String account) {
    String bare = account.strip().toLowerCase(Locale.ROOT);
    return bare.startsWith("sip:") ? bare.substring("sip:".length()).strip() : bare;
  }

  private String expected() {
    StringBuilder text = new StringBuilder("no credential ").append(String.join(" or ", targets));
    if (!except.isEmpty()) {
      text.append(" but ").append(String.join(", ", except));
    }
    if (!accountIs.isEmpty()) {
      text.append(" of the account ").append(String.join(" or ", accountIs));
    }
    if (!accountIsNot.isEmpty()) {
      text.append(" of another account than ").append(String.join(" or ", accountIsNot));
    }
    olderThan.ifPresent(age -> text.append(" written more than ").append(age(age)).append(" ago"));
    return text.toString();
  }

  private static String age(Duration age) {
    if (age.equals(Duration.ofDays(age.toDays()))) {
      return counted(age.toDays(), "day");
    }
    return age.equals(Duration.ofHours(age.toHours()))
        ? counted(age.toHours(), "hour")
        : counted(age.toSeconds(), "second");
  }

  private static String counted(long count, String unit) {
    return count == 1 ? "1 " + unit : count + " " + unit + "s";
  }
}
