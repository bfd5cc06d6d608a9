package io.chartdrop.middletier;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The service that answers what clinics ask of their records and files. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class MiddletierApplication {
  public static void main(String[] args) {
    SpringApplication.run(MiddletierApplication.class, args);
  }
}
