package io.chartdrop.middletier;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.chartdrop.middletier", importOptions = DoNotIncludeTests.class)
class ModuleRulesTest {
  @ArchTest
  static final ArchRule onlyTheRoutesKnowCamel =
      noClasses()
          .that()
          .resideOutsideOfPackage("..middletier.api..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.camel..")
          .because("an operation is a plain class that can be read and tested without a route");

  @ArchTest
  static final ArchRule onlyAccessMakesClients =
      noClasses()
          .that()
          .resideOutsideOfPackage("..middletier.access..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "software.amazon.awssdk.services.dynamodb..",
              "software.amazon.awssdk.services.sts..",
              "software.amazon.awssdk.auth..")
          .because("data is reached by the rights of the request's tenant, and by no others");

  @ArchTest
  static final ArchRule onlyAccessAndCallerKnowTheRegistry =
      noClasses()
          .that()
          .resideOutsideOfPackages("..middletier.access..", "..middletier.caller..")
          .should()
          .dependOnClassesThat()
          .haveSimpleName("TenantRegistry")
          .because("the tenant of a request is its token's, never one that was looked up");

  @ArchTest
  static final ArchRule operationsDoNotSeeTheRequest =
      noClasses()
          .that()
          .resideInAnyPackage("..middletier.files..", "..middletier.records..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jakarta.servlet..")
          .because("what the contract did not check must not reach an operation");

  @ArchTest
  static final ArchRule noCircles =
      slices()
          .matching("io.chartdrop.middletier.(*)..")
          .should()
          .beFreeOfCycles()
          .because("a package can be read with those below it, and no others");
}
