package io.chartdrop.local.issuer;

import io.chartdrop.local.server.PortInUseException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The demo sign-in on 127.0.0.1; its address is also the {@code iss} of every token. */
public final class LocalIssuer implements AutoCloseable {
  private final ConfigurableApplicationContext context;

  private LocalIssuer(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /**
   * How it is to be.
   *
   * @param port 0 for any free one
   * @param data where the signing keys are kept, created if missing; empty makes new ones
   * @param web where frontends are, without a path: people are sent back to these and no others
   * @param tokenLife how long access and ID tokens are good for
   */
  public record Settings(int port, Optional<Path> data, List<URI> web, Duration tokenLife) {
    /** Cognito's own, unless an app client says otherwise. */
    public static final Duration USUAL_TOKEN_LIFE = Duration.ofHours(1);

    /**
     * @throws IllegalArgumentException for an address that is no bare {@code http://HOST:PORT}, or
     *     a life of no length
     */
    public Settings {
      web = List.copyOf(web);
      if (web.isEmpty()) {
        throw new IllegalArgumentException("--web names at least one address.");
      }
      for (URI address : web) {
        if (!address.toString().matches("https?://[^/?#@]+")) {
          throw new IllegalArgumentException(
              "--web takes addresses such as http://127.0.0.1:8080, without a path; not "
                  + address
                  + ".");
        }
      }
      if (tokenLife.getSeconds() < 1) {
        throw new IllegalArgumentException("--token-life is at least one second.");
      }
    }
  }

  /**
   * @throws PortInUseException where another process listens on the port
   * @throws IllegalArgumentException where kept keys cannot be read
   */
  public static LocalIssuer start(Settings settings) {
    PortInUseException.throwIfTaken(settings.port());
    CompletableFuture<SigningKeys> keys = SigningKeys.of(settings.data());
    return new LocalIssuer(
        new SpringApplicationBuilder(IssuerConfiguration.class)
            .web(WebApplicationType.SERVLET)
            .bannerMode(Banner.Mode.OFF)
            .logStartupInfo(false)
            .registerShutdownHook(false)
            .initializers(
                context -> {
                  GenericApplicationContext beans = (GenericApplicationContext) context;
                  beans.registerBean(Settings.class, () -> settings);
                  beans.registerBean(SigningKeys.class, keys::join);
                })
            // as arguments, because they outrank every application.properties and environment
            .run(
                "--server.address=127.0.0.1",
                "--server.port=" + settings.port(),
                "--server.tomcat.threads.max=32",
                "--server.servlet.session.cookie.name=CHARTDROP_ISSUER_SESSION",
                "--server.servlet.session.cookie.http-only=true",
                "--server.servlet.session.cookie.same-site=lax",
                "--server.servlet.session.tracking-modes=cookie",
                "--server.servlet.session.timeout=1h",
                "--spring.jmx.enabled=false",
                "--spring.main.banner-mode=off",
                "--logging.level.root=WARN"));
  }

  public URI address() {
    var webServer = ((WebServerApplicationContext) context).getWebServer();
    return URI.create("http://127.0.0.1:" + webServer.getPort());
  }

  @Override
  public void close() {
    context.close();
  }
}
