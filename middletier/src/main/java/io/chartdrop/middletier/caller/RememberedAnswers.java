package io.chartdrop.middletier.caller;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * The issuer's good answers, each kept for a few seconds. A token whose key is not among those
 * known has the keys read again, and anybody can make up such tokens: without this, whoever floods
 * us would flood the issuer through us.
 */
final class RememberedAnswers implements ClientHttpRequestInterceptor {
  private final Cache<URI, Remembered> answers;

  /**
   * @param age for how long; a new key of the issuer's is believed so much later
   */
  RememberedAnswers(Duration age) {
    answers = Caffeine.newBuilder().maximumSize(10).expireAfterWrite(age).build();
  }

  @Override
  public ClientHttpResponse intercept(
      HttpRequest request, byte[] body, ClientHttpRequestExecution execution) throws IOException {
    Remembered known = answers.getIfPresent(request.getURI());
    if (known != null) {
      return known.response();
    }
    try (ClientHttpResponse response = execution.execute(request, body)) {
      Remembered fresh =
          new Remembered(
              response.getStatusCode(),
              response.getStatusText(),
              response.getHeaders(),
              response.getBody().readAllBytes());
      if (fresh.status().is2xxSuccessful()) {
        answers.put(request.getURI(), fresh);
      }
      return fresh.response();
    }
  }

  private record Remembered(HttpStatusCode status, String text, HttpHeaders headers, byte[] body) {

    ClientHttpResponse response() {
      return new ClientHttpResponse() {
        @Override
        public HttpStatusCode getStatusCode() {
          return status;
        }

        @Override
        public String getStatusText() {
          return text;
        }

        @Override
        public HttpHeaders getHeaders() {
          return headers;
        }

        @Override
        public InputStream getBody() {
          return new ByteArrayInputStream(body);
        }

        @Override
        public void close() {}
      };
    }
  }
}
