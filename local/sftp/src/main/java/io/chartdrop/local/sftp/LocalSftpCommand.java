package io.chartdrop.local.sftp;

import io.chartdrop.local.server.Options;
import io.chartdrop.local.server.ServerCommand;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** {@link LocalSftp} as a process, for the S3 and the inbox that the environment names. */
final class LocalSftpCommand extends ServerCommand {
  private static final int PORT = 2222;
  private static final String USERS = "users";
  private static final String KEYS = "keys";

  private LocalSftpCommand() {
    super("chartdrop-sftp", USERS, KEYS);
  }

  public static void main(String[] args) {
    new LocalSftpCommand().run(args);
  }

  @Override
  protected Running start(Options options) {
    LocalSftp sftp =
        LocalSftp.start(
            new LocalSftp.Settings(
                options.port(PORT),
                options.data(),
                URI.create(environment("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:8084")),
                environment("CHARTDROP_INBOX", "chartdrop-local-inbox"),
                options.list(USERS, LocalSftp.Settings.DEFAULT_USERS),
                options.value(KEYS).map(Path::of)));
    return new Running(sftp.address(), sftp);
  }

  private static String environment(String name, String otherwise) {
    return Optional.ofNullable(System.getenv(name))
        .filter(value -> !value.isBlank())
        .orElse(otherwise);
  }
}
