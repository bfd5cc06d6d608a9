package io.chartdrop.local.issuer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.chartdrop", importOptions = DoNotIncludeTests.class)
class ModuleRulesTest {

  @ArchTest
  static final ArchRule localKnowsNoService =
      noClasses()
          .that()
          .resideInAPackage("io.chartdrop.local..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.chartdrop.records..",
              "io.chartdrop.routes..",
              "io.chartdrop.middletier..",
              "io.chartdrop.frontend..")
          .because("those test with what is local, so the build would go in a circle");

  @ArchTest
  static final ArchRule onlyTheServerIsSeen =
      noClasses()
          .that()
          .doNotHaveSimpleName("LocalIssuer")
          .and()
          .areTopLevelClasses()
          .and()
          .resideInAPackage("io.chartdrop.local.issuer")
          .should()
          .bePublic()
          .because("an issuer is started and stopped; the rest of it is seen over HTTP");
}
