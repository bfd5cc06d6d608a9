package io.chartdrop.local.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Two RSA keys of 2,048 bits: as Cognito does, access tokens have one and ID tokens the other. */
record SigningKeys(JWKSet keys) {
  private static final String FILE = "signing-keys.json";

  /**
   * Those kept in a directory, so that tokens outlive a restart, or new ones: making them is a
   * second of work, for another core than the one that starts Spring.
   *
   * @throws IllegalArgumentException where kept ones cannot be read
   */
  static CompletableFuture<SigningKeys> of(Optional<Path> directory) {
    if (directory.isEmpty()) {
      return CompletableFuture.supplyAsync(SigningKeys::generated);
    }
    Path file = directory.get().resolve(FILE);
    return Files.exists(file)
        ? CompletableFuture.completedFuture(read(file))
        : CompletableFuture.supplyAsync(() -> generated().keptIn(file));
  }

  String forAccessTokens() {
    return keys.getKeys().get(0).getKeyID();
  }

  String forIdTokens() {
    return keys.getKeys().get(1).getKeyID();
  }

  private static SigningKeys generated() {
    return new SigningKeys(new JWKSet(List.of(generatedKey(), generatedKey())));
  }

  private static RSAKey generatedKey() {
    try {
      return new RSAKeyGenerator(2048)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.RS256)
          .keyID(UUID.randomUUID().toString())
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("This Java makes no RSA keys", e);
    }
  }

  private static SigningKeys read(Path file) {
    try {
      JWKSet keys = JWKSet.parse(Files.readString(file));
      if (keys.getKeys().size() == 2
          && keys.getKeys().stream().allMatch(RSAKey.class::isInstance)) {
        return new SigningKeys(keys);
      }
    } catch (IOException | ParseException e) {
      // told below
    }
    throw new IllegalArgumentException(
        file + " does not hold two signing keys: delete it, and everyone signs in again.");
  }

  /** Whoever reads it can sign as this issuer, so only its owner may. */
  private SigningKeys keptIn(Path file) {
    try {
      Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
      // a temporary file is readable by its owner only, on every system
      Path draft = Files.createTempFile(directory, FILE, ".new");
      Files.writeString(draft, keys.toString(false));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("The signing keys cannot be kept in " + file, e);
    }
  }
}
