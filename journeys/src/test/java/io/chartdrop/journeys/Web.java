package io.chartdrop.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody at a service's pages, with cookies and without script. */
final class Web {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

  private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(cookies)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private final String base;

  Web(String base) {
    this.base = base;
  }

  /** As nobody, who follows wherever it leads. */
  static HttpResponse<String> get(String address) {
    return new Web("").read(address);
  }

  HttpResponse<String> read(String path) {
    return send(request(path).header("Accept", "text/html,*/*").build());
  }

  HttpResponse<String> readAs(String token, String path) {
    return send(request(path).header("Authorization", "Bearer " + token).build());
  }

  HttpResponse<String> postAs(String token, String path, String csv) {
    return send(
        request(path)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "text/csv")
            .POST(BodyPublishers.ofString(csv))
            .build());
  }

  HttpResponse<String> signIn(String name, String password) {
    return signIn("/login", name, password);
  }

  /** At the form that this page is or leads to, perhaps at another service; it leads back. */
  HttpResponse<String> signIn(String page, String name, String password) {
    HttpResponse<String> asked = read(page);
    Matcher token = TOKEN.matcher(asked.body());
    if (!token.find()) {
      throw new AssertionError("There is no form to sign in with");
    }
    String form =
        "username=%s&password=%s&_csrf=%s"
            .formatted(
                URLEncoder.encode(name, UTF_8),
                URLEncoder.encode(password, UTF_8),
                URLEncoder.encode(token.group(1), UTF_8));
    return send(
        HttpRequest.newBuilder(asked.uri().resolve("/login"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build());
  }

  /** As Hawtio asks: with the token that is in its cookie. */
  HttpResponse<String> jolokia(String json) {
    String token =
        cookies.getCookieStore().getCookies().stream()
            .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
            .map(HttpCookie::getValue)
            .findFirst()
            .orElse("none");
    return send(asking(json).header("X-XSRF-TOKEN", token).build());
  }

  HttpResponse<String> jolokiaWithoutToken(String json) {
    return send(asking(json).build());
  }

  private HttpRequest.Builder asking(String json) {
    return request("/actuator/jolokia")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(json));
  }

  JsonNode answer(String json) throws IOException {
    return JSON.readTree(jolokia(json).body());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path));
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
