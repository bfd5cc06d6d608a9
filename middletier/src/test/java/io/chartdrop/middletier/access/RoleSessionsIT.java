package io.chartdrop.middletier.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.chartdrop.records.TableNames;
import io.chartdrop.records.file.FileId;
import io.chartdrop.records.tenant.TenantId;
import io.chartdrop.telemetry.StoreThrottles;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/** Against an STS and a DynamoDB of our own that only write down what they are asked. */
class RoleSessionsIT {
  private static final String ROLE = "arn:aws:iam::111111111111:role/chartdrop-tenant";
  private static final FileId FILE = new FileId("20260302T141500-0123456789ab");
  private static final TenantId RIVERSIDE = new TenantId("riverside");
  private static final TenantId LAKESIDE = new TenantId("lakeside");

  private final List<String> assumed = Collections.synchronizedList(new ArrayList<>());
  private final List<String> keysUsed = Collections.synchronizedList(new ArrayList<>());
  private volatile long lastsSeconds = 3600;

  private Map<String, String> before;
  private HttpServer sts;
  private HttpServer dynamoDb;
  private StoreClients clients;
  private RoleSessions sessions;

  @BeforeEach
  void start() throws IOException {
    sts = server();
    sts.createContext(
        "/",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          assumed.add(URLDecoder.decode(body, UTF_8));
          answer(exchange, "text/xml", session("KEY" + assumed.size()));
        });
    dynamoDb = server();
    dynamoDb.createContext(
        "/",
        exchange -> {
          String signed = exchange.getRequestHeaders().getFirst("Authorization");
          keysUsed.add(signed.replaceAll(".*Credential=([^/]+)/.*", "$1"));
          answer(exchange, "application/x-amz-json-1.0", "{}");
        });
    before =
        Stream.of("aws.endpointUrlDynamoDb", "aws.region")
            .filter(name -> System.getProperty(name) != null)
            .collect(toMap(name -> name, System::getProperty));
    System.setProperty("aws.endpointUrlDynamoDb", address(dynamoDb).toString());
    System.setProperty("aws.region", "us-east-1");
    clients =
        new StoreClients(
            new TableNames("r", "f", "i", "s", "t"), new StoreThrottles(new SimpleMeterRegistry()));
    sessions =
        new RoleSessions(
            clients,
            StsClient.builder()
                .endpointOverride(address(sts))
                .region(Region.US_EAST_1)
                .credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("OWN", "own")))
                .httpClient(clients.http())
                .build(),
            ROLE);
  }

  @AfterEach
  void stop() {
    clients.close();
    sts.stop(0);
    dynamoDb.stop(0);
    System.clearProperty("aws.endpointUrlDynamoDb");
    System.clearProperty("aws.region");
    before.forEach(System::setProperty); // other tests of this JVM have their own
  }

  private static HttpServer server() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    return server;
  }

  private static URI address(HttpServer server) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private static void answer(com.sun.net.httpserver.HttpExchange exchange, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String session(String key) {
    return """
    <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
    <Credentials><AccessKeyId>%s</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
    <SessionToken>t</SessionToken><Expiration>%s</Expiration></Credentials>
    </AssumeRoleResult></AssumeRoleResponse>
    """
        .formatted(key, Instant.now().plusSeconds(lastsSeconds));
  }

  @Test
  void eachTenant_hasOneSession_taggedWithItsId_andItsCallsAreByIt() {
    sessions.of(RIVERSIDE).ledger().find(RIVERSIDE, FILE);
    sessions.of(RIVERSIDE).ledger().find(RIVERSIDE, FILE);
    sessions.of(LAKESIDE).ledger().find(LAKESIDE, FILE);

    assertThat(assumed).hasSize(2);
    assertThat(assumed.get(0))
        .contains("Action=AssumeRole", "RoleArn=" + ROLE, "DurationSeconds=3600")
        .contains("Tags.member.1.Key=tenant_id", "Tags.member.1.Value=riverside")
        .doesNotContain("lakeside");
    assertThat(assumed.get(1)).contains("Tags.member.1.Value=lakeside");
    assertThat(keysUsed).containsExactly("KEY1", "KEY1", "KEY2");
  }

  @Test
  void anotherTenant_costsNoThreadsOfItsOwn() {
    // the first tenant's calls may start what all share
    sessions.of(RIVERSIDE).ledger().find(RIVERSIDE, FILE);
    sessions.of(RIVERSIDE).ledger().find(RIVERSIDE, FILE);
    long before = timeoutThreads();
    for (int i = 0; i < 5; i++) {
      TenantId another = new TenantId("clinic-" + i);
      sessions.of(another).ledger().find(another, FILE);
    }
    assertThat(timeoutThreads()).isEqualTo(before);
  }

  /** By our name, and by that of the SDK's own. */
  private static long timeoutThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("store-timeouts") || name.startsWith("sdk-Scheduled"))
        .count();
  }

  @Test
  void sessionNearItsEnd_isRenewed() {
    // the first lasts no longer than the margin before an end
    lastsSeconds = 60;
    sessions.of(RIVERSIDE).ledger().find(RIVERSIDE, FILE);
    lastsSeconds = 3600;
    sessions.of(RIVERSIDE).ledger().find(RIVERSIDE, FILE);

    assertThat(assumed).hasSizeGreaterThan(1);
    assertThat(keysUsed.get(1)).isNotEqualTo("KEY1");
  }
}
