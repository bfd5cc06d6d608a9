package io.chartdrop.routes.intake;

import static io.chartdrop.routes.intake.DynamoDbIdempotentRepository.ATTEMPT;
import static io.chartdrop.routes.intake.DynamoDbIdempotentRepository.VERDICT;

import io.chartdrop.records.TableNames;
import io.chartdrop.records.file.Closing;
import io.chartdrop.records.file.ContentVerdict.Done;
import io.chartdrop.records.file.ContentVerdict.Waiting;
import io.chartdrop.records.file.InboxVersion;
import io.chartdrop.records.tenant.Tenant;
import io.chartdrop.records.tenant.TenantId;
import io.chartdrop.records.tenant.TenantItem;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.apache.camel.builder.endpoint.dsl.AWS2S3EndpointBuilderFactory.AWS2S3EndpointProducerBuilder;
import org.apache.camel.builder.endpoint.dsl.Ddb2EndpointBuilderFactory.Ddb2EndpointBuilder;
import org.apache.camel.builder.endpoint.dsl.FileEndpointBuilderFactory.FileEndpointProducerBuilder;
import org.apache.camel.builder.endpoint.dsl.SchedulerEndpointBuilderFactory.SchedulerEndpointBuilder;
import org.apache.camel.builder.endpoint.dsl.SedaEndpointBuilderFactory.SedaEndpointBuilder;
import org.apache.camel.component.aws2.ddb.Ddb2Constants;
import org.apache.camel.component.aws2.ddb.Ddb2Operations;
import org.apache.camel.component.aws2.s3.AWS2S3Constants;
import org.apache.camel.component.aws2.s3.AWS2S3Operations;
import org.apache.camel.model.dataformat.CsvDataFormat;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** A file in a tenant's inbox becomes stored records, and its rejected rows a file to be mended. */
@Component
class FileIntake extends EndpointRouteBuilder {
  static final String FOLLOW_TENANTS = "follow-tenants";
  static final String CLOSE_GONE_FILES = "close-gone-files";
  static final String RECEIVE_FILE = "receive-file";
  static final String READ_FILE = "read-file";
  static final String FETCH_FILE = "fetch-file";
  static final String CHECK_FILE = "check-file";
  static final String STORE_ROWS = "store-rows";
  static final String WRITE_REJECTS = "write-rejects";
  static final String FINISH_FILE = "finish-file";
  static final String DELETE_VERSION = "delete-version";

  /** The templates: {@code inbox-{tenant}} polls, {@code files-{tenant}} reads. */
  static final String INBOX = "inbox";

  static final String FILES = "files";
  static final String TENANT = "tenant";

  static final String VERSION = "chartdropVersion";
  private static final String STORING = "chartdropStoring";
  private static final String CHUNKS = "chartdropChunks";
  private static final String ENDING = "chartdropEnding";

  /** What each line of the log is to say of the file in hand: application.yaml names these two. */
  private static final String LOGGED_FILE = "file_id";

  private static final String LOGGED_TENANT = "tenant";
  private static final String S3_HEADERS = "CamelAwsS3*";

  private final Inbox inbox;
  private final PollPace pace;
  private final FilesInHand inHand;
  private final TenantRoutes tenantRoutes;
  private final GoneFiles goneFiles;
  private final Claiming claiming;
  private final Spool spool;
  private final Checking checking;
  private final PatientCsv patientCsv;
  private final RowStorage rowStorage;
  private final Finishing finishing;
  private final ObjectKeys keys;
  private final DynamoDbIdempotentRepository contents;
  private final TableNames tables;
  private final IntakeProperties properties;

  FileIntake(
      Inbox inbox,
      PollPace pace,
      FilesInHand inHand,
      TenantRoutes tenantRoutes,
      GoneFiles goneFiles,
      Claiming claiming,
      Spool spool,
      Checking checking,
      PatientCsv patientCsv,
      RowStorage rowStorage,
      Finishing finishing,
      ObjectKeys keys,
      DynamoDbIdempotentRepository contents,
      TableNames tables,
      IntakeProperties properties) {
    this.inbox = inbox;
    this.pace = pace;
    this.inHand = inHand;
    this.tenantRoutes = tenantRoutes;
    this.goneFiles = goneFiles;
    this.claiming = claiming;
    this.spool = spool;
    this.checking = checking;
    this.patientCsv = patientCsv;
    this.rowStorage = rowStorage;
    this.finishing = finishing;
    this.keys = keys;
    this.contents = contents;
    this.tables = tables;
    this.properties = properties;
  }

  // @formatter:off  the indentation shows what is inside what
  @Override
  public void configure() throws Exception {
    getContext().addStartupListener(tenantRoutes);
    from(tenantsPoll()).routeId(FOLLOW_TENANTS).routeConfigurationId(FaultPolicy.POLL_FAULTS)
        .autoStartup(false) // its turn comes when all others have started
        .process(exchange -> tenantRoutes.follow());

    from(goneFilesPoll()).routeId(CLOSE_GONE_FILES).routeConfigurationId(FaultPolicy.POLL_FAULTS)
        .process(exchange -> goneFiles.close());

    routeTemplate(INBOX).templateParameter(TENANT)
        .from(inboxPoll()).routeConfigurationId(FaultPolicy.POLL_FAULTS)
            .setBody(simple("{{tenant}}"))
            .filter().body(String.class, tenant -> pace.isDue(new TenantId(tenant)))
                .process(Steps.body(String.class, this::look))
                .split(body()).to(queue());

    routeTemplate(FILES).templateParameter(TENANT)
        .from(queue().concurrentConsumers(properties.filesPerTenant()))
            .setProperty(VERSION, body())
            .doTry()
                .to(direct(RECEIVE_FILE))
            .doFinally()
                .process(this::letGo);

    receiveFile();
    readFile();
    storeRows();
    finishFile();
  }

  /** Nothing goes past this route's error handler, so a failed file ends here and goes back. */
  private void receiveFile() {
    from(direct(RECEIVE_FILE)).routeId(RECEIVE_FILE).routeConfigurationId(FaultPolicy.FILE_FAULTS)
        .setHeader(Ddb2Constants.KEY).body(InboxVersion.class, version -> TenantItem.key(version.tenant()))
        .to(tenantSettings())
        .process(FileIntake::join)
        .process(Steps.body(Received.class, claiming::claim))
        .choice()
            .when(body().isInstanceOf(InboxVersion.class))
                .to(direct(DELETE_VERSION))
            .when(body().isInstanceOf(Attempt.class))
                .setProperty(ATTEMPT, body())
                .setProperty(LOGGED_FILE).body(Attempt.class, attempt -> attempt.fileId().value())
                .setProperty(LOGGED_TENANT).body(Attempt.class, attempt -> attempt.version().tenant().value())
                .to(direct(READ_FILE))
        .end();
  }

  private void readFile() {
    from(direct(READ_FILE)).routeId(READ_FILE).errorHandler(noErrorHandler()).noStreamCaching()
        .choice()
            .when().body(Attempt.class, claiming::isBeyondHelp)
                .process(Steps.body(Attempt.class, finishing::giveUpInPlace))
            .when().body(Attempt.class, claiming::isExhausted)
                .process(Steps.body(Attempt.class, finishing::giveUp))
                .to(direct(FINISH_FILE))
            .when().body(Attempt.class, attempt -> checking.refusal(attempt).isPresent())
                .process(Steps.body(Attempt.class, checking::refused))
                .to(direct(FINISH_FILE))
            .when().body(Attempt.class, claiming::mustWait)
                .process(this::postpone)
            .when().body(Attempt.class, attempt -> attempt.sha256().isPresent())
                .to(direct(CHECK_FILE))
            .otherwise()
                .to(direct(FETCH_FILE))
                .to(direct(CHECK_FILE))
        .end();

    from(direct(FETCH_FILE)).routeId(FETCH_FILE).errorHandler(noErrorHandler()).noStreamCaching()
        .process(this::reserve)
        .process(Steps.body(Attempt.class, this::getRequest))
        .to(inboxObject(AWS2S3Operations.getObject))
        .process(this::save)
        .removeHeaders(S3_HEADERS)
        .setBody(exchangeProperty(ATTEMPT));

    from(direct(CHECK_FILE)).routeId(CHECK_FILE).errorHandler(noErrorHandler()).noStreamCaching()
        .idempotentConsumer().body(Attempt.class, attempt -> attempt.contentKey().toString())
                .idempotentRepository(contents).skipDuplicate(false)
            .choice()
                .when(exchangeProperty(VERDICT).isInstanceOf(Waiting.class))
                    .process(this::postpone)
                .when(FileIntake::isDuplicate)
                    .process(this::endAsDuplicate)
                    .to(direct(FINISH_FILE))
                .otherwise()
                    .filter().body(Attempt.class, attempt -> !spool.holds(attempt))
                        .to(direct(FETCH_FILE))
                    .end()
                    .process(Steps.body(Attempt.class, checking::check))
                    .filter(body().isInstanceOf(CheckedFile.class))
                        .to(direct(STORE_ROWS))
                    .end()
                    .to(direct(FINISH_FILE))
            .end()
        .end();
  }

  private void storeRows() {
    from(direct(STORE_ROWS)).routeId(STORE_ROWS).errorHandler(noErrorHandler()).noStreamCaching()
        .setProperty(STORING).body(CheckedFile.class, rowStorage::begin)
        .unmarshal(patientCsv)
        .setProperty(CHUNKS, body())
        .split(body()).streaming().stopOnException()
            .process(FileIntake::storeChunk)
            .to(direct(WRITE_REJECTS))
        .end()
        .process(Steps.property(STORING, Storing.class, Storing::drain))
        .to(direct(WRITE_REJECTS))
        .setBody(exchangeProperty(CHUNKS))
        .process(FileIntake::endAsRead);

    from(direct(WRITE_REJECTS)).routeId(WRITE_REJECTS).errorHandler(noErrorHandler()).noStreamCaching()
        .filter().body(List.class, lines -> !lines.isEmpty())
            .process(this::nameRejects)
            .marshal(rejectsCsv())
            .to(rejectsFile())
        .end();
  }

  private void finishFile() {
    from(direct(FINISH_FILE)).routeId(FINISH_FILE).errorHandler(noErrorHandler()).noStreamCaching()
        .setProperty(ENDING, body())
        .filter().body(Ending.class, Ending::hasRejects)
            .setHeader(AWS2S3Constants.KEY).body(Ending.class, e -> keys.rejects(e.attempt()).key())
            .process(Steps.property(ENDING, Ending.class, e -> spool.rejectsOf(e.attempt()).toFile()))
            .to(errorsBucket())
            .setBody(exchangeProperty(ENDING))
        .end()
        .filter().body(Ending.class, Ending::hasReport)
            .setHeader(AWS2S3Constants.KEY).body(Ending.class, e -> keys.report(e.attempt()).key())
            .process(Steps.property(ENDING, Ending.class, finishing::report))
            .to(errorsBucket())
        .end()
        .removeHeaders(S3_HEADERS)
        .process(Steps.property(ENDING, Ending.class, finishing::copyOriginal))
        .choice()
            .when(exchange -> finishing.isBeyondOneCopy(endingOf(exchange)))
                .process(Steps.property(ENDING, Ending.class, finishing::copyInParts))
            .otherwise()
                .to(inboxObject(AWS2S3Operations.copyObject))
        .end()
        .process(Steps.property(ENDING, Ending.class, finishing::close))
        .to(direct(DELETE_VERSION));

    from(direct(DELETE_VERSION)).routeId(DELETE_VERSION).errorHandler(noErrorHandler())
        .process(Steps.body(InboxVersion.class, finishing::deleteVersion))
        .to(inboxObject(AWS2S3Operations.deleteObject));
  }
  // @formatter:on

  private SchedulerEndpointBuilder tenantsPoll() {
    SchedulerEndpointBuilder poll = scheduler(FOLLOW_TENANTS);
    poll.delay(properties.tenantsInterval().toMillis()).initialDelay(0);
    return poll;
  }

  private SchedulerEndpointBuilder goneFilesPoll() {
    SchedulerEndpointBuilder poll = scheduler(CLOSE_GONE_FILES);
    poll.delay(properties.goneInterval().toMillis());
    return poll;
  }

  /** A thread for each tenant, so that nobody waits for another's long list. */
  private SchedulerEndpointBuilder inboxPoll() {
    SchedulerEndpointBuilder poll = scheduler(INBOX + "-{{tenant}}");
    poll.delay(properties.pollInterval().toMillis()).initialDelay(0);
    return poll;
  }

  private List<InboxVersion> look(String id) {
    TenantId tenant = new TenantId(id);
    List<InboxVersion> found = inbox.takeUnread(tenant);
    pace.looked(tenant, !found.isEmpty());
    return found;
  }

  private SedaEndpointBuilder queue() {
    return seda(FILES + "-{{tenant}}").size(properties.queuedPerTenant());
  }

  private Ddb2EndpointBuilder tenantSettings() {
    return aws2Ddb(tables.tenants())
        .operation(Ddb2Operations.GetItem)
        .consistentRead(true)
        .enabledInitialDescribeTable(false);
  }

  /**
   * With a request as the body: left to itself the component would name no version. It wants a key
   * all the same, and uses the request's.
   */
  private AWS2S3EndpointProducerBuilder inboxObject(AWS2S3Operations operation) {
    return bucket(properties.inbox())
        .pojoRequest(true)
        .operation(operation)
        .keyName("as-the-request-says");
  }

  private AWS2S3EndpointProducerBuilder errorsBucket() {
    return bucket(properties.errors());
  }

  /**
   * Not looked for at the start, where the component would fail while S3 is away: the service
   * starts, and its polls wait. It leaves the look out where a consumer's file is named, which no
   * producer reads.
   */
  private AWS2S3EndpointProducerBuilder bucket(String name) {
    AWS2S3EndpointProducerBuilder bucket = aws2S3(name);
    bucket.doSetProperty("fileName", "none");
    return bucket;
  }

  private FileEndpointProducerBuilder rejectsFile() {
    return file(spool.folder().toString()).fileExist("Append");
  }

  private static CsvDataFormat rejectsCsv() {
    CsvDataFormat csv = new CsvDataFormat();
    csv.setRecordSeparator("\r\n");
    return csv;
  }

  /** The version, with the tenant that the component read into a header, if it is still there. */
  private static void join(Exchange exchange) {
    InboxVersion version = exchange.getProperty(VERSION, InboxVersion.class);
    @SuppressWarnings("unchecked")
    Map<String, AttributeValue> item =
        exchange.getMessage().getHeader(Ddb2Constants.ATTRIBUTES, Map.class);
    exchange.getMessage().removeHeaders("CamelAwsDdb*");
    Optional<Tenant> tenant =
        Optional.ofNullable(item).filter(it -> !it.isEmpty()).map(TenantItem::of);
    exchange.getMessage().setBody(new Received(version, tenant));
  }

  private void reserve(Exchange exchange) throws InterruptedException, IOException {
    spool.reserve(attemptOf(exchange));
  }

  private GetObjectRequest getRequest(Attempt attempt) {
    return GetObjectRequest.builder()
        .bucket(properties.inbox())
        .key(attempt.version().key())
        .versionId(attempt.version().versionId())
        .build();
  }

  @SuppressWarnings("unchecked")
  private void save(Exchange exchange) throws IOException {
    spool.save(
        attemptOf(exchange),
        (ResponseInputStream<GetObjectResponse>) exchange.getMessage().getBody());
  }

  private void postpone(Exchange exchange) {
    claiming.postpone(attemptOf(exchange));
  }

  private void endAsDuplicate(Exchange exchange) {
    Attempt attempt = attemptOf(exchange);
    Done done = exchange.getProperty(VERDICT, Done.class);
    exchange
        .getMessage()
        .setBody(
            Ending.of(
                attempt, Closing.duplicateOf(done.original(), attempt.sha256().orElseThrow())));
  }

  /** Of bytes that were read; but a file whose reading was begun is read to its end. */
  private static boolean isDuplicate(Exchange exchange) {
    return exchange.getProperty(VERDICT) instanceof Done && !attemptOf(exchange).wasBegun();
  }

  private static void storeChunk(Exchange exchange) throws Exception {
    Chunk chunk = exchange.getMessage().getMandatoryBody(Chunk.class);
    exchange.getMessage().setBody(exchange.getProperty(STORING, Storing.class).add(chunk));
  }

  private static void endAsRead(Exchange exchange) {
    Chunks chunks = exchange.getMessage().getBody(Chunks.class);
    exchange.getMessage().setBody(exchange.getProperty(STORING, Storing.class).ending(chunks));
  }

  private void nameRejects(Exchange exchange) {
    String name = spool.rejectsOf(attemptOf(exchange)).getFileName().toString();
    exchange.getMessage().setHeader(Exchange.FILE_NAME, name);
  }

  private void letGo(Exchange exchange) throws IOException {
    Attempt attempt = exchange.getProperty(ATTEMPT, Attempt.class);
    Chunks chunks = exchange.getProperty(CHUNKS, Chunks.class);
    inHand.letGo(exchange.getProperty(VERSION, InboxVersion.class));
    if (attempt == null) {
      return;
    }
    claiming.end(attempt);
    Storing storing = exchange.getProperty(STORING, Storing.class);
    if (storing != null) {
      storing.close();
    }
    try {
      if (chunks != null) {
        chunks.close();
      }
    } finally {
      spool.clear(attempt);
    }
  }

  private static Ending endingOf(Exchange exchange) {
    return exchange.getProperty(ENDING, Ending.class);
  }

  private static Attempt attemptOf(Exchange exchange) {
    return exchange.getProperty(ATTEMPT, Attempt.class);
  }
}
