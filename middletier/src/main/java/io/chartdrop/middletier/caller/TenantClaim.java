package io.chartdrop.middletier.caller;

import io.chartdrop.records.tenant.TenantId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Which tenant a token names. A person's token does so by its only group {@code tenant:{id}}; a
 * machine's, by its only scope {@code chartdrop/tenant:{id}}. Any other count, or a tenant named in
 * the other's way, is none at all: a client must not widen what its user may see, nor the reverse.
 */
final class TenantClaim {
  private static final String GROUP_PREFIX = "tenant:";
  private static final String SCOPE_PREFIX = "chartdrop/tenant:";

  private TenantClaim() {}

  static Optional<TenantId> of(Jwt token) {
    List<String> groups = named(groups(token), GROUP_PREFIX);
    List<String> scopes = named(List.copyOf(scopes(token)), SCOPE_PREFIX);
    List<String> mine = isMachine(token) ? scopes : groups;
    List<String> others = isMachine(token) ? groups : scopes;
    boolean isSound = isMachine(token) || isPerson(token);
    return isSound && mine.size() == 1 && others.isEmpty() ? parse(mine.get(0)) : Optional.empty();
  }

  static Set<String> scopes(Jwt token) {
    return token.getClaim("scope") instanceof String scope
        ? Arrays.stream(scope.split(" "))
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toUnmodifiableSet())
        : Set.of();
  }

  static String client(Jwt token) {
    return token.getClaim("client_id") instanceof String client ? client : "";
  }

  static String subject(Jwt token) {
    return token.getClaim("sub") instanceof String subject ? subject : "";
  }

  private static boolean isMachine(Jwt token) {
    return !subject(token).isEmpty()
        && subject(token).equals(client(token))
        && !token.hasClaim("username");
  }

  private static boolean isPerson(Jwt token) {
    return !subject(token).isEmpty()
        && !subject(token).equals(client(token))
        && token.getClaim("username") instanceof String username
        && !username.isEmpty();
  }

  private static List<String> groups(Jwt token) {
    List<String> groups = new ArrayList<>();
    if (token.getClaim("cognito:groups") instanceof List<?> list) {
      list.forEach(group -> groups.add(String.valueOf(group)));
    }
    return groups;
  }

  private static List<String> named(List<String> all, String prefix) {
    return all.stream()
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()))
        .toList();
  }

  private static Optional<TenantId> parse(String id) {
    try {
      return Optional.of(new TenantId(id));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
