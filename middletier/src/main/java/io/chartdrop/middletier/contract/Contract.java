package io.chartdrop.middletier.contract;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The document {@code openapi.yaml}: all operations that there are. */
public final class Contract {
  /** On the class path; also what Camel builds its endpoints from. */
  public static final String RESOURCE = "openapi.yaml";

  private final String text;
  private final String basePath;
  private final List<Operation> operations;
  private final OpenAPI document;

  private Contract(String text, OpenAPI document) {
    this.text = text;
    this.document = document;
    this.basePath = document.getServers().get(0).getUrl();
    this.operations = operations(document);
  }

  /**
   * @throws IllegalStateException if the document is not sound
   */
  public static Contract load() {
    try (InputStream in = Contract.class.getClassLoader().getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not on the class path");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      ParseOptions options = new ParseOptions();
      options.setResolve(true);
      SwaggerParseResult result = new OpenAPIV3Parser().readContents(text, null, options);
      if (result.getOpenAPI() == null || !result.getMessages().isEmpty()) {
        throw new IllegalStateException(RESOURCE + ": " + result.getMessages());
      }
      return new Contract(text, result.getOpenAPI());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An operation that a request is, and the parameters of its path, still encoded. */
  public record Match(Operation operation, Map<String, String> path) {
    /**
     * The request's parameters, decoded and checked.
     *
     * @param query the raw query string; empty for none
     * @throws RefusedException naming the parameter at fault
     */
    public Map<String, String> check(String query) {
      return operation.check(path, query);
    }
  }

  /** The operation of a request, if there is one. */
  public Optional<Match> match(String method, String requestPath) {
    if (!isBelowBase(requestPath)) {
      return Optional.empty();
    }
    String path = requestPath.substring(basePath.length());
    return operations.stream()
        .filter(operation -> operation.method().equals(method))
        .flatMap(
            operation -> operation.match(path).map(values -> new Match(operation, values)).stream())
        .findFirst();
  }

  /** The methods that a path has, in order. */
  public List<String> methods(String requestPath) {
    if (!isBelowBase(requestPath)) {
      return List.of();
    }
    String path = requestPath.substring(basePath.length());
    return operations.stream()
        .filter(operation -> operation.match(path).isPresent())
        .map(Operation::method)
        .sorted()
        .toList();
  }

  private boolean isBelowBase(String requestPath) {
    return requestPath.startsWith(basePath + "/");
  }

  public List<Operation> operations() {
    return operations;
  }

  /**
   * Whether a request is for an operation, and not for a page beside them.
   *
   * @param servletPath decoded, as Spring and Camel compare it: an encoded letter must not lead
   *     past what stands in front of the operations
   */
  public boolean covers(String servletPath) {
    return servletPath.startsWith(basePath);
  }

  /** Such as {@code /api/v1}. */
  public String basePath() {
    return basePath;
  }

  /** The document as it was written. */
  public String text() {
    return text;
  }

  OpenAPI document() {
    return document;
  }

  private static List<Operation> operations(OpenAPI document) {
    List<Operation> operations = new ArrayList<>();
    document
        .getPaths()
        .forEach(
            (path, item) ->
                item.readOperationsMap()
                    .forEach(
                        (method, operation) ->
                            operations.add(
                                new Operation(
                                    operation.getOperationId(),
                                    method.name(),
                                    path,
                                    scopes(operation),
                                    operation.getParameters() == null
                                        ? List.of()
                                        : operation.getParameters().stream()
                                            .map(Contract::parameter)
                                            .toList(),
                                    bodyTypes(operation.getRequestBody())))));
    return List.copyOf(operations);
  }

  /** An operation without a scope would be open to every token: the document may not have one. */
  private static Set<String> scopes(io.swagger.v3.oas.models.Operation operation) {
    Set<String> scopes = new HashSet<>();
    if (operation.getSecurity() != null) {
      operation.getSecurity().forEach(need -> need.values().forEach(scopes::addAll));
    }
    if (scopes.isEmpty()) {
      throw new IllegalStateException(operation.getOperationId() + " names no scope");
    }
    return scopes;
  }

  private static List<String> bodyTypes(@Nullable RequestBody body) {
    return body == null ? List.of() : List.copyOf(body.getContent().keySet());
  }

  private static Parameter parameter(io.swagger.v3.oas.models.parameters.Parameter parameter) {
    Schema<?> schema = parameter.getSchema();
    return new Parameter(
        parameter.getName(),
        "query".equals(parameter.getIn()),
        Boolean.TRUE.equals(parameter.getRequired()),
        parameter.getDescription(),
        type(schema),
        orElse(schema.getMinLength(), 0),
        orElse(schema.getMaxLength(), Integer.MAX_VALUE),
        Optional.ofNullable(schema.getPattern()).map(Pattern::compile),
        longOf(schema.getMinimum(), Long.MIN_VALUE),
        longOf(schema.getMaximum(), Long.MAX_VALUE),
        schema.getEnum() == null
            ? List.of()
            : schema.getEnum().stream().map(Object::toString).toList(),
        Optional.ofNullable(schema.getDefault()).map(Object::toString),
        Optional.ofNullable(parameter.getExample()).map(Object::toString));
  }

  private static Parameter.Type type(Schema<?> schema) {
    if ("integer".equals(schema.getType())) {
      return Parameter.Type.INTEGER;
    }
    return "date".equals(schema.getFormat()) ? Parameter.Type.DATE : Parameter.Type.TEXT;
  }

  private static int orElse(@Nullable Integer value, int otherwise) {
    return value == null ? otherwise : value;
  }

  private static long longOf(@Nullable BigDecimal value, long otherwise) {
    return value == null ? otherwise : value.longValue();
  }
}
