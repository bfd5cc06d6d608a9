package io.chartdrop.routes.intake;

import io.chartdrop.records.tenant.TenantId;
import io.chartdrop.records.tenant.TenantRegistry;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Ready when files could be taken in: DynamoDB answers, S3 lists the inbox, asked as a poll asks
 * but for a tenant that does not exist, and the spool's disk has room. A worker that is not ready
 * lives, and goes on by itself when it is.
 */
@Component("stores")
class StoresHealth extends AbstractHealthIndicator {
  private static final TenantId NOBODY = new TenantId("readiness-probe");

  private final TenantRegistry registry;
  private final S3Client s3;
  private final Spool spool;
  private final IntakeProperties properties;

  StoresHealth(TenantRegistry registry, S3Client s3, Spool spool, IntakeProperties properties) {
    super("A store cannot be reached");
    this.registry = registry;
    this.s3 = s3;
    this.spool = spool;
    this.properties = properties;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    registry.find(NOBODY);
    s3.listObjectVersions(
        list -> list.bucket(properties.inbox()).prefix(NOBODY.prefix()).maxKeys(1));
    if (spool.isDiskFull()) {
      health.down().withDetail("spool", "its disk is full");
    } else {
      health.up();
    }
  }
}
