package io.chartdrop.routes;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The service that takes files from the tenants' inboxes to the record store. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class RoutesApplication {
  public static void main(String[] args) {
    SpringApplication.run(RoutesApplication.class, args);
  }
}
