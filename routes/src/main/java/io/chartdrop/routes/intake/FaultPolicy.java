package io.chartdrop.routes.intake;

import static io.chartdrop.routes.intake.DynamoDbIdempotentRepository.ATTEMPT;

import io.chartdrop.telemetry.FaultText;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What happens to our own failures. A fault of a file or a row never comes here: it is a value with
 * a code. The routes inside a file's journey have no error handler, so that a failure reaches
 * {@link FileIntake#RECEIVE_FILE} and ends the journey there; a handler further in would let it go
 * on.
 */
@Component
class FaultPolicy extends RouteConfigurationBuilder {
  /** For the route that receives a file: the file goes back and is tried again. */
  static final String FILE_FAULTS = "file-faults";

  /** For routes on a timer: the next turn is the retry. */
  static final String POLL_FAULTS = "poll-faults";

  private static final Logger log = LoggerFactory.getLogger(FaultPolicy.class);

  private final Claiming claiming;
  private final Spool spool;

  FaultPolicy(Claiming claiming, Spool spool) {
    this.claiming = claiming;
    this.spool = spool;
  }

  @Override
  public void configuration() {
    // @formatter:off
    routeConfiguration(FILE_FAULTS)
        .onException(Throwable.class)
            .handled(true)
            .logExhausted(false)
            .process(this::giveBack);

    routeConfiguration(POLL_FAULTS)
        .onException(Throwable.class)
            .handled(true)
            .logExhausted(false)
            .process(FaultPolicy::tell);
    // @formatter:on
  }

  private void giveBack(Exchange exchange) {
    Throwable fault = faultOf(exchange);
    Attempt attempt = exchange.getProperty(ATTEMPT, Attempt.class);
    if (attempt == null && Faults.isStopping(fault)) {
      return; // it was never taken, and waits where it is
    }
    if (attempt == null) {
      log.warn("a file was not claimed: {}", FaultText.of(fault));
    } else if (!attempt.isClosed() && spool.hadNoRoom(attempt, fault)) {
      claiming.waitForRoom(attempt, fault);
    } else {
      claiming.fail(attempt, fault);
    }
  }

  private static void tell(Exchange exchange) {
    log.warn("{}: {}", exchange.getFromRouteId(), FaultText.of(faultOf(exchange)));
  }

  private static Throwable faultOf(Exchange exchange) {
    return Objects.requireNonNull(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
  }
}
