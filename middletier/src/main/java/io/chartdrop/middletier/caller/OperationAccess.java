package io.chartdrop.middletier.caller;

import io.chartdrop.middletier.contract.Contract;
import io.chartdrop.middletier.contract.Operation;
import io.chartdrop.middletier.contract.Problem;
import io.chartdrop.middletier.contract.ProblemType;
import io.chartdrop.middletier.contract.RefusedException;
import io.chartdrop.records.tenant.Tenant;
import io.chartdrop.records.tenant.TenantId;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets a signed-in request through to an operation that its token allows, for the one tenant that
 * the token names. It stands behind Spring Security's filters, and what it lets through carries its
 * {@link Caller} and its {@link Contract.Match}.
 */
@Component
public class OperationAccess extends OncePerRequestFilter {
  private static final String CALLER = Caller.class.getName();
  private static final String MATCH = Contract.Match.class.getName();

  private final Contract contract;
  private final Tenants tenants;
  private final RequestRate rate;

  OperationAccess(Contract contract, Tenants tenants, RequestRate rate) {
    this.contract = contract;
    this.tenants = tenants;
    this.rate = rate;
  }

  /** Who asks; there only behind this filter. */
  public static Optional<Caller> callerOf(HttpServletRequest request) {
    return Optional.ofNullable((Caller) request.getAttribute(CALLER));
  }

  /** What is asked; there only behind this filter. */
  public static Optional<Contract.Match> matchOf(HttpServletRequest request) {
    return Optional.ofNullable((Contract.Match) request.getAttribute(MATCH));
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !contract.covers(request.getServletPath());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!(SecurityContextHolder.getContext().getAuthentication()
        instanceof JwtAuthenticationToken authentication)) {
      throw new RefusedException(
          Problem.of(ProblemType.NOT_SIGNED_IN, SecurityConfiguration.SIGN_IN));
    }
    Jwt token = authentication.getToken();
    Caller caller = caller(token);
    request.setAttribute(CALLER, caller);
    Contract.Match match = match(request, response);
    request.setAttribute(MATCH, match);
    checkScopes(match.operation(), TenantClaim.scopes(token));
    rate.check(caller.tenantId());
    chain.doFilter(request, response);
  }

  private Caller caller(Jwt token) {
    TenantId id =
        TenantClaim.of(token)
            .orElseThrow(
                () ->
                    refused(
                        ProblemType.NO_TENANT,
                        "A person's token must have exactly one group tenant:{id}, a program's"
                            + " exactly one scope chartdrop/tenant:{id}: ask the operator to put"
                            + " the account right, then sign in again."));
    Tenant tenant =
        tenants
            .find(id)
            .filter(Tenant::enabled)
            .orElseThrow(
                () ->
                    refused(
                        ProblemType.TENANT_DISABLED,
                        "The clinic of this token is not enabled: ask the operator."));
    return new Caller(TenantClaim.subject(token), TenantClaim.client(token), tenant);
  }

  private Contract.Match match(HttpServletRequest request, HttpServletResponse response) {
    String path = request.getRequestURI();
    return contract
        .match(request.getMethod(), path)
        .orElseThrow(
            () -> {
              if (contract.methods(path).isEmpty()) {
                return refused(
                    ProblemType.NOT_FOUND,
                    "There is nothing at this address: /docs lists all operations.");
              }
              String methods = String.join(", ", contract.methods(path));
              response.setHeader("Allow", methods);
              return refused(
                  ProblemType.METHOD_NOT_ALLOWED, "This address answers only " + methods + ".");
            });
  }

  private static void checkScopes(Operation operation, Set<String> scopes) {
    if (!scopes.containsAll(operation.scopes())) {
      throw refused(
          ProblemType.MISSING_SCOPE,
          "This operation needs "
              + String.join(" and ", operation.scopes().stream().sorted().toList())
              + ": ask for a token with it.");
    }
  }

  private static RefusedException refused(ProblemType type, String detail) {
    return new RefusedException(Problem.of(type, detail));
  }
}
