package org.fettle.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.fettle.check.Check;
import org.fettle.json.About;
import org.fettle.json.Node;

/** A policy as its file has it. */
@About("A policy: rules that hold a machine to a desired state.")
record PolicyFile(
    @About("The policy's name, by which an assignment takes it; its file is named so, too.")
        Id policy,
    @About("Three numbers, such as 1.0.0.") Version version,
    @About("One line for people.") String title,
    @About("What an assignment fills in; a check names it as ${name}.")
        Map<String, ParameterFile> parameters,
    @About(value = "The rules, judged in this order.", required = true) @Holds(RuleFile.class)
        List<Node> rules) {

  PolicyFile {
    if (rules.isEmpty()) {
      throw new IllegalArgumentException("'rules' needs at least one rule.");
    }
  }

  /** What kind of value a parameter takes. */
  enum Type {
    TEXT,
    LIST,
    NUMBER,
    BOOLEAN,
    CHOICE
  }

  @About("A parameter of a policy.")
  record ParameterFile(
      @About("What it takes.") Type type,
      @About("One sentence for whoever fills it in.") String about,
      @Word("default") @About("What it is where an assignment says nothing.")
          Optional<Node> otherwise,
      @About("Whether an assignment has to give it; it has to, unless there is a default.")
          Optional<Boolean> required,
      @About("The texts to choose from, for type: choice.") List<String> choices,
      @About("A believable value, with which the policy is tried.") Optional<Node> example) {
    ParameterFile {
      if (type == Type.CHOICE && choices.isEmpty()) {
        throw new IllegalArgumentException("A parameter of type: choice needs 'choices'.");
      }
      if (type != Type.CHOICE && !choices.isEmpty()) {
        throw new IllegalArgumentException("Only a parameter of type: choice has 'choices'.");
      }
      if (required.isPresent() && required.get() == otherwise.isPresent()) {
        throw new IllegalArgumentException(
            otherwise.isPresent()
                ? "A parameter that is 'required' has no default; give an example instead."
                : "A parameter that is not 'required' needs a default.");
      }
    }
  }

  @About("A rule: one check and the words an admin needs.")
  record RuleFile(
      @About("The rule's name, unique in the policy.") Id id,
      @About("What holds when the rule passes.") String title,
      @About("What goes wrong for people when it does not.") String why,
      @About("The articles it comes from.") List<String> sources,
      @About("A word of your own to group by; general unless said.") Optional<String> category,
      @About("How much a failing rule matters.") Rule.Severity severity,
      @Word("for") @About("Whom the rule is judged for.") Rule.Scope scope,
      @About("The rule does not apply where this check does not pass.") @Holds(Check.class)
          Optional<Node> when,
      @About("Rules of this policy that are judged first; while one fails, this is not fixed.")
          List<Id> requires,
      @About("The state to hold.") @Holds(Check.class) Node check,
      @About("Whether it only reports, whatever the check could fix; false unless said.")
          Optional<Boolean> reportOnly,
      @About("What the fix does to the person at the machine; none unless said.")
          Optional<Rule.Disruption> disruption,
      @About(
              value =
                  "Programs that must not be running while the fix is applied, by file name, such as lync.exe.",
              programs = true)
          List<String> closed,
      @About(
              "Of fixes with the same word, one is made in a run for a subject, so that its effect can be told.")
          Optional<Id> oneAtATime,
      @About("What a person does where the agent cannot or may not.") Optional<String> advice,
      @About("What a user reads on the screen, by language, such as en or pt-BR.")
          Map<String, List<String>> symptoms) {
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*");

    RuleFile {
      for (String language : symptoms.keySet()) {
        if (!LANGUAGE.matcher(language).matches()) {
          throw new IllegalArgumentException(
              "The texts of 'symptoms' stand by language, such as en or pt-BR, not by '"
                  + language
                  + "'.");
        }
      }
    }
  }
}
