package io.chartdrop.local.issuer;

import io.chartdrop.local.server.Options;
import io.chartdrop.local.server.ServerCommand;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.convert.DurationStyle;

/** {@link LocalIssuer} as a process. */
final class LocalIssuerCommand extends ServerCommand {
  private static final int PORT = 8083;
  private static final String WEB = "web";
  private static final String TOKEN_LIFE = "token-life";
  private static final List<String> DEFAULT_WEB = List.of("http://127.0.0.1:8080");

  private LocalIssuerCommand() {
    super("chartdrop-issuer", WEB, TOKEN_LIFE);
  }

  public static void main(String[] args) {
    new LocalIssuerCommand().run(args);
  }

  @Override
  protected Running start(Options options) {
    LocalIssuer issuer =
        LocalIssuer.start(
            new LocalIssuer.Settings(
                options.port(PORT),
                options.data(),
                options.list(WEB, DEFAULT_WEB).stream().map(LocalIssuerCommand::address).toList(),
                options
                    .value(TOKEN_LIFE)
                    .map(LocalIssuerCommand::duration)
                    .orElse(LocalIssuer.Settings.USUAL_TOKEN_LIFE)));
    return new Running(issuer.address(), issuer);
  }

  private static URI address(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--web takes addresses such as http://127.0.0.1:8080, not " + text + ".", e);
    }
  }

  private static Duration duration(String text) {
    try {
      return DurationStyle.detectAndParse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--token-life takes a time such as 90s, 5m or 1h, not " + text + ".", e);
    }
  }
}
