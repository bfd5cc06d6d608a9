package io.chartdrop.frontend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody at the pages, without script: cookies, redirects, forms. */
public final class Browser {
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private static final int MOST_REDIRECTS = 15;

  private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).cookieHandler(cookies).build();
  private final String web;

  Browser(String web) {
    this.web = web;
  }

  /** What came back. */
  public record Page(HttpResponse<String> response) {
    public int status() {
      return response.statusCode();
    }

    public String text() {
      return response.body();
    }

    public URI address() {
      return response.uri();
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    /** The token of the first form. */
    public String token() {
      Matcher matcher = TOKEN.matcher(text());
      if (!matcher.find()) {
        throw new AssertionError("There is no form with a token");
      }
      return matcher.group(1);
    }
  }

  /** Through the issuer's own page, back to the page that was asked for. */
  public Browser signIn(String person) {
    Page form = get("/");
    if (!form.address().getPath().equals("/login")) {
      throw new AssertionError("Not led to the sign-in, but to " + form.address());
    }
    Page page =
        follow(
            request(form.address().resolve("/login"), Map.of())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    fields(
                        Map.of(
                            "username",
                            person,
                            "password",
                            person + "-demo",
                            "_csrf",
                            form.token())))
                .build());
    if (!page.address().toString().startsWith(web)) {
      throw new AssertionError("Not led back, but to " + page.address());
    }
    return this;
  }

  public Page get(String path) {
    return get(path, Map.of());
  }

  public Page get(String path, Map<String, String> headers) {
    return follow(request(at(path), headers).GET().build());
  }

  /** As the script asks. */
  public Page part(String path) {
    return get(path, Map.of("HX-Request", "true"));
  }

  /** As a page asks that keeps itself up to date. */
  public Page live(String path) {
    return get(path, Map.of("HX-Request", "true", "X-Chartdrop-Live", "true"));
  }

  /** The answer itself, also where it leads elsewhere. */
  public Page stay(String path) {
    return send(request(at(path), Map.of()).GET().build());
  }

  public Page post(String path, Map<String, String> fields) {
    return send(
        request(at(path), Map.of())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(fields(fields))
            .build());
  }

  /** A form with files. */
  public Page upload(String path, BodyPublisher body, Map<String, String> headers) {
    return upload(path, body, "multipart/form-data; boundary=" + Form.BOUNDARY, headers);
  }

  public Page upload(
      String path, BodyPublisher body, String contentType, Map<String, String> headers) {
    return send(request(at(path), headers).header("Content-Type", contentType).POST(body).build());
  }

  public List<HttpCookie> cookies() {
    return cookies.getCookieStore().getCookies();
  }

  private URI at(String path) {
    return path.startsWith("http") ? URI.create(path) : URI.create(web + path);
  }

  private static HttpRequest.Builder request(URI address, Map<String, String> headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    headers.forEach(request::header);
    return request;
  }

  private static BodyPublisher fields(Map<String, String> fields) {
    return BodyPublishers.ofString(
        fields.entrySet().stream()
            .map(
                field ->
                    field.getKey()
                        + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&")));
  }

  /** Java's client follows five, and a sign-in takes more. */
  private Page follow(HttpRequest request) {
    Page page = send(request);
    for (int i = 0; i < MOST_REDIRECTS && page.status() == 302; i++) {
      URI next = page.address().resolve(page.header("Location"));
      page = send(HttpRequest.newBuilder(next).build());
    }
    return page;
  }

  private Page send(HttpRequest request) {
    try {
      return new Page(http.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
