package org.fettle.report;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class LightReportsTest {
  @Test
  void nothingButTheJsonReportCostsJacksonOrRegularExpressions() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.fettle.report")
            .that(
                DescribedPredicate.describe(
                    "are not of the JSON report",
                    (JavaClass one) -> !one.getName().startsWith(JsonReport.class.getName())));
    assertThat(classes).extracting(JavaClass::getSimpleName).contains("TextReport", "HistoryText");
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.fettle.json", "tools.jackson..", "java.util.regex")
        .check(classes);
  }
}
