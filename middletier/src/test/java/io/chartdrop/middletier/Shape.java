package io.chartdrop.middletier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chartdrop.middletier.contract.Contract;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.time.Instant;
import java.time.LocalDate;

/** What a schema of the document says of a JSON value. */
public record Shape(Schema<?> schema) {

  public static Shape of(Schema<?> schema) {
    return new Shape(schema);
  }

  /** The document with every reference followed. */
  public static OpenAPI document() {
    ParseOptions options = new ParseOptions();
    options.setResolveFully(true);
    options.setResolve(true);
    return new OpenAPIV3Parser().readContents(Contract.load().text(), null, options).getOpenAPI();
  }

  /** Fails, naming the place, where the value has not this shape. */
  public void isThatOf(JsonNode value) {
    hasShape(schema, value, "$");
  }

  private static void hasShape(Schema<?> schema, JsonNode value, String where) {
    switch (schema.getType()) {
      case "array" -> {
        assertThat(value.isArray()).as(where).isTrue();
        value.forEach(item -> hasShape(schema.getItems(), item, where + "[]"));
      }
      case "object" -> {
        assertThat(value.isObject()).as(where).isTrue();
        if (schema.getRequired() != null) {
          schema
              .getRequired()
              .forEach(name -> assertThat(value.has(name)).as(where + "." + name).isTrue());
        }
        value
            .fields()
            .forEachRemaining(
                field -> {
                  Schema<?> of =
                      schema.getProperties() == null
                          ? null
                          : schema.getProperties().get(field.getKey());
                  assertThat(of != null || schema.getAdditionalProperties() instanceof Schema)
                      .as(where + "." + field.getKey() + " is in the document")
                      .isTrue();
                  hasShape(
                      of != null ? of : (Schema<?>) schema.getAdditionalProperties(),
                      field.getValue(),
                      where + "." + field.getKey());
                });
      }
      case "integer" -> assertThat(value.isIntegralNumber()).as(where).isTrue();
      case "boolean" -> assertThat(value.isBoolean()).as(where).isTrue();
      default -> {
        assertThat(value.isTextual()).as(where).isTrue();
        if (schema.getFormat() != null) {
          hasFormat(schema.getFormat(), value.asText());
        }
        if (schema.getEnum() != null) {
          assertThat(schema.getEnum().stream().map(Object::toString)).contains(value.asText());
        }
      }
    }
  }

  private static void hasFormat(String format, String text) {
    switch (format) {
      case "date-time" -> Instant.parse(text);
      case "date" -> LocalDate.parse(text);
      default -> throw new AssertionError("Nothing here knows the format " + format);
    }
  }
}
