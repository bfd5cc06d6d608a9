package io.chartdrop.local.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.chartdrop.local.server.PortInUseException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoders;

class LocalIssuerIT {
  private static final Map<String, String> MACHINE = Map.of("grant_type", "client_credentials");

  private static LocalIssuer issuer;

  private final Client client = new Client(issuer.address());

  @BeforeAll
  static void start() {
    issuer = LocalIssuer.start(settings(Optional.empty()));
  }

  @AfterAll
  static void stop() {
    issuer.close();
  }

  @Test
  void machineThatAsksForNoScope_getsAllItMayHave_inATokenOfCognitosShape() {
    HttpResponse<String> answer = client.token("riverside-app", "riverside-demo", MACHINE);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Client.json(answer).path("token_type").asText()).isEqualTo("Bearer");
    JsonNode claims = Client.claims(accessToken(answer));
    assertThat(namesOf(claims))
        .containsExactlyInAnyOrder(
            "auth_time",
            "client_id",
            "exp",
            "iat",
            "iss",
            "jti",
            "scope",
            "sub",
            "token_use",
            "version");
    assertThat(claims.path("iss").asText()).isEqualTo(issuer.address().toString());
    assertThat(claims.path("sub").asText()).isEqualTo("riverside-app");
    assertThat(claims.path("client_id").asText()).isEqualTo("riverside-app");
    assertThat(claims.path("token_use").asText()).isEqualTo("access");
    assertThat(claims.path("scope").asText().split(" "))
        .containsExactlyInAnyOrder(
            "chartdrop/records:read",
            "chartdrop/files:read",
            "chartdrop/files:write",
            "chartdrop/tenant:riverside");
    assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(3600);
  }

  @Test
  void machineThatAsksForOneScope_getsThatOne() {
    JsonNode claims =
        Client.claims(
            accessToken(
                client.token("lakeside-app", "lakeside-demo", machine("chartdrop/records:read"))));

    assertThat(claims.path("scope").asText()).isEqualTo("chartdrop/records:read");
  }

  @ParameterizedTest
  @CsvSource({"riverside-app,wrong", "nobody,riverside-demo", "riverside-app,lakeside-demo"})
  void machineWithAWrongNameOrSecret_isRefused(String name, String secret) {
    HttpResponse<String> answer = client.token(name, secret, MACHINE);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(Client.json(answer).path("error").asText()).isEqualTo("invalid_client");
  }

  @ParameterizedTest
  @ValueSource(strings = {"chartdrop/tenant:lakeside", "chartdrop/records:write", "openid"})
  void scopeThatIsNotTheMachines_isRefused(String scope) {
    HttpResponse<String> answer = client.token("riverside-app", "riverside-demo", machine(scope));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Client.json(answer).path("error").asText()).isEqualTo("invalid_scope");
  }

  @Test
  void personWhoSignsIn_isSentBackWithACode_thatTheFrontendTurnsIntoTokens() {
    // asked to sign in · signs in · sent on to the authorization · sent back to the frontend
    HttpResponse<String> asked = client.authorize(Client.authorization());
    assertThat(asked.statusCode()).isEqualTo(302);
    assertThat(Client.location(asked)).isEqualTo(issuer.address() + "/login");

    HttpResponse<String> back = client.follow(client.type("riverside", "riverside-demo"));
    assertThat(Client.location(back))
        .startsWith(Client.CALLBACK + "?code=")
        .endsWith("&state=some-state");

    JsonNode tokens = Client.json(client.webToken(Client.exchange(Client.codeOf(back))));
    JsonNode access = Client.claims(tokens.path("access_token").asText());
    assertThat(namesOf(access))
        .containsExactlyInAnyOrder(
            "auth_time",
            "client_id",
            "cognito:groups",
            "exp",
            "iat",
            "iss",
            "jti",
            "origin_jti",
            "scope",
            "sub",
            "token_use",
            "username",
            "version");
    assertThat(access.path("username").asText()).isEqualTo("riverside");
    assertThat(access.path("cognito:groups")).hasToString("[\"tenant:riverside\"]");
    assertThat(access.path("client_id").asText()).isEqualTo("chartdrop-web");
    assertThat(access.path("scope").asText())
        .isEqualTo("chartdrop/files:read chartdrop/files:write chartdrop/records:read openid");

    JsonNode id = Client.claims(tokens.path("id_token").asText());
    assertThat(namesOf(id))
        .containsExactlyInAnyOrder(
            "at_hash",
            "aud",
            "auth_time",
            "cognito:groups",
            "cognito:username",
            "email",
            "email_verified",
            "exp",
            "iat",
            "iss",
            "jti",
            "name",
            "nonce",
            "origin_jti",
            "sub",
            "token_use");
    assertThat(id.path("token_use").asText()).isEqualTo("id");
    assertThat(id.path("aud").asText()).isEqualTo("chartdrop-web");
    assertThat(id.path("cognito:username").asText()).isEqualTo("riverside");
    assertThat(id.path("nonce").asText()).isEqualTo("some-nonce");
    assertThat(id.path("sub")).isEqualTo(access.path("sub"));
    assertThat(id.path("exp").asLong() - id.path("iat").asLong()).isEqualTo(3600);
  }

  @Test
  void peopleOfNoClinicOrTwo_canSignIn_soThatTheProductCanRefuseThem() {
    JsonNode none = Client.claims(client.signIn("no-tenant").path("access_token").asText());
    JsonNode two =
        Client.claims(
            new Client(issuer.address()).signIn("two-tenants").path("access_token").asText());

    assertThat(none.has("cognito:groups")).isFalse();
    assertThat(two.path("cognito:groups"))
        .hasToString("[\"tenant:riverside\",\"tenant:lakeside\"]");
  }

  @Test
  void wrongPassword_isToldOnThePage_whichKeepsTheNameAsText() {
    HttpResponse<String> answer = client.type("<b>riverside", "guess");
    HttpResponse<String> page = client.follow(answer);

    assertThat(Client.location(answer)).endsWith("/login?error");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("role=\"alert\"", "That did not match", "value=\"&lt;b&gt;riverside\"")
        .doesNotContain("guess");
    assertThat(client.get("/login").body()).doesNotContain("That did not match");
  }

  @Test
  void formWithoutItsToken_isNotTaken_andAskedForAgain() {
    HttpResponse<String> answer =
        client.post("/login", Map.of("username", "riverside", "password", "riverside-demo"));

    assertThat(Client.location(answer)).endsWith("/login?again");
    assertThat(client.follow(answer).body()).contains("This page was open too long");
    assertThat(Client.location(client.authorize(Client.authorization()))).endsWith("/login");
  }

  @Test
  void requestWithoutACodeChallenge_isRefused() {
    Map<String, String> request = Client.authorization();
    request.remove("code_challenge");
    request.remove("code_challenge_method");

    assertThat(Client.location(client.authorize(request)))
        .startsWith(Client.CALLBACK + "?error=invalid_request")
        .contains("code_challenge");
  }

  @Test
  void plainCodeChallenge_isRefused() {
    Map<String, String> request = Client.authorization();
    request.put("code_challenge", Client.VERIFIER);
    request.put("code_challenge_method", "plain");

    assertThat(Client.location(client.authorize(request)))
        .startsWith(Client.CALLBACK + "?error=invalid_request");
  }

  @Test
  void codeWithAnotherVerifier_isWorthNothing() {
    client.authorize(Client.authorization());
    String code = Client.codeOf(client.follow(client.type("riverside", "riverside-demo")));

    HttpResponse<String> answer =
        client.webToken(
            Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                Client.CALLBACK,
                "code_verifier",
                "another-verifier-of-at-least-forty-three-characters"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Client.json(answer).path("error").asText()).isEqualTo("invalid_grant");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:8080/elsewhere",
        "http://clinic.example/login/oauth2/code/chartdrop"
      })
  void addressThatIsNotRegistered_getsNobodySentThere(String address) {
    Map<String, String> request = Client.authorization();
    request.put("redirect_uri", address);

    HttpResponse<String> answer = client.authorize(request);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("This sign-in link does not work");
    assertThat(header(answer, "Content-Security-Policy")).startsWith("default-src 'none'");
  }

  @Test
  void refreshToken_bringsNewTokensOfTheSameSignIn() {
    JsonNode first = client.signIn("lakeside");

    HttpResponse<String> answer =
        client.webToken(
            Map.of(
                "grant_type",
                "refresh_token",
                "refresh_token",
                first.path("refresh_token").asText()));

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode before = Client.claims(first.path("access_token").asText());
    JsonNode after = Client.claims(accessToken(answer));
    assertThat(after.path("jti")).isNotEqualTo(before.path("jti"));
    assertThat(after.path("sub")).isEqualTo(before.path("sub"));
    assertThat(after.path("auth_time")).isEqualTo(before.path("auth_time"));
    assertThat(after.path("origin_jti")).isEqualTo(before.path("origin_jti"));
    assertThat(after.path("cognito:groups")).hasToString("[\"tenant:lakeside\"]");
    assertThat(Client.json(answer).path("id_token").asText()).isNotEmpty();
  }

  @Test
  void userInfo_tellsWhoSignedIn() throws Exception {
    String token = client.signIn("riverside").path("access_token").asText();

    assertThat(withToken("/oauth2/userInfo", token))
        .contains("\"username\":\"riverside\"", "\"email\":\"riverside@example.com\"");
  }

  @Test
  void signOut_endsTheSession_andSendsBack() {
    client.signIn("riverside");
    assertThat(Client.location(client.authorize(Client.authorization())))
        .startsWith(Client.CALLBACK + "?code="); // signed in already

    HttpResponse<String> out =
        client.get("/logout?client_id=chartdrop-web&logout_uri=http://127.0.0.1:8080/");

    assertThat(out.statusCode()).isEqualTo(302);
    assertThat(Client.location(out)).isEqualTo("http://127.0.0.1:8080/");
    assertThat(header(out, "Set-Cookie")).startsWith("CHARTDROP_ISSUER_SESSION=;");
    assertThat(Client.location(client.authorize(Client.authorization()))).endsWith("/login");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "client_id=chartdrop-web&logout_uri=http://clinic.example/",
        "client_id=chartdrop-web&logout_uri=http://127.0.0.1:8080/elsewhere",
        "client_id=nobody&logout_uri=http://127.0.0.1:8080/",
        "client_id=chartdrop-web",
        "id_token_hint=x&post_logout_redirect_uri=http://127.0.0.1:8080/",
        ""
      })
  void signOutThatIsForgedOrNotCognitos_isRefused_andEndsNoSession(String query) {
    client.signIn("riverside");

    HttpResponse<String> out = client.get("/logout?" + query);

    assertThat(out.statusCode()).isEqualTo(400);
    assertThat(out.headers().firstValue("Location")).isEmpty();
    assertThat(Client.location(client.authorize(Client.authorization())))
        .startsWith(Client.CALLBACK + "?code=");
  }

  @Test
  void signInPage_isOneForm_thatNothingCanBeSlippedInto() {
    HttpResponse<String> page = client.get("/login");

    assertThat(page.body())
        .contains("<label for=\"username\">", "<label for=\"password\">", "<main>", "demo sign-in")
        .contains("riverside-demo", "lakeside-demo", "no-tenant-demo", "two-tenants-demo")
        .containsOnlyOnce("<h1>")
        .doesNotContain("<script", "<style", "style=");
    assertThat(header(page, "Content-Security-Policy"))
        .isEqualTo(
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none';"
                + " frame-ancestors 'none'; form-action 'self' http://127.0.0.1:8080");
    assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(page, "Cache-Control")).contains("no-store");
    assertThat(header(page, "Set-Cookie"))
        .matches("CHARTDROP_ISSUER_SESSION=\\w+; Path=/; HttpOnly; SameSite=Lax");
    assertThat(client.get("/issuer.css").body()).contains("prefers-color-scheme: dark");
  }

  @Test
  void sessionIsAnotherOne_onceSomebodyIsSignedIn() {
    String before = header(client.authorize(Client.authorization()), "Set-Cookie");
    String after = header(client.type("riverside", "riverside-demo"), "Set-Cookie");

    assertThat(after).startsWith("CHARTDROP_ISSUER_SESSION=").isNotEqualTo(before);
  }

  @Test
  void springsOwnDecoder_findsTheKeysByDiscovery() {
    // the two kinds of token have a key each, as from Cognito
    JsonNode tokens = client.signIn("riverside");
    String access = tokens.path("access_token").asText();
    String id = tokens.path("id_token").asText();

    JwtDecoder decoder = JwtDecoders.fromIssuerLocation(issuer.address().toString());

    Jwt decoded = decoder.decode(access);
    assertThat(decoded.getClaimAsString("username")).isEqualTo("riverside");
    assertThat(decoded.getHeaders()).containsOnlyKeys("kid", "alg").containsEntry("alg", "RS256");
    assertThat(decoder.decode(id).getHeaders().get("kid"))
        .isNotEqualTo(decoded.getHeaders().get("kid"));
  }

  @Test
  void discovery_saysWhatCognitosSays_andNoMore() {
    JsonNode discovery = Client.json(client.get("/.well-known/openid-configuration"));

    assertThat(namesOf(discovery))
        .containsExactlyInAnyOrder(
            "authorization_endpoint",
            "end_session_endpoint",
            "id_token_signing_alg_values_supported",
            "issuer",
            "jwks_uri",
            "response_types_supported",
            "revocation_endpoint",
            "scopes_supported",
            "subject_types_supported",
            "token_endpoint",
            "token_endpoint_auth_methods_supported",
            "userinfo_endpoint");
    assertThat(discovery.path("issuer").asText()).isEqualTo(issuer.address().toString());
    assertThat(discovery.path("end_session_endpoint").asText())
        .isEqualTo(issuer.address() + "/logout");
    JsonNode keys = Client.json(client.get("/.well-known/jwks.json")).path("keys");
    assertThat(keys).hasSize(2);
    keys.forEach(key -> assertThat(namesOf(key)).doesNotContain("d", "p", "q"));
  }

  @Test
  void requestInAnotherName_isNotAnswered() throws Exception {
    // a name of the internet may point to 127.0.0.1
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), issuer.address().getPort())) {
      socket
          .getOutputStream()
          .write(
              "GET /login HTTP/1.1\r\nHost: clinic.example\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String status =
          new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
              .readLine();

      assertThat(status).startsWith("HTTP/1.1 421");
    }
  }

  @Test
  void keptKeys_areTheSameAfterARestart_andNobodyElsesToRead(@TempDir Path directory)
      throws Exception {
    String before = keys(Optional.of(directory));

    assertThat(keys(Optional.of(directory))).isEqualTo(before);
    assertThat(keys(Optional.empty())).isNotEqualTo(before);
    Path file = directory.resolve("signing-keys.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(directory).isDirectoryContaining(file::equals).isNotEmptyDirectory();
  }

  @Test
  void keptKeysThatCannotBeRead_areToldWithTheCure(@TempDir Path directory) throws Exception {
    Files.writeString(directory.resolve("signing-keys.json"), "{}");

    assertThatThrownBy(() -> LocalIssuer.start(settings(Optional.of(directory))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("delete it");
  }

  @Test
  void portInUse_isTold() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      LocalIssuer.Settings settings =
          new LocalIssuer.Settings(
              taken.getLocalPort(), Optional.empty(), web(), Duration.ofHours(1));

      assertThatThrownBy(() -> LocalIssuer.start(settings)).isInstanceOf(PortInUseException.class);
    }
  }

  @Test
  void shorterLife_isInTheToken() {
    try (LocalIssuer brief =
        LocalIssuer.start(
            new LocalIssuer.Settings(0, Optional.empty(), web(), Duration.ofSeconds(5)))) {
      JsonNode claims =
          Client.claims(
              accessToken(
                  new Client(brief.address()).token("riverside-app", "riverside-demo", MACHINE)));

      assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(5);
    }
  }

  private static LocalIssuer.Settings settings(Optional<Path> data) {
    return new LocalIssuer.Settings(0, data, web(), LocalIssuer.Settings.USUAL_TOKEN_LIFE);
  }

  private static List<URI> web() {
    return List.of(URI.create("http://127.0.0.1:8080"));
  }

  private static Map<String, String> machine(String scope) {
    return Map.of("grant_type", "client_credentials", "scope", scope);
  }

  private static String keys(Optional<Path> data) {
    try (LocalIssuer other = LocalIssuer.start(settings(data))) {
      return new Client(other.address()).get("/.well-known/jwks.json").body();
    }
  }

  private String withToken(String path, String token) throws Exception {
    var request =
        java.net.http.HttpRequest.newBuilder(issuer.address().resolve(path))
            .header("Authorization", "Bearer " + token)
            .build();
    return java.net.http.HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static String accessToken(HttpResponse<String> answer) {
    return Client.json(answer).path("access_token").asText();
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static List<String> namesOf(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
