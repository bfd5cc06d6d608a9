package io.chartdrop.middletier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.middletier.contract.Contract;
import io.chartdrop.middletier.contract.Operation;
import io.chartdrop.middletier.contract.Parameter;
import io.chartdrop.records.file.FileId;
import io.chartdrop.records.file.RowCounts;
import io.chartdrop.records.tenant.ChangedTenant;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Clinic A may see nothing of clinic B, nor learn whether B has something. Every operation of the
 * contract is tried: a new one cannot be forgotten here.
 */
@ApiTest
class IsolationIT implements EmbeddedCloud {
  private static final String SECRET = "Secret of the other clinic";
  private static final byte[] CSV = "a,b\n1,2\n".getBytes(UTF_8);

  @Autowired private Clinics clinics;

  private Clinic mine;
  private Clinic theirs;
  private FileId theirFile;

  static Stream<Operation> operations() {
    return Contract.load().operations().stream();
  }

  @BeforeEach
  void twoClinics() {
    // the other's name begins with mine
    String name = "c" + UUID.randomUUID().toString().substring(0, 8);
    mine = clinics.found(name, tenant -> tenant);
    theirs = clinics.found(name + "2", tenant -> tenant);
    theirs.has("A1", "Ann", "Oak", "2026-03-01T09:30", SECRET);
    theirs.has("2#A1", "Ann", "Oak", "2026-03-01T09:30", SECRET);
    theirs.completed("good.csv", RowCounts.of(1, 0, 0));
    theirFile =
        theirs.completedWithRejects(
            SECRET + ".csv",
            SECRET,
            "a,chartdrop_line,chartdrop_column,chartdrop_code,chartdrop_message\r\n"
                + SECRET
                + ",2,a,MISSING_VALUE,m\r\n"
                + SECRET
                + ",3,a,MISSING_VALUE,m\r\n");
  }

  private Api meAs(String token) {
    return clinics.as(token);
  }

  /** The operation asked as soundly as its parameters allow. */
  private static Api.Reply ask(
      Api api, Operation operation, Map<String, String> values, String... headers) {
    return ask(api, operation, values, CSV, headers);
  }

  private static Api.Reply ask(
      Api api, Operation operation, Map<String, String> values, byte[] body, String... headers) {
    String path = operation.path();
    List<String> query = new ArrayList<>();
    for (Parameter parameter : operation.parameters()) {
      String value = values.get(parameter.name());
      if (!parameter.inQuery()) {
        path = path.replace("{" + parameter.name() + "}", value == null ? "" : value);
      } else if (value != null) {
        query.add(parameter.name() + "=" + Api.encoded(value));
      }
    }
    List<String> all = new ArrayList<>(List.of(headers));
    if (!operation.bodyTypes().isEmpty()) {
      all.addAll(List.of("Content-Type", "text/csv"));
    }
    return api.send(
        operation.method(),
        path + (query.isEmpty() ? "" : "?" + String.join("&", query)),
        operation.bodyTypes().isEmpty()
            ? BodyPublishers.noBody()
            : BodyPublishers.ofByteArray(body),
        all.toArray(String[]::new));
  }

  private static Map<String, String> sound(String fileId) {
    Map<String, String> values = new HashMap<>();
    values.put("file_id", fileId);
    values.put("name", "mine.csv");
    return values;
  }

  private void showsNothingOfTheirs(Api.Reply reply) {
    assertThat(reply.text())
        .doesNotContain(SECRET)
        .doesNotContain(theirs.id().value())
        .doesNotContain("good.csv");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void theirIds_areAsIfTheyWereNot(Operation operation) {
    // in the path, and beside a query that would find everything
    Api me = meAs(MINT.machine(mine.id().value(), TokenMint.ALL_SCOPES));
    Api.Reply theirOwn = ask(me, operation, sound(theirFile.value()));
    Api.Reply nobodys = ask(me, operation, sound("20260101T000000-000000000000"));
    showsNothingOfTheirs(theirOwn);
    if (operation.path().contains("{file_id}")) {
      assertThat(theirOwn.status()).isEqualTo(404);
      assertThat(theirOwn.text()).isEqualTo(nobodys.text());
    } else {
      assertThat(theirOwn.status()).isIn(200, 202);
      assertThat(theirOwn.json().path("items")).isEmpty();
    }
    assertThat(theirs.inbox()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void clinicWhoseNameMineBeginsWith_isAnother(Operation operation) {
    // the other way round: the longer name asks, and the shorter has something
    mine.has("A9", "Ann", "Oak", "2026-03-01T09:30", SECRET + ", mine");
    FileId myFile = mine.completedWithRejects("my.csv", SECRET + ", mine", "a\r\n" + SECRET);
    Api they = meAs(MINT.machine(theirs.id().value(), TokenMint.ALL_SCOPES));
    Api.Reply reply = ask(they, operation, sound(myFile.value()));
    assertThat(reply.text()).doesNotContain(SECRET + ", mine").doesNotContain("my.csv");
    if (operation.path().contains("{file_id}")) {
      assertThat(reply.status()).isEqualTo(404);
    }
    assertThat(mine.inbox()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void anotherClinicInAnyOtherPlace_isNotListenedTo(Operation operation) {
    // a body that names it, headers by which other systems name a tenant, and those by which Camel
    // would take orders
    Api me = meAs(MINT.machine(mine.id().value(), TokenMint.ALL_SCOPES));
    String other = theirs.id().value();
    Api.Reply reply =
        ask(
            me,
            operation,
            sound(theirFile.value()),
            "tenant,tenant_id,file_id\n%1$s,%1$s,%2$s\n"
                .formatted(other, theirFile)
                .getBytes(UTF_8),
            "X-Tenant-Id",
            other,
            "tenant",
            other,
            "tenant_id",
            other,
            "mrn",
            "A1",
            "file_id",
            theirFile.value(),
            "CamelHttpPath",
            "/api/v1/files/" + theirFile,
            "CamelHttpUri",
            "/api/v1/files/" + theirFile,
            "X-Forwarded-Prefix",
            "/" + other,
            "X-Original-URL",
            "/api/v1/files/" + theirFile,
            "Cookie",
            "tenant=" + other);
    showsNothingOfTheirs(reply);
    for (String name : List.of("tenant", "tenant_id", "pk", "shard", "cognito:groups")) {
      Api.Reply asked =
          me.send(
              operation.method(),
              operation.path().replace("{file_id}", theirFile.value())
                  + "?"
                  + Api.encoded(name)
                  + "="
                  + other,
              BodyPublishers.ofByteArray(CSV),
              "Content-Type",
              "text/csv");
      assertThat(asked.status()).isIn(400, 404);
      showsNothingOfTheirs(asked);
    }
    assertThat(theirs.inbox()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void theirPageTokens_areRefused(Operation operation) {
    if (operation.parameters().stream().noneMatch(p -> p.name().equals("next"))) {
      return; // it has no pages
    }
    Api they = meAs(MINT.machine(theirs.id().value(), TokenMint.ALL_SCOPES));
    Map<String, String> asked = sound(theirFile.value());
    asked.put("limit", "1");
    Api.Reply page = ask(they, operation, asked);
    assertThat(page.next()).as("they have a second page").isNotEmpty();

    Api me = meAs(MINT.machine(mine.id().value(), TokenMint.ALL_SCOPES));
    asked.put("next", page.next());
    Api.Reply reply = ask(me, operation, asked);
    assertThat(reply.status()).isIn(400, 404);
    showsNothingOfTheirs(reply);
    asked.put("next", "AAAA");
    assertThat(reply.text())
        .as("no other answer than to a token that nobody was given")
        .isEqualTo(ask(me, operation, asked).text());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void numbersAndNames_thatReachOutOfTheirPlace_reachNothing(Operation operation) {
    Api me = meAs(MINT.machine(mine.id().value(), TokenMint.ALL_SCOPES));
    for (String value :
        List.of(
            "2#A1",
            "#A1",
            "%23A1",
            "../" + theirs.id() + "/A1",
            theirs.id() + "#A1",
            "A1\u0000",
            "..%2f" + theirs.id(),
            "*")) {
      for (Parameter parameter : operation.parameters()) {
        if (parameter.type() == Parameter.Type.TEXT && parameter.inQuery()) {
          Map<String, String> asked = sound(theirFile.value());
          asked.put(parameter.name(), value + (parameter.name().equals("name") ? ".csv" : ""));
          asked.putIfAbsent("mrn", "A1");
          // an upload's answer repeats its name, which is mine
          assertThat(ask(me, operation, asked).text()).doesNotContain(SECRET);
        }
      }
    }
    for (String id :
        List.of(
            "..%2f" + theirs.id() + "%2f" + theirFile,
            theirFile + "%23",
            theirs.id() + "%23" + theirFile,
            "..;/" + theirFile)) {
      Api.Reply reply = ask(me, operation, sound(id));
      assertThat(reply.status()).isLessThan(500);
      showsNothingOfTheirs(reply);
    }
    assertThat(theirs.inbox()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void tokensThatAreNotOurs_areNotSignedIn(Operation operation) {
    String clinic = mine.id().value();
    String group = "tenant:" + clinic;
    Date past = Date.from(Instant.now().minusSeconds(600));
    Map<String, String> tokens = new LinkedHashMap<>();
    tokens.put("none", "");
    tokens.put("no token", "not-a-token");
    tokens.put(
        "unsigned", MINT.unsigned(c -> MINT.asPerson(c, List.of(group), TokenMint.ALL_SCOPES)));
    tokens.put("forged", MINT.forged(c -> MINT.asPerson(c, List.of(group), TokenMint.ALL_SCOPES)));
    tokens.put(
        "expired",
        MINT.token(
            c -> MINT.asPerson(c, List.of(group), TokenMint.ALL_SCOPES).expirationTime(past)));
    tokens.put(
        "without end",
        MINT.token(
            c -> MINT.asPerson(c, List.of(group), TokenMint.ALL_SCOPES).expirationTime(null)));
    tokens.put(
        "of another issuer",
        MINT.token(
            c ->
                MINT.asPerson(c, List.of(group), TokenMint.ALL_SCOPES)
                    .issuer("http://127.0.0.1:1")));
    tokens.put(
        "an ID token",
        MINT.token(
            c -> MINT.asPerson(c, List.of(group), TokenMint.ALL_SCOPES).claim("token_use", "id")));
    tokens.put(
        "of no use",
        MINT.token(
            c -> MINT.asPerson(c, List.of(group), TokenMint.ALL_SCOPES).claim("token_use", null)));
    tokens.forEach(
        (what, token) -> {
          Api.Reply reply = ask(meAs(token), operation, sound(theirFile.value()));
          assertThat(reply.status()).as(what).isEqualTo(401);
          assertThat(reply.problem()).as(what).isEqualTo("not-signed-in");
          assertThat(reply.header("WWW-Authenticate")).as(what).isEqualTo("Bearer");
        });
  }

  @ParameterizedTest
  @MethodSource("operations")
  void tokensThatDoNotNameOneClinic_areForbidden(Operation operation) {
    String a = mine.id().value();
    String b = theirs.id().value();
    String all = TokenMint.ALL_SCOPES;
    Map<String, String> tokens = new LinkedHashMap<>();
    tokens.put("person, no group", MINT.token(c -> MINT.asPerson(c, List.of(), all)));
    tokens.put("person, other group", MINT.token(c -> MINT.asPerson(c, List.of("ops"), all)));
    tokens.put(
        "person, two clinics",
        MINT.token(c -> MINT.asPerson(c, List.of("tenant:" + a, "tenant:" + b), all)));
    tokens.put(
        "person, the same twice",
        MINT.token(c -> MINT.asPerson(c, List.of("tenant:" + a, "tenant:" + a), all)));
    tokens.put(
        "person with a tenant scope",
        MINT.token(c -> MINT.asPerson(c, List.of("tenant:" + a), all + " chartdrop/tenant:" + b)));
    tokens.put(
        "person by scope alone",
        MINT.token(c -> MINT.asPerson(c, List.of(), all + " chartdrop/tenant:" + a)));
    tokens.put(
        "groups that are a text",
        MINT.token(c -> MINT.asPerson(c, List.of(), all).claim("cognito:groups", "tenant:" + a)));
    tokens.put("machine, no scope", MINT.token(c -> MINT.asMachine(c, all)));
    tokens.put(
        "machine, two clinics",
        MINT.token(
            c -> MINT.asMachine(c, all + " chartdrop/tenant:" + a + " chartdrop/tenant:" + b)));
    tokens.put(
        "machine with a group",
        MINT.token(
            c ->
                MINT.asMachine(c, all + " chartdrop/tenant:" + a)
                    .claim("cognito:groups", List.of("tenant:" + b))));
    tokens.put(
        "machine by group alone",
        MINT.token(c -> MINT.asMachine(c, all).claim("cognito:groups", List.of("tenant:" + a))));
    tokens.put(
        "machine with a user's name",
        MINT.token(
            c -> MINT.asMachine(c, all + " chartdrop/tenant:" + a).claim("username", "ada")));
    tokens.put(
        "somebody else's client",
        MINT.token(
            c -> MINT.asMachine(c, all + " chartdrop/tenant:" + a).subject("another-client")));
    tokens.put("a clinic that is none", MINT.machine("nobody-here", all));
    tokens.put("a name that is none", MINT.machine("A#B", all));
    Clinic closed =
        clinics.found(
            "closed-" + UUID.randomUUID().toString().substring(0, 8), ChangedTenant::disabled);
    tokens.put("a disabled clinic", MINT.machine(closed.id().value(), all));
    tokens.forEach(
        (what, token) -> {
          Api.Reply reply = ask(meAs(token), operation, sound(theirFile.value()));
          assertThat(reply.status()).as(what).isEqualTo(403);
          assertThat(reply.problem()).as(what).isIn("no-tenant", "tenant-disabled");
          showsNothingOfTheirs(reply);
        });
  }

  @ParameterizedTest
  @MethodSource("operations")
  void tokenWithoutOneOfTheScopes_isForbidden(Operation operation) {
    for (String missing : operation.scopes()) {
      String rest = TokenMint.ALL_SCOPES.replace(missing, "");
      Api.Reply person =
          ask(meAs(MINT.person(mine.id().value(), rest)), operation, sound(theirFile.value()));
      Api.Reply machine =
          ask(meAs(MINT.machine(mine.id().value(), rest)), operation, sound(theirFile.value()));
      assertThat(person.problem()).isEqualTo("missing-scope");
      assertThat(machine.problem()).isEqualTo("missing-scope");
    }
    // a person with all of them is let in
    Api.Reply sound =
        ask(
            meAs(MINT.person(mine.id().value(), TokenMint.ALL_SCOPES)),
            operation,
            sound(theirFile.value()));
    assertThat(sound.status()).isIn(200, 202, 404);
  }
}
