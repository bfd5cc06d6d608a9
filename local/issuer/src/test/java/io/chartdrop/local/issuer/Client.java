package io.chartdrop.local.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser with cookies of its own, and the frontend behind it; follows no redirect by itself. */
final class Client {
  static final String CALLBACK = "http://127.0.0.1:8080/login/oauth2/code/chartdrop";
  static final String VERIFIER = "a-verifier-of-at-least-forty-three-characters-length";

  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI issuer;
  private final HttpClient http =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

  Client(URI issuer) {
    this.issuer = issuer;
  }

  HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(issuer.resolve(path)).header("Accept", "text/html"));
  }

  /** Asks for a page as a browser that was sent to it. */
  HttpResponse<String> follow(HttpResponse<String> redirect) {
    return get(location(redirect));
  }

  HttpResponse<String> post(String path, Map<String, String> fields) {
    return send(
        HttpRequest.newBuilder(issuer.resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(encoded(fields))));
  }

  /** {@code POST /oauth2/token} with the client's name and secret as Basic. */
  HttpResponse<String> token(String client, String secret, Map<String, String> fields) {
    String basic =
        Base64.getEncoder()
            .encodeToString((client + ":" + secret).getBytes(StandardCharsets.UTF_8));
    return send(
        HttpRequest.newBuilder(issuer.resolve("/oauth2/token"))
            .header("Authorization", "Basic " + basic)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(encoded(fields))));
  }

  HttpResponse<String> webToken(Map<String, String> fields) {
    return token("chartdrop-web", "chartdrop-web-demo", fields);
  }

  /** What the frontend sends a browser to; change it as a test needs. */
  static Map<String, String> authorization() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("response_type", "code");
    parameters.put("client_id", "chartdrop-web");
    parameters.put(
        "scope", "openid chartdrop/records:read chartdrop/files:read chartdrop/files:write");
    parameters.put("state", "some-state");
    parameters.put("nonce", "some-nonce");
    parameters.put("redirect_uri", CALLBACK);
    parameters.put("code_challenge", challenge());
    parameters.put("code_challenge_method", "S256");
    return parameters;
  }

  HttpResponse<String> authorize(Map<String, String> parameters) {
    return get("/oauth2/authorize?" + encoded(parameters));
  }

  /** Types a name and a password into the sign-in page that is shown. */
  HttpResponse<String> type(String username, String password) {
    Matcher csrf = CSRF.matcher(get("/login").body());
    if (!csrf.find()) {
      throw new AssertionError("The sign-in page has no form");
    }
    return post(
        "/login", Map.of("username", username, "password", password, "_csrf", csrf.group(1)));
  }

  /** From the frontend's redirect to the tokens. */
  JsonNode signIn(String username) {
    authorize(authorization());
    HttpResponse<String> back = follow(type(username, username + "-demo"));
    return json(webToken(exchange(codeOf(back))));
  }

  static Map<String, String> exchange(String code) {
    return Map.of(
        "grant_type", "authorization_code",
        "code", code,
        "redirect_uri", CALLBACK,
        "code_verifier", VERIFIER);
  }

  static String codeOf(HttpResponse<String> back) {
    Matcher code = Pattern.compile("[?&]code=([^&]+)").matcher(location(back));
    if (!code.find()) {
      throw new AssertionError("There is no code in " + location(back));
    }
    return code.group(1);
  }

  static String location(HttpResponse<String> redirect) {
    return redirect
        .headers()
        .firstValue("Location")
        .orElseThrow(() -> new AssertionError(redirect.statusCode() + " is no redirect"));
  }

  static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a token says, unchecked. */
  static JsonNode claims(String token) {
    return part(token, 1);
  }

  static JsonNode header(String token) {
    return part(token, 0);
  }

  private static JsonNode part(String token, int index) {
    try {
      return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[index]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String challenge() {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(
            field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
