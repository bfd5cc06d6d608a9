package io.chartdrop.local.s3;

import io.chartdrop.local.server.Options;
import io.chartdrop.local.server.ServerCommand;
import java.net.URI;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;

/** {@link LocalS3} as a process. */
final class LocalS3Command extends ServerCommand {
  private static final int PORT = 8084;
  private static final String BUCKETS = "buckets";
  private static final List<String> DEFAULT_BUCKETS =
      List.of("chartdrop-local-inbox", "chartdrop-local-archive", "chartdrop-local-errors");

  private LocalS3Command() {
    super("chartdrop-s3", BUCKETS);
  }

  public static void main(String[] args) {
    new LocalS3Command().run(args);
  }

  @Override
  protected Running start(Options options) {
    LocalS3 s3 =
        LocalS3.start(options.port(PORT), options.data(), options.list(BUCKETS, DEFAULT_BUCKETS));
    return new Running(s3.endpoint(), s3);
  }

  @Override
  protected void setUp(URI endpoint, Options options) {
    try (S3Client client = LocalS3.client(endpoint)) {
      Buckets.create(client, options.list(BUCKETS, DEFAULT_BUCKETS));
    }
  }
}
