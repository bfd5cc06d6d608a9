package io.chartdrop.records.file;

import static java.util.stream.Collectors.joining;

import io.chartdrop.records.TableNames;
import io.chartdrop.records.tenant.DamagedTenantException;
import io.chartdrop.records.tenant.Tenant;
import io.chartdrop.records.tenant.TenantId;
import io.chartdrop.records.tenant.TenantItem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Claims and closings in the {@code files}, {@code idempotency} and {@code summary} tables. */
public final class DynamoDbFileClaims implements FileClaims {
  /** Nobody held the file when it was claimed. */
  private static final String NOBODY = "-";

  private final DynamoDbClient client;
  private final TableNames tables;
  private final Clock clock;
  private final DynamoDbConflicts conflicts;

  public DynamoDbFileClaims(DynamoDbClient client, TableNames tables, Clock clock) {
    this.client = client;
    this.tables = tables;
    this.clock = clock;
    this.conflicts = new DynamoDbConflicts();
  }

  @Override
  public ClaimVerdict claim(ClaimRequest request) {
    FileId derived = request.version().fileId();
    if (request.announced().isPresent()) {
      ClaimVerdict verdict = claim(request, request.announced().get());
      // Metadata travels with a copy. An announced id that belongs to another version is not ours.
      if (!isOfAnotherVersion(verdict, request.version())) {
        return verdict;
      }
    }
    return claim(request, derived);
  }

  private static boolean isOfAnotherVersion(ClaimVerdict verdict, InboxVersion version) {
    return verdict instanceof ClaimVerdict.Closed closed
        && !closed.entry().version().versionId().equals(version.versionId());
  }

  private ClaimVerdict claim(ClaimRequest request, FileId fileId) {
    InboxVersion version = request.version();
    String owner = request.owner();
    Instant now = clock.instant();
    Instant until = now.plus(request.lease());
    DynamoDbExpression e = new DynamoDbExpression();
    List<String> set = new ArrayList<>();
    // As it is before this claim; whoever gives a file back takes the owner away.
    set.add(
        "%s = if_not_exists(%s, %s)"
            .formatted(e.a(LedgerItem.LAST_OWNER), e.a(LedgerItem.OWNER), e.v(NOBODY)));
    set.add(e.a(LedgerItem.OWNER) + " = " + e.v(owner));
    set.add(e.a(LedgerItem.LEASE_UNTIL) + " = " + e.v(until.toEpochMilli()));
    set.add(setStatus(e, version.tenant(), FileStatus.PROCESSING));
    set.add(
        "%1$s = if_not_exists(%1$s, %2$s) + %3$s"
            .formatted(e.a(LedgerItem.ATTEMPTS), e.v(0), e.v(1)));
    set.add(e.a(LedgerItem.KEY) + " = " + e.v(version.key()));
    set.add(e.a(LedgerItem.VERSION_ID) + " = " + e.v(version.versionId()));
    set.add(e.a(LedgerItem.NAME) + " = " + e.v(version.name()));
    set.add(e.a(LedgerItem.BYTES) + " = " + e.v(version.bytes()));
    set.add(setOnce(e, LedgerItem.RECEIVED_AT, e.v(version.lastModified().toString())));
    set.add(setOnce(e, LedgerItem.STARTED_AT, e.v(now.toString())));
    // The settings of the first claim hold for every attempt: half a file by one date order and
    // half by another would be worse than either.
    set.add(
        setOnce(
            e,
            LedgerItem.SETTINGS,
            e.v(AttributeValue.fromM(TenantItem.settings(request.settings())))));
    request.retryOf().ifPresent(of -> set.add(e.a(LedgerItem.RETRY_OF) + " = " + e.v(of.value())));
    for (String count :
        List.of(LedgerItem.READ, LedgerItem.NEW, LedgerItem.KNOWN, LedgerItem.REJECTED)) {
      set.add(setOnce(e, count, e.v(0)));
    }
    String condition =
        "attribute_not_exists(%s) OR (%s = %s AND %s IN (%s, %s)"
                .formatted(
                    e.a(LedgerItem.PK),
                    e.a(LedgerItem.VERSION_ID),
                    e.v(version.versionId()),
                    e.a(LedgerItem.STATUS),
                    e.v(FileStatus.RECEIVED.name()),
                    e.v(FileStatus.PROCESSING.name()))
            + " AND (attribute_not_exists(%1$s) OR %1$s <= %2$s))"
                .formatted(e.a(LedgerItem.LEASE_UNTIL), e.v(now.toEpochMilli()));
    UpdateItemRequest update =
        UpdateItemRequest.builder()
            .tableName(tables.files())
            .key(LedgerItem.keyOf(version.tenant(), fileId))
            .updateExpression("SET " + String.join(", ", set))
            .conditionExpression(condition)
            .expressionAttributeNames(e.names())
            .expressionAttributeValues(e.values())
            .returnValues(ReturnValue.ALL_NEW)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
            .build();
    try {
      return granted(new LedgerItem(client.updateItem(update).attributes()), request);
    } catch (ConditionalCheckFailedException taken) {
      LedgerItem item = new LedgerItem(taken.item());
      if (item.text(LedgerItem.OWNER).filter(owner::equals).isPresent()) {
        // The first try took effect, its answer was lost, and the SDK's second try met ourselves.
        return granted(item, request);
      }
      if (item.status().isFinal() || !item.version().versionId().equals(version.versionId())) {
        return new ClaimVerdict.Closed(item.entry());
      }
      return new ClaimVerdict.Held(
          fileId, item.leaseUntil(), item.status() == FileStatus.PROCESSING);
    }
  }

  private ClaimVerdict granted(LedgerItem item, ClaimRequest request) {
    return new ClaimVerdict.Granted(
        new Claim(
            item.version(),
            item.fileId(),
            item.text(LedgerItem.OWNER).orElseThrow(),
            (int) item.number(LedgerItem.ATTEMPTS),
            item.text(LedgerItem.LAST_OWNER).filter(last -> !last.equals(NOBODY)).isPresent(),
            item.flag(LedgerItem.BEGUN),
            settings(item, request),
            item.text(LedgerItem.RETRY_OF).map(FileId::new),
            item.rows(),
            item.text(LedgerItem.SHA256)));
  }

  /**
   * Those of the first claim. If they can be read no more, which an upgrade may bring about, those
   * of today take their place, for this attempt and all after it: a file that no attempt can begin
   * would never end, and an operator who gave it up could only have it read by the same ones.
   */
  private Tenant settings(LedgerItem item, ClaimRequest request) {
    try {
      return TenantItem.of(request.version().tenant(), item.settings());
    } catch (DamagedTenantException unreadable) {
      DynamoDbExpression e = new DynamoDbExpression();
      String today =
          e.a(LedgerItem.SETTINGS)
              + " = "
              + e.v(AttributeValue.fromM(TenantItem.settings(request.settings())));
      updateOwned(request.version().tenant(), item.fileId(), request.owner(), e, "SET " + today);
      return request.settings();
    }
  }

  @Override
  public void takeBack(ClaimRequest request) {
    InboxVersion version = request.version();
    Stream.concat(request.announced().stream(), Stream.of(version.fileId()))
        .forEach(fileId -> takeBack(version.tenant(), fileId, request.owner()));
  }

  private void takeBack(TenantId tenant, FileId fileId, String owner) {
    DynamoDbExpression e = new DynamoDbExpression();
    List<String> set = new ArrayList<>();
    // Nobody again, or the one that died before: the next claim is told of it.
    set.add(e.a(LedgerItem.OWNER) + " = " + e.a(LedgerItem.LAST_OWNER));
    set.add(e.a(LedgerItem.LEASE_UNTIL) + " = " + e.v(clock.millis()));
    set.add(setStatus(e, tenant, FileStatus.RECEIVED));
    set.add("%1$s = %1$s - %2$s".formatted(e.a(LedgerItem.ATTEMPTS), e.v(1)));
    try {
      updateOwned(tenant, fileId, owner, e, "SET " + String.join(", ", set));
    } catch (LeaseLostException never) {
      // It took no effect.
    }
  }

  @Override
  public void renew(Claim claim, Progress progress, Duration lease) {
    DynamoDbExpression e = new DynamoDbExpression();
    List<String> set = progress(e, progress);
    set.add(e.a(LedgerItem.LEASE_UNTIL) + " = " + e.v(clock.instant().plus(lease).toEpochMilli()));
    updateOwned(claim, e, "SET " + String.join(", ", set));
  }

  @Override
  public void release(Claim claim, Progress progress, boolean countAttempt, Duration rest) {
    DynamoDbExpression e = new DynamoDbExpression();
    List<String> set = progress(e, progress);
    set.add(setStatus(e, claim.version().tenant(), FileStatus.RECEIVED));
    set.add(e.a(LedgerItem.LEASE_UNTIL) + " = " + e.v(clock.instant().plus(rest).toEpochMilli()));
    if (!countAttempt) {
      set.add("%1$s = %1$s - %2$s".formatted(e.a(LedgerItem.ATTEMPTS), e.v(1)));
    }
    updateOwned(claim, e, "SET " + String.join(", ", set) + " REMOVE " + e.a(LedgerItem.OWNER));
  }

  private void updateOwned(Claim claim, DynamoDbExpression e, String update) {
    updateOwned(claim.version().tenant(), claim.fileId(), claim.owner(), e, update);
  }

  private void updateOwned(
      TenantId tenant, FileId fileId, String owner, DynamoDbExpression e, String update) {
    String condition = owned(e, owner);
    try {
      client.updateItem(
          u ->
              u.tableName(tables.files())
                  .key(LedgerItem.keyOf(tenant, fileId))
                  .updateExpression(update)
                  .conditionExpression(condition)
                  .expressionAttributeNames(e.names())
                  .expressionAttributeValues(e.values()));
    } catch (ConditionalCheckFailedException lost) {
      throw new LeaseLostException(fileId);
    }
  }

  @Override
  public void close(Claim claim, Closing closing) {
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(TransactWriteItem.builder().update(closeEntry(claim, closing)).build());
    closing
        .content()
        .ifPresent(
            key ->
                writes.add(
                    ContentItem.settle(
                        tables.idempotency(), key, claim, closing.status(), clock.instant())));
    writes.add(TransactWriteItem.builder().update(addToSummary(claim, closing)).build());
    try {
      // The SDK puts a token on the request, so its own retries of one call count once.
      conflicts.run(() -> client.transactWriteItems(t -> t.transactItems(writes)));
    } catch (TransactionCanceledException cancelled) {
      if (cancelled.cancellationReasons().stream()
          .map(CancellationReason::code)
          .noneMatch("ConditionalCheckFailed"::equals)) {
        throw cancelled;
      }
      if (!isClosedBy(claim)) {
        throw new LeaseLostException(claim.fileId());
      }
    }
  }

  private Update closeEntry(Claim claim, Closing closing) {
    DynamoDbExpression e = new DynamoDbExpression();
    List<String> set = new ArrayList<>(counts(e, closing.rows()));
    set.add(setStatus(e, claim.version().tenant(), closing.status()));
    set.add(e.a(LedgerItem.FINISHED_AT) + " = " + e.v(clock.instant().toString()));
    LedgerItem.of(closing)
        .forEach((attribute, value) -> set.add(e.a(attribute) + " = " + e.v(value)));
    return Update.builder()
        .tableName(tables.files())
        .key(LedgerItem.keyOf(claim.version().tenant(), claim.fileId()))
        .updateExpression(
            "SET " + String.join(", ", set) + " REMOVE " + e.a(LedgerItem.LEASE_UNTIL))
        .conditionExpression(owned(e, claim.owner()))
        .expressionAttributeNames(e.names())
        .expressionAttributeValues(e.values())
        .build();
  }

  private Update addToSummary(Claim claim, Closing closing) {
    LocalDate day =
        LocalDate.ofInstant(claim.version().lastModified(), claim.settings().timeZone());
    DynamoDbExpression e = new DynamoDbExpression();
    Map<String, Long> counters =
        Map.of(
            "files",
            1L,
            LedgerItem.NEW,
            closing.rows().added(),
            LedgerItem.KNOWN,
            closing.rows().known(),
            LedgerItem.REJECTED,
            closing.rows().rejected());
    return Update.builder()
        .tableName(tables.summary())
        .key(
            Map.of(
                "pk", AttributeValue.fromS(claim.version().tenant().value()),
                "sk", AttributeValue.fromS(day.toString())))
        .updateExpression(
            counters.entrySet().stream()
                .map(counter -> e.a(counter.getKey()) + " " + e.v(counter.getValue()))
                .collect(joining(", ", "ADD ", "")))
        .expressionAttributeNames(e.names())
        .expressionAttributeValues(e.values())
        .build();
  }

  /** Whether an earlier try of this very closing took effect, though its answer was lost. */
  private boolean isClosedBy(Claim claim) {
    Map<String, AttributeValue> item =
        client
            .getItem(
                get ->
                    get.tableName(tables.files())
                        .key(LedgerItem.keyOf(claim.version().tenant(), claim.fileId()))
                        .consistentRead(true))
            .item();
    LedgerItem ledger = new LedgerItem(item);
    return !item.isEmpty()
        && ledger.status().isFinal()
        && ledger.text(LedgerItem.OWNER).filter(claim.owner()::equals).isPresent();
  }

  private static String owned(DynamoDbExpression e, String owner) {
    return "%s = %s AND %s = %s"
        .formatted(
            e.a(LedgerItem.OWNER),
            e.v(owner),
            e.a(LedgerItem.STATUS),
            e.v(FileStatus.PROCESSING.name()));
  }

  private static String setStatus(DynamoDbExpression e, TenantId tenant, FileStatus status) {
    return "%s = %s, %s = %s"
        .formatted(
            e.a(LedgerItem.STATUS),
            e.v(status.name()),
            e.a(LedgerItem.BY_STATUS_PK),
            e.v(LedgerItem.statusKey(tenant, status)));
  }

  private static String setOnce(DynamoDbExpression e, String attribute, String value) {
    return "%1$s = if_not_exists(%1$s, %2$s)".formatted(e.a(attribute), value);
  }

  /** What is known once stays known. */
  private static List<String> progress(DynamoDbExpression e, Progress progress) {
    List<String> set = new ArrayList<>(counts(e, progress.rows()));
    if (progress.begun()) {
      set.add(e.a(LedgerItem.BEGUN) + " = " + e.v(AttributeValue.fromBool(true)));
    }
    progress.sha256().ifPresent(sha -> set.add(e.a(LedgerItem.SHA256) + " = " + e.v(sha)));
    return set;
  }

  private static List<String> counts(DynamoDbExpression e, RowCounts rows) {
    return List.of(
        e.a(LedgerItem.READ) + " = " + e.v(rows.read()),
        e.a(LedgerItem.NEW) + " = " + e.v(rows.added()),
        e.a(LedgerItem.KNOWN) + " = " + e.v(rows.known()),
        e.a(LedgerItem.REJECTED) + " = " + e.v(rows.rejected()));
  }
}
