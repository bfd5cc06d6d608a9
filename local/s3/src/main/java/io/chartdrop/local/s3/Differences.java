package io.chartdrop.local.s3;

import com.adobe.testing.s3mock.store.BucketStore;
import com.adobe.testing.s3mock.store.MultipartStore;
import com.adobe.testing.s3mock.store.ObjectStore;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** What we have different from S3Mock as it comes. */
@Configuration(proxyBeanMethods = false)
class Differences {
  /**
   * S3Mock serves HTTPS on the port Boot knows and opens a second, plain connector of its own on
   * every interface. Ours is plain HTTP on Boot's connector, bound to loopback by {@code
   * server.address}, so the second one goes.
   */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> noSecondConnector() {
    return factory -> factory.getAdditionalTomcatConnectors().clear();
  }

  @Bean
  @Primary
  TruthfulListing truthfulListing(BucketStore buckets, ObjectStore objects) {
    return new TruthfulListing(buckets, objects);
  }

  @Bean
  KeyLocks keyLocks() {
    return new KeyLocks();
  }

  @Bean
  @Primary
  TruthfulVersions truthfulVersions(BucketStore buckets, ObjectStore objects, KeyLocks locks) {
    return new TruthfulVersions(buckets, objects, locks);
  }

  @Bean
  @Primary
  TruthfulUploads truthfulUploads(BucketStore buckets, MultipartStore uploads, KeyLocks locks) {
    return new TruthfulUploads(buckets, uploads, locks);
  }
}
