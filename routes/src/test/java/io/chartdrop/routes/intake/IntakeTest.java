package io.chartdrop.routes.intake;

import io.chartdrop.routes.RoutesApplication;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;

/** The whole service on the {@link EmbeddedCloud}, impatient. One service for all such tests. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@CamelSpringBootTest
@SpringBootTest(
    classes = RoutesApplication.class,
    webEnvironment = WebEnvironment.NONE,
    properties = {
      "intake.poll-interval=200ms",
      "intake.tenants-interval=200ms",
      "intake.gone-interval=1s",
      "intake.heartbeat=200ms",
      "intake.idle-factor=2"
    })
@Import(RoutesAtStart.class)
@interface IntakeTest {}
