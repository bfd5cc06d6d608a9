package io.chartdrop.middletier.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chartdrop.middletier.Shape;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The document is complete, and right about itself. */
class ContractTest {
  private static final OpenAPI DOCUMENT = Shape.document();
  private static final ObjectMapper JSON = Json.mapper();

  private static List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    DOCUMENT.getPaths().values().forEach(path -> operations.addAll(path.readOperations()));
    return operations;
  }

  private static Map<String, ApiResponse> responses() {
    Map<String, ApiResponse> responses = new LinkedHashMap<>();
    operations()
        .forEach(
            operation ->
                operation
                    .getResponses()
                    .forEach(
                        (status, response) ->
                            responses.put(operation.getOperationId() + " " + status, response)));
    return responses;
  }

  @Test
  void everyOperation_saysWhatMayGoWrong() {
    assertThat(operations())
        .hasSize(8)
        .allSatisfy(
            operation ->
                assertThat(operation.getResponses())
                    .as(operation.getOperationId())
                    .containsKeys("400", "401", "403", "429", "500", "503"));
  }

  @Test
  void everyParameter_isDescribed_bounded_andHasAnExampleThatHolds() {
    for (io.chartdrop.middletier.contract.Operation operation : Contract.load().operations()) {
      assertThat(operation.parameters())
          .allSatisfy(
              parameter -> {
                assertThat(parameter.description()).as(parameter.name()).isNotBlank();
                assertThat(
                        parameter.maxLength() < 10_000
                            || parameter.maximum() < 10_000
                            || !parameter.allowed().isEmpty())
                    .as("%s has an end", parameter.name())
                    .isTrue();
                assertThat(parameter.check(parameter.example()))
                    .as(parameter.name())
                    .isEqualTo(parameter.example())
                    .isPresent();
              });
    }
  }

  @Test
  void everyExample_hasTheShapeOfItsSchema() {
    DOCUMENT
        .getComponents()
        .getSchemas()
        .forEach(
            (name, schema) -> {
              if (schema.getExample() != null) {
                Shape.of(schema).isThatOf(tree(schema.getExample()));
              }
            });
    responses()
        .values()
        .forEach(
            response ->
                response
                    .getContent()
                    .forEach(
                        (type, media) -> {
                          if (type.contains("json") && media.getExample() != null) {
                            Shape.of(media.getSchema()).isThatOf(tree(media.getExample()));
                          }
                        }));
  }

  @Test
  void everyRefusal_hasAnExample_ofItsStatus() {
    responses()
        .forEach(
            (name, response) -> {
              int status = Integer.parseInt(name.substring(name.indexOf(' ') + 1));
              if (status >= 400) {
                JsonNode example = tree(response.getContent().get(Problem.MEDIA_TYPE).getExample());
                ProblemType type =
                    Arrays.stream(ProblemType.values())
                        .filter(known -> known.uri().equals(example.path("type").asText()))
                        .findFirst()
                        .orElseThrow();
                assertThat(type.status()).as(name).isEqualTo(status);
                assertThat(example.path("status").asInt()).as(name).isEqualTo(status);
                assertThat(example.path("title").asText()).as(name).isEqualTo(type.title());
              }
            });
  }

  @Test
  void kindsOfProblems_areThoseOfTheService() {
    Schema<?> type =
        (Schema<?>)
            DOCUMENT.getComponents().getSchemas().get("Problem").getProperties().get("type");
    assertThat(type.getEnum().stream().map(Object::toString))
        .containsExactlyElementsOf(
            Arrays.stream(ProblemType.values()).map(ProblemType::uri).toList());
  }

  private static JsonNode tree(Object example) {
    return JSON.valueToTree(example);
  }
}
