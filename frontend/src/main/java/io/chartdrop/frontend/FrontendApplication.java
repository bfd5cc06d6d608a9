package io.chartdrop.frontend;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The service that shows a clinic's staff their patients' records and their files. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class FrontendApplication {
  public static void main(String[] args) {
    SpringApplication.run(FrontendApplication.class, args);
  }
}
