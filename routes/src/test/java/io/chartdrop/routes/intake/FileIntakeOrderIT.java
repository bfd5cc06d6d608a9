package io.chartdrop.routes.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.records.file.FileLedger;
import io.chartdrop.records.file.FileStatus;
import io.chartdrop.records.file.LedgerEntry;
import io.chartdrop.records.patient.RecordStore;
import io.chartdrop.records.tenant.ChangedTenant;
import io.chartdrop.records.tenant.TenantRegistry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.AdviceWith;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * In which order routes start, and a file's end touches the stores, seen from inside the route:
 * just before its original is copied, and just before its version is deleted.
 */
@IntakeTest
class FileIntakeOrderIT implements EmbeddedCloud {
  private static final String ROWS =
      Clinic.HEADER + "A1,Ann,Oak,2026-03-01 09:30,Well\nA2,Ben,Elm,some day,Better\n";

  @Autowired private S3Client s3;
  @Autowired private FileLedger ledger;
  @Autowired private RecordStore store;
  @Autowired private TenantRegistry registry;
  @Autowired private IntakeProperties properties;
  @Autowired private CamelContext camel;
  @Autowired private RoutesAtStart atStart;

  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
  private Clinic clinic;

  @BeforeEach
  void found() {
    clinic = new Clinic(s3, ledger, store, registry, properties);
  }

  @AfterEach
  void moveOut() {
    clinic.opens(ChangedTenant::disabled);
  }

  @Test
  void rejectsLieReadyBeforeTheClosing_andTheVersionIsDeletedAfterIt() throws Exception {
    // one good row, one bad
    before(FileIntake.FINISH_FILE, "copyObject", its -> look("copy"));
    before(FileIntake.DELETE_VERSION, "deleteObject", its -> look("delete"));

    clinic.uploads("daily.csv", ROWS);
    clinic.opens();
    clinic.closed("daily.csv");
    clinic.inboxHolds();

    assertThat(seen)
        .containsExactly(
            "copy: PROCESSING, 1 record, 0 archived, 2 in errors, 1 in the inbox",
            "delete: COMPLETED_WITH_REJECTS, 1 record, 1 archived, 2 in errors, 1 in the inbox");
  }

  @Test
  void copyThatFails_leavesTheVersionAndTheLedgerOpen_untilTheNextAttempt() throws Exception {
    // S3 drops the connection once
    AtomicBoolean dropped = new AtomicBoolean();
    List<Boolean> begun = Collections.synchronizedList(new ArrayList<>());
    before(
        FileIntake.FINISH_FILE,
        "copyObject",
        its -> {
          look("copy");
          begun.add(attemptOf(its).claim().begun());
          if (dropped.compareAndSet(false, true)) {
            throw SdkClientException.create("The connection was dropped");
          }
        });
    before(FileIntake.DELETE_VERSION, "deleteObject", its -> look("delete"));

    clinic.uploads("daily.csv", ROWS);
    clinic.opens();
    clinic.closed("daily.csv");
    clinic.inboxHolds();

    assertThat(begun).as("said by the attempt before").containsExactly(false, true);
    assertThat(seen).hasSize(3);
    assertThat(seen.subList(0, 2)).allMatch(it -> it.startsWith("copy: PROCESSING, 1 record"));
    assertThat(seen.get(2)).startsWith("delete: COMPLETED_WITH_REJECTS, 1 record, 1 archived");
  }

  @Test
  void tenantsAreFollowed_afterAllElseHasStarted() {
    // a tenant's route that comes while Camel starts the others ends the start
    assertThat(atStart.running())
        .contains(FileIntake.CLOSE_GONE_FILES, FileIntake.FINISH_FILE)
        .doesNotContain(FileIntake.FOLLOW_TENANTS);
    assertThat(camel.getRouteController().getRouteStatus(FileIntake.FOLLOW_TENANTS))
        .isEqualTo(ServiceStatus.Started);
  }

  /** Weaves this before the route's call of that operation, for this clinic's files only. */
  private void before(String route, String operation, Processor step) throws Exception {
    AdviceWith.adviceWith(
        camel,
        route,
        advice ->
            advice
                .weaveByToUri("aws2-s3://.*operation=" + operation + ".*")
                .before()
                .process(
                    exchange -> {
                      if (isOurs(exchange)) {
                        step.process(exchange);
                      }
                    }));
    // The controller that lets an operator stop a route starts none that comes later by itself.
    camel.getRouteController().startRoute(route);
  }

  /** Null where another worker had closed the file, and only its version was left to delete. */
  private static Attempt attemptOf(Exchange exchange) {
    return exchange.getProperty(DynamoDbIdempotentRepository.ATTEMPT, Attempt.class);
  }

  private boolean isOurs(Exchange exchange) {
    Attempt attempt = attemptOf(exchange);
    return attempt != null && attempt.version().tenant().equals(clinic.id());
  }

  private void look(String step) {
    FileStatus status = clinic.files().stream().map(LedgerEntry::status).findFirst().orElseThrow();
    seen.add(
        "%s: %s, %d record, %d archived, %d in errors, %d in the inbox"
            .formatted(
                step,
                status,
                clinic.records().size(),
                clinic.objects(properties.archive()).size(),
                clinic.objects(properties.errors()).size(),
                clinic.lists().size()));
  }
}
