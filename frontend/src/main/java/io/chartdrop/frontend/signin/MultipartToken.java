package io.chartdrop.frontend.signin;

import io.chartdrop.frontend.upload.BrokenFormException;
import io.chartdrop.frontend.upload.FormParts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRequestHandler;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;

/**
 * Finds the form's token also in an upload, whose fields no container reads for us: it is the first
 * field, and what follows is left unread for whoever streams it on.
 */
final class MultipartToken implements CsrfTokenRequestHandler {
  private final XorCsrfTokenRequestAttributeHandler springs =
      new XorCsrfTokenRequestAttributeHandler();

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, Supplier<CsrfToken> token) {
    springs.handle(request, response, token);
  }

  @Override
  public @Nullable String resolveCsrfTokenValue(HttpServletRequest request, CsrfToken token) {
    String sent = request.getHeader(token.getHeaderName());
    if (sent == null && FormParts.isForm(request)) {
      try {
        sent = FormParts.of(request).leadingField(token.getParameterName()).orElse(null);
      } catch (BrokenFormException e) {
        sent = null; // a form that cannot be read brings no token
      }
    }
    return springs.resolveCsrfTokenValue(new Sent(request, token, sent), token);
  }

  /** The request as Spring's handler would find it, had the container read the form. */
  private static final class Sent extends jakarta.servlet.http.HttpServletRequestWrapper {
    private final CsrfToken token;
    private final @Nullable String sent;

    Sent(HttpServletRequest request, CsrfToken token, @Nullable String sent) {
      super(request);
      this.token = token;
      this.sent = sent;
    }

    @Override
    public @Nullable String getHeader(String name) {
      return name.equalsIgnoreCase(token.getHeaderName()) && sent != null
          ? sent
          : super.getHeader(name);
    }
  }
}
