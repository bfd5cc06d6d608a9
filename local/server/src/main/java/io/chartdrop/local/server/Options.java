package io.chartdrop.local.server;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A command line of {@code --name value} pairs and bare {@code --flag}s. */
public final class Options {
  private static final String PORT = "port";
  private static final String DATA = "data";
  private static final String ENDPOINT = "endpoint";
  static final String WITH_PARENT = "with-parent";
  private static final String INIT_ONLY = "init-only";
  private static final Set<String> FLAGS = Set.of(WITH_PARENT, INIT_ONLY);

  private final Map<String, String> values;

  private Options(Map<String, String> values) {
    this.values = values;
  }

  /**
   * @param own names this server takes a value for, beside {@code port}, {@code data} and {@code
   *     endpoint}, which all have
   * @throws IllegalArgumentException with a sentence that lists what is understood
   */
  public static Options parse(String[] args, String... own) {
    List<String> names =
        Stream.concat(Stream.of(PORT, DATA, ENDPOINT), Arrays.stream(own)).toList();
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < args.length; i++) {
      String name = args[i].startsWith("--") ? args[i].substring(2) : "";
      if (FLAGS.contains(name)) {
        values.put(name, "");
      } else if (names.contains(name) && i + 1 < args.length) {
        values.put(name, args[++i]);
      } else {
        throw new IllegalArgumentException(
            "'%s' is not understood, or lacks its value. Known are: --%s VALUE, --%s."
                .formatted(
                    args[i],
                    String.join(" VALUE, --", names),
                    String.join(", --", FLAGS.stream().sorted().toList())));
      }
    }
    return new Options(values);
  }

  public Optional<String> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** Comma-separated values, or the given ones where the option is absent. */
  public List<String> list(String name, List<String> otherwise) {
    return value(name)
        .map(text -> Arrays.stream(text.split(",")).map(String::strip).toList())
        .map(list -> list.stream().filter(item -> !item.isEmpty()).toList())
        .orElse(otherwise);
  }

  public int port(int otherwise) {
    return value(PORT).map(Options::toPort).orElse(otherwise);
  }

  /** Where data is kept; empty means nothing outlives the process. */
  public Optional<Path> data() {
    return value(DATA).map(Path::of);
  }

  /** Set up what is there and end, rather than serve. */
  public boolean initOnly() {
    return values.containsKey(INIT_ONLY);
  }

  /** The server that {@link #initOnly()} sets up. */
  public URI endpoint() {
    return value(ENDPOINT)
        .map(URI::create)
        .orElseThrow(() -> new IllegalArgumentException("--init-only needs --endpoint URL."));
  }

  boolean withParent() {
    return values.containsKey(WITH_PARENT);
  }

  private static int toPort(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new IllegalArgumentException("--port takes a number from 0 to 65535, not " + text + ".");
  }
}
