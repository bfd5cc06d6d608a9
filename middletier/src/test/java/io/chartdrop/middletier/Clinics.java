package io.chartdrop.middletier;

import io.chartdrop.middletier.access.TenantAccess;
import io.chartdrop.middletier.access.TenantStores;
import io.chartdrop.records.TableNames;
import io.chartdrop.records.file.DynamoDbFileClaims;
import io.chartdrop.records.tenant.Tenant;
import io.chartdrop.records.tenant.TenantId;
import io.chartdrop.records.tenant.TenantRegistry;
import java.time.Clock;
import java.time.ZoneId;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Founds clinics, each for one test: nobody else has its id. */
@TestComponent
@Lazy
public class Clinics {
  private final TenantRegistry registry;
  private final TenantAccess access;
  private final TableNames tables;
  private final Environment environment;

  Clinics(
      TenantRegistry registry, TenantAccess access, TableNames tables, Environment environment) {
    this.registry = registry;
    this.access = access;
    this.tables = tables;
    this.environment = environment;
  }

  public Clinic found() {
    return found("clinic-" + UUID.randomUUID().toString().substring(0, 8), tenant -> tenant);
  }

  public Clinic found(String id, UnaryOperator<Tenant> settings) {
    TenantId tenant = new TenantId(id);
    registry.put(settings.apply(Tenant.of(tenant, "A clinic", ZoneId.of("America/New_York"))));
    TenantStores stores = access.of(tenant);
    return new Clinic(
        tenant,
        stores,
        new DynamoDbFileClaims(DynamoDbClient.create(), tables, Clock.systemUTC()),
        environment,
        registry);
  }

  /** As one who holds this token. */
  public Api as(String token) {
    return new Api(environment.getRequiredProperty("local.server.port", Integer.class), token);
  }
}
