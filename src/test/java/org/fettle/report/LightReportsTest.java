package org.fettle.report;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LightReportsTest {
  private static final List<String> JSON =
      Stream.of(JsonReport.class, JsonSettings.class, JsonStatus.class, AgentStatusFile.class)
          .map(Class::getName)
          .toList();

  @Test
  void nothingButWhatIsJsonCostsJacksonOrRegularExpressions() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.fettle.report")
            .that(
                DescribedPredicate.describe(
                    "do not write or read JSON",
                    (JavaClass one) -> JSON.stream().noneMatch(one.getName()::startsWith)));
    assertThat(classes).extracting(JavaClass::getSimpleName).contains("TextReport", "HistoryText");
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.fettle.json", "tools.jackson..", "java.util.regex")
        .check(classes);
  }
}
