package io.chartdrop.routes;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.chartdrop.routes", importOptions = DoNotIncludeTests.class)
class ModuleRulesTest {
  @ArchTest
  static final ArchRule csvKnowsNoFramework =
      noClasses()
          .that()
          .resideInAPackage("..routes.csv..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.camel..", "org.springframework..", "software.amazon.awssdk..")
          .because("what a file means must not depend on how it came here or where it goes");

  @ArchTest
  static final ArchRule csvKnowsNoFlow =
      noClasses()
          .that()
          .resideInAPackage("..routes.csv..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..routes.intake..")
          .because("the flow calls the reader, never the other way round");

  @ArchTest
  static final ArchRule rulesKnowNoCamel =
      noClasses()
          .that()
          .resideInAPackage("..routes.intake..")
          .and()
          .haveSimpleNameNotEndingWith("Intake")
          .and()
          .doNotHaveSimpleName("FaultPolicy")
          .and()
          .doNotHaveSimpleName("PatientCsv")
          .and()
          .doNotHaveSimpleName("Steps")
          .and()
          .doNotHaveSimpleName("TenantRoutes")
          .and()
          .doNotHaveSimpleName("DynamoDbIdempotentRepository")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.camel..")
          .because("a step is a plain class that can be read and tested without a route");

  @ArchTest
  static final ArchRule onlyRecordsKnowsTheTables =
      noClasses()
          .that()
          .resideInAPackage("..routes.intake..")
          .and()
          .doNotHaveSimpleName("FileIntake")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk.services.dynamodb..")
          .because("the key layout is the records module's, and its alone");
}
