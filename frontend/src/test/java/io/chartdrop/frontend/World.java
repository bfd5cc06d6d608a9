package io.chartdrop.frontend;

import io.chartdrop.local.process.LocalProcess;
import io.chartdrop.local.process.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The pages between the real demo issuer and a stub of the API; started once for all tests. */
public final class World {
  private static World running;

  private final StubApi api = StubApi.open();
  private final String web;
  private final LocalProcess issuer;
  private final ConfigurableApplicationContext pages;

  private World() {
    int port = freePort();
    web = "http://127.0.0.1:" + port;
    issuer =
        LocalProcess.jar("chartdrop-issuer", Repository.appJar("local/issuer"))
            .heap("128m")
            .arguments("--port", "0", "--web", web)
            .withParent()
            .start();
    pages = start(web, port, issuer.address().toString(), Map.of());
  }

  public static synchronized World started() {
    if (running == null) {
      running = new World();
    }
    running.api.reset();
    return running;
  }

  /** Other pages, whose issuer is where a test says. */
  ConfigurableApplicationContext startPages(String issuerAddress, Map<String, String> settings) {
    int port = freePort();
    return start("http://127.0.0.1:" + port, port, issuerAddress, settings);
  }

  private ConfigurableApplicationContext start(
      String address, int port, String issuerAddress, Map<String, String> settings) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("server.port", Integer.toString(port));
    all.put("management.server.port", "0");
    all.put("web.address", address);
    all.put("web.api", api.address());
    all.put("web.issuer", issuerAddress);
    all.put("web.client-id", "chartdrop-web");
    all.put("web.client-secret", "chartdrop-web-demo");
    all.put(
        "web.sign-out", issuerAddress + "/logout?client_id=chartdrop-web&logout_uri={return_to}");
    all.put("web.sftp-host", "sftp.example.org");
    all.put("web.api-timeout", "1s");
    all.putAll(settings);
    return new SpringApplicationBuilder(FrontendApplication.class)
        .run(
            all.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new));
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public StubApi api() {
    return api;
  }

  public String web() {
    return web;
  }

  String issuer() {
    return issuer.address().toString();
  }

  int managementPort() {
    return Integer.parseInt(pages.getEnvironment().getProperty("local.management.port", "0"));
  }

  public Browser browser() {
    return new Browser(web);
  }

  static String addressOf(ConfigurableApplicationContext pages) {
    return "http://127.0.0.1:" + ((WebServerApplicationContext) pages).getWebServer().getPort();
  }
}
