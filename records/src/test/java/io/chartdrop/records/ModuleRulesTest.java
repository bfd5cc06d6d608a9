package io.chartdrop.records;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.chartdrop.records", importOptions = DoNotIncludeTests.class)
class ModuleRulesTest {

  @ArchTest
  static final ArchRule onlyTheStoresKnowDynamoDb =
      noClasses()
          .that(
              describe(
                  "are neither a DynamoDb store nor an item of one",
                  (JavaClass type) -> !outermost(type).matches("DynamoDb\\w*|\\w*Item|ItemSize")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk.services.dynamodb..")
          .because(
              "the nouns and the key layout are plain Java: what lies in the table is decided in"
                  + " one place, and the in-memory twins share the rest");

  @ArchTest
  static final ArchRule nounsKnowNoFramework =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.camel..", "org.springframework..")
          .because(
              "routes, API and operator's tool share this module, each with its own framework");

  @ArchTest
  static final ArchRule whatAllShare_knowsNoneOfThem =
      noClasses()
          .that()
          .resideInAPackage("io.chartdrop.records")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.chartdrop.records.*..")
          .because("files, patients and tenants stand on it: the other way round it were a circle");

  private static String outermost(JavaClass type) {
    return type.getEnclosingClass().map(ModuleRulesTest::outermost).orElse(type.getSimpleName());
  }
}
