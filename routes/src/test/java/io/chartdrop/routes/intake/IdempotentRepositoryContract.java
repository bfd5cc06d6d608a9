package io.chartdrop.routes.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chartdrop.records.file.Claim;
import io.chartdrop.records.file.ContentClaims;
import io.chartdrop.records.file.ContentVerdict;
import io.chartdrop.records.file.ContentVerdict.Mine;
import io.chartdrop.records.file.ContentVerdict.Waiting;
import io.chartdrop.records.file.InboxVersion;
import io.chartdrop.records.file.RowCounts;
import io.chartdrop.records.tenant.Tenant;
import io.chartdrop.records.tenant.TenantId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** How our repository behaves under Camel's idempotent consumer, whatever holds the claims. */
abstract class IdempotentRepositoryContract {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final TenantId tenant =
      new TenantId("clinic-" + UUID.randomUUID().toString().substring(0, 8));
  private final String sha = (UUID.randomUUID() + "" + UUID.randomUUID()).replace("-", "");

  private CamelContext camel;
  private ProducerTemplate template;
  private DynamoDbIdempotentRepository repository;

  protected abstract ContentClaims contents();

  @BeforeEach
  void route() throws Exception {
    repository = new DynamoDbIdempotentRepository(contents(), properties());
    camel = new DefaultCamelContext();
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            onException(IllegalStateException.class).handled(true).to("mock:handled");
            from("direct:file")
                .idempotentConsumer(body(), repository)
                .skipDuplicate(false)
                .process(
                    exchange -> {
                      Object fault = exchange.getMessage().getHeader("fault");
                      if (fault instanceof Exception exception) {
                        throw exception;
                      }
                    });
          }
        });
    camel.start();
    template = camel.createProducerTemplate();
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  private static IntakeProperties properties() {
    return new IntakeProperties(
        "inbox",
        "archive",
        "errors",
        Duration.ofSeconds(1),
        1,
        1,
        Duration.ofSeconds(1),
        Duration.ofMinutes(10),
        1,
        1,
        1,
        1,
        Duration.ofMinutes(2),
        Duration.ofSeconds(2),
        Duration.ofSeconds(15),
        5,
        Duration.ofSeconds(1),
        Path.of("unused"),
        DataSize.ofBytes(1),
        DataSize.ofMegabytes(1));
  }

  private Attempt attempt(String name) {
    InboxVersion version = new InboxVersion(tenant, tenant.prefix() + name, "v1", 1, NOON);
    Claim claim =
        new Claim(
            version,
            version.fileId(),
            UUID.randomUUID().toString(),
            1,
            false,
            false,
            Tenant.of(tenant, "A clinic", ZoneId.of("America/New_York")),
            Optional.empty(),
            RowCounts.NONE,
            Optional.of(sha));
    return new Attempt(claim, new Shutdown(), () -> 0, 0, Duration.ofMinutes(1));
  }

  private Exchange receive(Attempt attempt, Object fault) {
    return template.send(
        "direct:file",
        exchange -> {
          exchange.setProperty(DynamoDbIdempotentRepository.ATTEMPT, attempt);
          exchange.getMessage().setBody(attempt.contentKey().toString());
          exchange.getMessage().setHeader("fault", fault);
        });
  }

  private static ContentVerdict verdictOf(Exchange exchange) {
    return exchange.getProperty(DynamoDbIdempotentRepository.VERDICT, ContentVerdict.class);
  }

  @Test
  void newBytes_areTheFirstFiles_andStayClaimedAfterTheRoute() {
    Attempt first = attempt("a.csv");
    Exchange received = receive(first, null);

    assertThat(verdictOf(received)).isEqualTo(new Mine());
    assertThat(first.content()).contains(first.contentKey());
    assertThat(contents().contains(first.contentKey()))
        .as("only the closing transaction makes a key done or frees it")
        .isTrue();
  }

  @Test
  void bytesBeingRead_areADuplicateToTheConsumer_andAWaitToUs() {
    Attempt first = attempt("a.csv");
    receive(first, null);
    Exchange second = receive(attempt("b.csv"), null);

    assertThat(second.getProperty(Exchange.DUPLICATE_MESSAGE, Boolean.class)).isTrue();
    assertThat(verdictOf(second)).isEqualTo(new Waiting(first.fileId()));
  }

  @Test
  void sameFileAgain_isNotItsOwnDuplicate() {
    // a worker died and its file is read again
    receive(attempt("a.csv"), null);

    assertThat(verdictOf(receive(attempt("a.csv"), null))).isEqualTo(new Mine());
  }

  @Test
  void failure_freesTheBytes_handledOrNot() {
    Attempt first = attempt("a.csv");
    receive(first, new IllegalStateException("handled"));
    assertThat(contents().contains(first.contentKey())).isFalse();
    receive(first, new java.io.IOException("not handled"));
    assertThat(contents().contains(first.contentKey())).isFalse();
  }

  @Test
  void failureOfAWaitingFile_leavesTheOthersClaim() {
    Attempt first = attempt("a.csv");
    receive(first, null);
    receive(attempt("b.csv"), new IllegalStateException("handled"));

    assertThat(contents().contains(first.contentKey())).isTrue();
  }

  @Test
  void keyWithoutItsAttempt_isRefused() {
    assertThatThrownBy(() -> repository.add("a key"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> repository.clear()).isInstanceOf(UnsupportedOperationException.class);
  }
}
