package io.chartdrop.routes.intake;

import io.chartdrop.records.file.ContentClaims;
import io.chartdrop.records.file.ContentKey;
import io.chartdrop.records.file.ContentVerdict;
import io.chartdrop.records.file.ContentVerdict.Mine;
import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.springframework.stereotype.Component;

/**
 * The idempotent repository of the intake: which bytes are being read or were read, kept in
 * DynamoDB. Camel ships none for it, and a plain one would lose files: a key that outlives a killed
 * worker looks like a file that was read. Here a key is a claim under a lease, and only the
 * transaction that closes a file makes it done.
 *
 * <p>{@link #add} leaves the whole {@link ContentVerdict} on the exchange, for the consumer itself
 * knows only new and not new, and a file that is being read elsewhere is neither.
 */
@Component
class DynamoDbIdempotentRepository extends ServiceSupport implements IdempotentRepository {
  /** The exchange property with the {@link Attempt} that asks. */
  static final String ATTEMPT = "chartdropAttempt";

  /** The exchange property with the {@link ContentVerdict}. */
  static final String VERDICT = "chartdropContentVerdict";

  private final ContentClaims contents;
  private final IntakeProperties properties;

  DynamoDbIdempotentRepository(ContentClaims contents, IntakeProperties properties) {
    this.contents = contents;
    this.properties = properties;
  }

  @Override
  public boolean add(Exchange exchange, String key) {
    Attempt attempt = attemptOf(exchange);
    ContentVerdict verdict =
        contents.add(keyOf(exchange, key), attempt.claim(), properties.lease());
    exchange.setProperty(VERDICT, verdict);
    if (verdict instanceof Mine) {
      attempt.holdContent();
      return true;
    }
    return false;
  }

  @Override
  public boolean contains(Exchange exchange, String key) {
    return contents.contains(keyOf(exchange, key));
  }

  /** Gives the claim back after a failure. A done key, or another's claim, stays. */
  @Override
  public boolean remove(Exchange exchange, String key) {
    contents.remove(keyOf(exchange, key), attemptOf(exchange).claim());
    return true;
  }

  /** Nothing: a key is done when its file is closed, and then in the same transaction. */
  @Override
  public boolean confirm(Exchange exchange, String key) {
    return true;
  }

  @Override
  public boolean add(String key) {
    throw needsExchange();
  }

  @Override
  public boolean contains(String key) {
    throw needsExchange();
  }

  @Override
  public boolean remove(String key) {
    throw needsExchange();
  }

  @Override
  public boolean confirm(String key) {
    throw needsExchange();
  }

  @Override
  public void clear() {
    throw new UnsupportedOperationException("Nobody forgets all files of all tenants at once");
  }

  private static Attempt attemptOf(Exchange exchange) {
    return exchange.getProperty(ATTEMPT, Attempt.class);
  }

  private static ContentKey keyOf(Exchange exchange, String key) {
    ContentKey expected = attemptOf(exchange).contentKey();
    if (!expected.toString().equals(key)) {
      throw new IllegalArgumentException("The key is not that of the attempt on the exchange");
    }
    return expected;
  }

  private static UnsupportedOperationException needsExchange() {
    return new UnsupportedOperationException("A claim is an attempt's: it comes with the exchange");
  }
}
