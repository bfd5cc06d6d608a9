package io.chartdrop.middletier.contract;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class ContractConfiguration {
  @Bean
  Contract contract() {
    return Contract.load();
  }
}
