package io.chartdrop.middletier.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/** The contract as one page of HTML that needs no script. */
final class ContractPage {
  static final String STYLE =
      """
      :root { color-scheme: light dark; --line: #8886; }
      body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; padding: 1rem; max-width: 60rem; }
      h2 { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: 1rem; }
      code, pre { font: .9rem/1.4 ui-monospace, monospace; }
      pre { overflow-x: auto; border: 1px solid var(--line); padding: .75rem; border-radius: .25rem; }
      table { border-collapse: collapse; width: 100%; }
      caption { text-align: left; font-weight: bold; padding: .5rem 0; }
      th, td { border-bottom: 1px solid var(--line); padding: .4rem .6rem .4rem 0; text-align: left;
               vertical-align: top; }
      a:focus-visible { outline: 2px solid; outline-offset: 2px; }
      """;

  private final Contract contract;
  private final OpenAPI document;
  private final ObjectMapper json = new ObjectMapper();
  private final StringBuilder html = new StringBuilder();

  ContractPage(Contract contract) {
    this.contract = contract;
    this.document = contract.document();
  }

  String html() {
    String title = document.getInfo().getTitle() + " API";
    line("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">");
    line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    line("<title>%s</title><link rel=\"stylesheet\" href=\"/docs/page.css\"></head>", title);
    line("<body><main><h1>%s</h1><p>%s</p>", title, document.getInfo().getDescription());
    line("<p>As a document for programs: <a href=\"/openapi.yaml\">openapi.yaml</a>.</p>");
    line("<nav aria-label=\"Operations\"><ul>");
    contract
        .operations()
        .forEach(o -> line("<li><a href=\"#%s\">%s</a></li>", o.id(), described(o).getSummary()));
    line("<li><a href=\"#access\">Access</a></li>");
    line("<li><a href=\"#problems\">Problems</a></li></ul></nav>");
    contract.operations().forEach(this::operation);
    access();
    problems();
    line("</main></body></html>");
    return html.toString();
  }

  private void operation(Operation operation) {
    io.swagger.v3.oas.models.Operation described = described(operation);
    line("<h2 id=\"%s\">%s</h2>", operation.id(), described.getSummary());
    line("<p><code>%s %s</code></p>", operation.method(), contract.basePath() + operation.path());
    line("<p>%s</p>", described.getDescription());
    line("<p>Scopes: %s</p>", String.join(" and ", operation.scopes().stream().sorted().toList()));
    if (!operation.parameters().isEmpty()) {
      line("<table><caption>Parameters</caption><thead><tr><th scope=\"col\">Name</th>");
      line("<th scope=\"col\">What it is</th><th scope=\"col\">Limits</th></tr></thead><tbody>");
      operation.parameters().forEach(this::parameter);
      line("</tbody></table>");
    }
    if (!operation.bodyTypes().isEmpty()) {
      line(
          "<p>Body: %s. %s</p>",
          String.join(" or ", operation.bodyTypes()), described.getRequestBody().getDescription());
      described.getRequestBody().getContent().forEach((type, media) -> example(type, media));
    }
    line("<table><caption>Answers</caption><thead><tr><th scope=\"col\">Status</th>");
    line("<th scope=\"col\">When</th></tr></thead><tbody>");
    described
        .getResponses()
        .forEach(
            (status, response) ->
                line(
                    "<tr><td>%s</td><td>%s</td></tr>",
                    status, resolved(response).getDescription()));
    line("</tbody></table>");
    described.getResponses().forEach((status, response) -> example(status, resolved(response)));
  }

  private void parameter(Parameter parameter) {
    line(
        "<tr><td><code>%s</code>%s</td><td>%s</td><td>%s</td></tr>",
        parameter.name(),
        parameter.required() ? " (required)" : "",
        parameter.description(),
        limits(parameter));
  }

  private static String limits(Parameter parameter) {
    return switch (parameter.type()) {
      case DATE -> "a date, such as 2026-03-01";
      case INTEGER ->
          "%d to %d%s"
              .formatted(
                  parameter.minimum(),
                  parameter.maximum(),
                  parameter.byDefault().map(value -> ", otherwise " + value).orElse(""));
      case TEXT ->
          parameter.allowed().isEmpty()
              ? "%d to %d characters".formatted(parameter.minLength(), parameter.maxLength())
              : String.join(", ", parameter.allowed());
    };
  }

  private void example(String status, ApiResponse response) {
    if (!status.startsWith("2") || response.getContent() == null) {
      return;
    }
    response.getContent().forEach((type, media) -> example(status, media));
  }

  private void example(String what, MediaType media) {
    Object example = media.getExample() == null ? exampleOf(media.getSchema()) : media.getExample();
    if (example != null) {
      // the parser keeps the text of a binary body as bytes
      String text = example instanceof byte[] bytes ? new String(bytes, UTF_8) : pretty(example);
      line("<p>Example of %s:</p><pre tabindex=\"0\">%s</pre>", what, text);
    }
  }

  /** Of the schema itself, or of what its items are. */
  private @Nullable Object exampleOf(@Nullable Schema<?> schema) {
    if (schema == null) {
      return null;
    }
    if (schema.get$ref() != null) {
      String name = schema.get$ref().substring(schema.get$ref().lastIndexOf('/') + 1);
      return exampleOf(document.getComponents().getSchemas().get(name));
    }
    if (schema.getExample() != null) {
      return schema.getExample();
    }
    Map<?, ?> properties = schema.getProperties();
    if (properties != null && properties.get("items") instanceof Schema<?> items) {
      Object item = exampleOf(items.getItems());
      return item == null ? null : Map.of("items", Arrays.asList(item));
    }
    return null;
  }

  private String pretty(Object example) {
    try {
      return json.writerWithDefaultPrettyPrinter().writeValueAsString(example);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private void access() {
    SecurityScheme scheme =
        Objects.requireNonNull(document.getComponents().getSecuritySchemes().get("access"));
    line("<h2 id=\"access\">Access</h2><p>%s</p>", scheme.getDescription());
    line("<table><caption>Scopes</caption><thead><tr>");
    line("<th scope=\"col\">Scope</th><th scope=\"col\">What it allows</th></tr></thead><tbody>");
    scheme
        .getFlows()
        .getClientCredentials()
        .getScopes()
        .forEach(
            (scope, what) -> line("<tr><td><code>%s</code></td><td>%s</td></tr>", scope, what));
    line("</tbody></table>");
  }

  private void problems() {
    line("<h2 id=\"problems\">Problems</h2>");
    line("<table><caption>Types of application/problem+json</caption><thead><tr>");
    line("<th scope=\"col\">Status</th><th scope=\"col\">Type</th><th scope=\"col\">Title</th>");
    line("</tr></thead><tbody>");
    for (ProblemType type : ProblemType.values()) {
      line(
          "<tr><td>%s</td><td><code>%s</code></td><td>%s</td></tr>",
          Integer.toString(type.status()), type.uri(), type.title());
    }
    line("</tbody></table>");
  }

  private io.swagger.v3.oas.models.Operation described(Operation operation) {
    return Objects.requireNonNull(document.getPaths().get(operation.path()))
        .readOperationsMap()
        .entrySet()
        .stream()
        .filter(entry -> entry.getKey().name().equals(operation.method()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  private ApiResponse resolved(ApiResponse response) {
    if (response.get$ref() == null) {
      return response;
    }
    String name = response.get$ref().substring(response.get$ref().lastIndexOf('/') + 1);
    return Objects.requireNonNull(document.getComponents().getResponses().get(name));
  }

  /** Escapes every value; the format itself is ours. */
  private void line(String format, String... values) {
    Object[] escaped = Arrays.stream(values).map(HtmlUtils::htmlEscape).toArray();
    html.append(values.length == 0 ? format : format.formatted(escaped)).append('\n');
  }
}
