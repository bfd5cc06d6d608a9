package io.chartdrop.local.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where everything listens, on loopback. With {@code --port-base N}: web N, API N+1, routes N+2,
 * sign-in N+3, S3 N+4, DynamoDB N+5, SFTP N+6, management of the web N+10 and of the API N+11.
 */
record Ports(
    int web,
    int api,
    int routes,
    int issuer,
    int s3,
    int dynamoDb,
    int sftp,
    int webManagement,
    int apiManagement) {
  /** The usual ones; only SFTP's lies apart, where people look for it. */
  static final Ports USUAL = new Ports(8080, 8081, 8082, 8083, 8084, 8085, 2222, 8090, 8091);

  private static final int HIGHEST_OFFSET = 11;

  /**
   * @throws LaunchException if there is no room for all of them
   */
  static Ports from(int base) {
    if (base < 1024 || base + HIGHEST_OFFSET > 65_535) {
      throw new LaunchException("--port-base is between 1024 and 65524, not " + base + ".");
    }
    return new Ports(
        base, base + 1, base + 2, base + 3, base + 4, base + 5, base + 6, base + 10, base + 11);
  }

  /**
   * Asked before anything is started: a service that finds its port taken says so much later, and
   * in its own words.
   *
   * @param withS3 whether S3 is to listen here
   * @throws LaunchException naming the first port that is taken
   */
  void requireFree(boolean withS3, boolean withDynamoDb) {
    Map<String, Integer> needed = new LinkedHashMap<>();
    needed.put("the web", web);
    needed.put("the web's management", webManagement);
    needed.put("the API", api);
    needed.put("the API's management", apiManagement);
    needed.put("routes", routes);
    needed.put("sign-in", issuer);
    if (withS3) {
      needed.put("S3", s3);
    }
    if (withDynamoDb) {
      needed.put("DynamoDB", dynamoDb);
    }
    needed.put("SFTP", sftp);
    needed.forEach(Ports::requireFree);
  }

  private static void requireFree(String what, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true); // a port of a moment ago is free
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new LaunchException(
          "Port %d, for %s, is in use: stop what listens there, or move all ports with --port-base N."
              .formatted(port, what));
    }
  }
}
