package org.fettle.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The house has floors, and each uses only those below it. */
class FloorsTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.fettle");

  // Top to bottom; json and windows know nothing of each other's users.
  private static final List<String> FLOORS =
      List.of("cli", "report", "engine", "journal", "policy", "check", "json", "windows");

  @ParameterizedTest
  @ValueSource(
      strings = {"cli", "report", "engine", "journal", "policy", "check", "json", "windows"})
  void everyFloorWasSeen(String floor) {
    assertThat(CLASSES).anyMatch(type -> type.getPackageName().startsWith("org.fettle." + floor));
  }

  @Test
  void eachFloorUsesOnlyThoseBelowIt() {
    for (int floor = 1; floor < FLOORS.size(); floor++) {
      String[] above =
          FLOORS.subList(0, floor).stream()
              .map(name -> "org.fettle." + name + "..")
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage("org.fettle." + FLOORS.get(floor) + "..")
          .and()
          .resideOutsideOfPackages("org.fettle.windows.memory..", "org.fettle.windows.session..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(above)
          .check(CLASSES);
    }
  }

  @Test
  void theServiceStandsBesideTheCommandLineOnTopOfTheHouse() {
    assertThat(CLASSES).anyMatch(type -> type.getPackageName().startsWith("org.fettle.service"));
    noClasses()
        .that()
        .resideInAPackage("org.fettle.service..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.fettle.cli..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage("org.fettle.service..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.fettle.service..")
        .check(CLASSES);
  }

  @Test
  void onlyTheServiceAndTheReadingOfASchedulesCronSeeQuartz() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.fettle.service..")
        .and()
        .doNotHaveFullyQualifiedName("org.fettle.policy.AssignmentFile$ScheduleFile")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.quartz..")
        .check(CLASSES);
  }

  @Test
  void theMachineInMemoryKnowsTheSeamAndTheFileFormatOnly() {
    noClasses()
        .that()
        .resideInAPackage("org.fettle.windows.memory..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            Stream.of("cli", "report", "engine", "journal", "policy", "check", "windows.jna")
                .map(name -> "org.fettle." + name + "..")
                .toArray(String[]::new))
        .check(CLASSES);
  }

  @Test
  void theProcessInASessionKnowsTheSeamAndTheFileFormatOnly() {
    classes()
        .that()
        .resideInAPackage("org.fettle.windows.session..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "org.jspecify..",
            "org.fettle.windows",
            "org.fettle.windows.session",
            "org.fettle.json")
        .check(CLASSES);
  }

  @Test
  void theSeamUsesTheJdkOnly() {
    classes()
        .that()
        .resideInAPackage("org.fettle.windows")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "javax.security..", "org.fettle.windows", "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void onlyTheJnaPackageSeesJna() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.fettle.windows.jna..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.sun.jna..")
        .check(CLASSES);
  }

  @Test
  void nothingRunsAProgramOrAScript() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.ProcessBuilder")
        .orShould()
        .callMethod(Runtime.class, "exec", String.class)
        .orShould()
        .callMethod(Runtime.class, "exec", String[].class)
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.fettle.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void namesSayWhatAThingIs() {
    noClasses()
        .should()
        .haveNameMatching(".*(Manager|Helper|Util|Utils|Handler|Impl|Processor)")
        .check(CLASSES);
  }
}
