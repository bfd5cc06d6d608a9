package io.chartdrop.local.s3;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What this very process listens on, as Linux tells it. */
record ListeningPorts() {
  private static final String LISTEN = "0A";

  static boolean known() {
    return Files.exists(Path.of("/proc/self/net/tcp"));
  }

  /** Local addresses in the kernel's notation: hexadecimal address, colon, hexadecimal port. */
  static List<String> ofThisProcess() throws IOException {
    Set<String> ours = inodes();
    return Stream.of("/proc/self/net/tcp", "/proc/self/net/tcp6")
        .flatMap(ListeningPorts::lines)
        .map(line -> line.strip().split("\\s+"))
        .filter(column -> column[3].equals(LISTEN) && ours.contains(column[9]))
        .map(column -> column[1])
        .toList();
  }

  private static Stream<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file)).stream().skip(1);
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  private static Set<String> inodes() throws IOException {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors
          .map(ListeningPorts::target)
          .filter(target -> target.startsWith("socket:["))
          .map(target -> target.substring("socket:[".length(), target.length() - 1))
          .collect(Collectors.toSet());
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return "";
    }
  }
}
