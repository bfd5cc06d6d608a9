package io.chartdrop.local.s3;

import com.adobe.testing.s3mock.S3MockApplication;
import io.chartdrop.local.server.PortInUseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * S3Mock on 127.0.0.1, plain HTTP, path-style addresses, any credentials.
 *
 * <p>It brings Spring Boot with Tomcat: in a test whose class path has a Boot of its own, start the
 * app jar as a process instead ({@code io.chartdrop.local.process.LocalCloud}).
 */
public final class LocalS3 implements AutoCloseable {
  private final ConfigurableApplicationContext context;
  private final Path root;
  private final boolean keep;

  private LocalS3(ConfigurableApplicationContext context, Path root, boolean keep) {
    this.context = context;
    this.root = root;
    this.keep = keep;
  }

  /**
   * @param port 0 for any free one
   * @param dataDir where objects are kept, created if missing; empty forgets them on {@link
   *     #close()}
   * @param buckets created with versioning enabled unless they are there
   * @throws PortInUseException where another process listens on the port
   */
  public static LocalS3 start(int port, Optional<Path> dataDir, List<String> buckets) {
    PortInUseException.throwIfTaken(port);
    Path root = directory(dataDir);
    LocalS3 s3 = new LocalS3(application(port, root), root, dataDir.isPresent());
    try (S3Client client = client(s3.endpoint())) {
      Buckets.create(client, buckets);
    } catch (RuntimeException e) {
      s3.close();
      throw e;
    }
    return s3;
  }

  public URI endpoint() {
    var webServer = ((WebServerApplicationContext) context).getWebServer();
    return URI.create("http://127.0.0.1:" + webServer.getPort());
  }

  @Override
  public void close() {
    context.close();
    if (!keep) {
      delete(root);
    }
  }

  /** A client as the product's own, for whatever S3 is at the address. */
  static S3Client client(URI endpoint) {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .forcePathStyle(true)
        .region(Region.of(environment("AWS_REGION", "us-east-1")))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(
                    environment("AWS_ACCESS_KEY_ID", "local"),
                    environment("AWS_SECRET_ACCESS_KEY", "local"))))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  /** As arguments, because they outrank every application.properties, ours and the caller's. */
  private static ConfigurableApplicationContext application(int port, Path root) {
    return new SpringApplicationBuilder(S3MockApplication.class, Differences.class)
        .web(WebApplicationType.SERVLET)
        .bannerMode(Banner.Mode.OFF)
        .logStartupInfo(false)
        .registerShutdownHook(false)
        .run(
            "--server.address=127.0.0.1",
            "--server.port=" + port,
            "--server.ssl.enabled=false",
            "--server.tomcat.threads.max=64",
            "--server.tomcat.max-swallow-size=-1",
            "--spring.main.lazy-initialization=true",
            "--spring.jmx.enabled=false",
            "--logging.level.root=WARN",
            "--com.adobe.testing.s3mock.store.root=" + root,
            "--com.adobe.testing.s3mock.store.retain-files-on-exit=true");
  }

  private static Path directory(Optional<Path> dataDir) {
    try {
      return dataDir.isPresent()
          ? Files.createDirectories(dataDir.get()).toAbsolutePath()
          : Files.createTempDirectory("chartdrop-s3-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) {
    try {
      FileSystemUtils.deleteRecursively(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String environment(String name, String otherwise) {
    return Optional.ofNullable(System.getenv(name))
        .filter(value -> !value.isBlank())
        .orElse(otherwise);
  }
}
