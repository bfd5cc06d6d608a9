package io.chartdrop.operator;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where everything is: the process environment, and beneath it what a running {@code ./run} wrote
 * to {@code .chartdrop/env}.
 */
final class Addresses {
  private static final String S3 = "AWS_ENDPOINT_URL_S3";
  private static final String DYNAMODB = "AWS_ENDPOINT_URL_DYNAMODB";

  private static final List<String> KEYS =
      List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_REGION");

  private final Map<String, String> variables;
  private final boolean elsewhere;

  private Addresses(Map<String, String> variables, boolean elsewhere) {
    this.variables = variables;
    this.elsewhere = elsewhere;
  }

  /** Those of an environment on AWS. */
  static Addresses elsewhere(Map<String, String> variables) {
    return new Addresses(merged(variables, Map.of()).variables, true);
  }

  /**
   * Keys and region go with the endpoints: when both endpoints come from the file, so do they. Else
   * somebody's real keys would sign requests to a local S3, or the local keys ones to AWS.
   *
   * @param process such as {@link System#getenv()}; {@code CHARTDROP_ENV_FILE} names another file,
   *     {@code CHARTDROP_HOME} the directory that holds {@code .chartdrop/env}
   */
  static Addresses of(Map<String, String> process) {
    String home = process.getOrDefault("CHARTDROP_HOME", ".");
    String file = process.getOrDefault("CHARTDROP_ENV_FILE", "");
    Path path = file.isBlank() ? Path.of(home, ".chartdrop", "env") : Path.of(file);
    return merged(process, EnvFile.read(path));
  }

  static Addresses merged(Map<String, String> process, Map<String, String> file) {
    Map<String, String> merged = new HashMap<>(file);
    merged.putAll(process);
    boolean local =
        file.containsKey(S3)
            && file.containsKey(DYNAMODB)
            && !process.containsKey(S3)
            && !process.containsKey(DYNAMODB);
    Map<String, String> owner = local ? file : process;
    for (String key : KEYS) {
      String value = owner.get(key);
      if (value == null) {
        merged.remove(key);
      } else {
        merged.put(key, value);
      }
    }
    boolean named = !merged.getOrDefault("CHARTDROP_TABLE_FILES", "").isBlank();
    return new Addresses(merged, named && merged.getOrDefault(DYNAMODB, "").isBlank());
  }

  Map<String, String> variables() {
    return variables;
  }

  Optional<String> get(String variable) {
    return Optional.ofNullable(variables.get(variable)).filter(value -> !value.isBlank());
  }

  Optional<URI> s3() {
    return get(S3).map(URI::create);
  }

  Optional<URI> dynamoDb() {
    return get(DYNAMODB).map(URI::create);
  }

  /**
   * Whether tables and buckets are AWS's own. What a {@code ./run} beside us offers is then another
   * place, and no file for one may go to the other.
   */
  boolean areElsewhere() {
    return elsewhere;
  }

  int sftpPort() {
    String port = get("CHARTDROP_SFTP_PORT").orElse("2222");
    try {
      return Integer.parseInt(port);
    } catch (NumberFormatException e) {
      throw OpsException.usage("CHARTDROP_SFTP_PORT is a port, not " + port);
    }
  }
}
