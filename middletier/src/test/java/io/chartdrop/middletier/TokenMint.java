package io.chartdrop.middletier;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * An issuer on loopback whose tokens have the shape of Cognito's, or any other that a test wants.
 */
public final class TokenMint {
  public static final String ALL_SCOPES =
      "chartdrop/records:read chartdrop/files:read chartdrop/files:write";

  private final HttpServer server;
  private final RSAKey key;
  private final RSAKey forgersKey;
  private final AtomicInteger keysAskedFor = new AtomicInteger();

  private TokenMint(HttpServer server, RSAKey key, RSAKey forgersKey) {
    this.server = server;
    this.key = key;
    this.forgersKey = forgersKey;
  }

  static TokenMint open() {
    try {
      RSAKey key = new RSAKeyGenerator(2048).keyID("test-key").generate();
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      TokenMint mint = new TokenMint(server, key, new RSAKeyGenerator(2048).generate());
      mint.serve(
          "/.well-known/openid-configuration",
          """
          {"issuer": "%1$s", "jwks_uri": "%1$s/jwks", "subject_types_supported": ["public"]}
          """
              .formatted(mint.issuer()));
      mint.serve("/jwks", new JWKSet(key.toPublicJWK()).toString(), mint.keysAskedFor);
      server.start();
      return mint;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private void serve(String path, String json) {
    serve(path, json, new AtomicInteger());
  }

  private void serve(String path, String json, AtomicInteger count) {
    server.createContext(
        path,
        exchange -> {
          count.incrementAndGet();
          byte[] body = json.getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  /** How often anybody read the issuer's keys. */
  public int keysAskedFor() {
    return keysAskedFor.get();
  }

  public String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** A person of a clinic, signed in through a client that asked for these scopes. */
  public String person(String tenant, String scopes) {
    return token(claims -> asPerson(claims, List.of("tenant:" + tenant), scopes));
  }

  public JWTClaimsSet.Builder asPerson(
      JWTClaimsSet.Builder claims, List<String> groups, String scopes) {
    return claims
        .subject("0f1e2d3c-person")
        .claim("client_id", "web-client")
        .claim("username", "ada")
        .claim("cognito:groups", groups)
        .claim("scope", scopes);
  }

  /** A program of a clinic, by client credentials. */
  public String machine(String tenant, String scopes) {
    return token(claims -> asMachine(claims, scopes + " chartdrop/tenant:" + tenant));
  }

  public JWTClaimsSet.Builder asMachine(JWTClaimsSet.Builder claims, String scopes) {
    return claims.subject("app-client").claim("client_id", "app-client").claim("scope", scopes);
  }

  /** Sound but for what the test changes. */
  public String token(UnaryOperator<JWTClaimsSet.Builder> change) {
    return sign(change.apply(sound()).build(), key);
  }

  /** Signed by nobody: {@code alg: none}. */
  public String unsigned(UnaryOperator<JWTClaimsSet.Builder> change) {
    return new PlainJWT(change.apply(sound()).build()).serialize();
  }

  /** Signed with a key that the issuer does not have, under the name of one that it has. */
  public String forged(UnaryOperator<JWTClaimsSet.Builder> change) {
    return forged(key.getKeyID(), change);
  }

  /** Signed with a key that the issuer does not have. */
  public String forged(String keyId, UnaryOperator<JWTClaimsSet.Builder> change) {
    return sign(change.apply(sound()).build(), new RSAKey.Builder(forgersKey).keyID(keyId).build());
  }

  private JWTClaimsSet.Builder sound() {
    return new JWTClaimsSet.Builder()
        .issuer(issuer())
        .issueTime(Date.from(Instant.now()))
        .expirationTime(Date.from(Instant.now().plusSeconds(600)))
        .claim("token_use", "access");
  }

  private static String sign(JWTClaimsSet claims, RSAKey key) {
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
