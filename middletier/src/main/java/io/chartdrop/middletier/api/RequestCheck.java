package io.chartdrop.middletier.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chartdrop.middletier.call.ApiRequest;
import io.chartdrop.middletier.caller.OperationAccess;
import io.chartdrop.middletier.contract.Contract;
import io.chartdrop.middletier.contract.Problem;
import io.chartdrop.middletier.contract.ProblemType;
import io.chartdrop.middletier.contract.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.springboot.PlatformHttpMessage;
import org.apache.camel.spi.RestClientRequestValidator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Camel asks this of every request before its route. It holds the request against the contract, and
 * leaves an {@link ApiRequest} as the body. Camel's own two validators will not do: the plain one
 * looks only whether parameters are there, and that of camel-openapi-validator reads the whole body
 * into a text, decodes nothing, and puts the request's values into its answer.
 */
@Component
class RequestCheck implements RestClientRequestValidator {
  private static final String REQUEST = RequestCheck.class.getName() + ".request";
  private static final String RESPONSE = RequestCheck.class.getName() + ".response";

  private final ObjectMapper json;

  RequestCheck(ObjectMapper json) {
    this.json = json;
  }

  @Override
  public @Nullable ValidationError validate(Exchange exchange, ValidationContext context) {
    PlatformHttpMessage message = exchange.getIn(PlatformHttpMessage.class);
    HttpServletRequest request = message.getRequest();
    exchange.setProperty(REQUEST, request);
    exchange.setProperty(RESPONSE, message.getResponse());
    try {
      exchange.getMessage().setBody(check(request));
      return null;
    } catch (RefusedException refused) {
      Problem problem = refused.problem();
      exchange.getMessage().removeHeaders("*");
      exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, Problem.MEDIA_TYPE);
      return new ValidationError(problem.status(), text(problem));
    }
  }

  /** Routes replace the message that holds both. */
  static HttpServletRequest requestOf(Exchange exchange) {
    return exchange.getProperty(REQUEST, HttpServletRequest.class);
  }

  static HttpServletResponse responseTo(Exchange exchange) {
    return exchange.getProperty(RESPONSE, HttpServletResponse.class);
  }

  private String text(Problem problem) {
    try {
      return json.writeValueAsString(problem.json());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ApiRequest check(HttpServletRequest request) {
    Contract.Match match = OperationAccess.matchOf(request).orElseThrow();
    String query = Optional.ofNullable(request.getQueryString()).orElse("");
    Optional<String> contentType = Optional.ofNullable(request.getContentType());
    checkType(match.operation().bodyTypes(), contentType, request.getHeader("Content-Encoding"));
    return new ApiRequest(
        match.operation(),
        OperationAccess.callerOf(request).orElseThrow(),
        match.check(query),
        BodyAside.lengthOf(request),
        contentType.map(RequestCheck::bare),
        () -> BodyAside.bodyOf(request));
  }

  private static void checkType(
      List<String> allowed, Optional<String> contentType, @Nullable String encoding) {
    if (allowed.isEmpty()) {
      return;
    }
    if (contentType.map(RequestCheck::bare).filter(allowed::contains).isEmpty()) {
      throw new RefusedException(
          Problem.of(
              ProblemType.UNSUPPORTED_TYPE,
              "The body must be sent with Content-Type " + String.join(" or ", allowed) + "."));
    }
    if (encoding != null) {
      throw new RefusedException(
          Problem.of(
              ProblemType.UNSUPPORTED_TYPE,
              "A body with a Content-Encoding is not taken: send a compressed file as"
                  + " application/gzip, with a name that ends in .csv.gz."));
    }
  }

  /** Without parameters such as a charset. */
  private static String bare(String contentType) {
    int semicolon = contentType.indexOf(';');
    return (semicolon < 0 ? contentType : contentType.substring(0, semicolon))
        .trim()
        .toLowerCase(Locale.ROOT);
  }
}
