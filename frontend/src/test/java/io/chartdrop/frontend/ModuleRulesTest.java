package io.chartdrop.frontend;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.chartdrop.frontend", importOptions = DoNotIncludeTests.class)
class ModuleRulesTest {
  @ArchTest
  static final ArchRule nothingOfTheOthers =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.chartdrop.records..",
              "io.chartdrop.routes..",
              "io.chartdrop.middletier..",
              "software.amazon..",
              "org.apache.camel..")
          .because("the pages know the API by its contract, and no store at all");

  @ArchTest
  static final ArchRule onlyTheClientSpeaksToTheApi =
      noClasses()
          .that()
          .resideOutsideOfPackage("..frontend.api..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.net.http..")
          .because("each call has a token, a time limit and a count");

  @ArchTest
  static final ArchRule onlySignInKnowsTokens =
      noClasses()
          .that()
          .resideOutsideOfPackage("..frontend.signin..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.springframework.security.oauth2.client..")
          .because("a token must not get near a page");

  @ArchTest
  static final ArchRule noCircles =
      slices()
          .matching("io.chartdrop.frontend.(*)..")
          .should()
          .beFreeOfCycles()
          .because("a package can be read with those below it, and no others");
}
