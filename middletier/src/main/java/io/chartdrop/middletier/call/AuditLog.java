package io.chartdrop.middletier.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Who read patients' data: one line of JSON for each read, on a logger of its own. It says what
 * kind of question it was and how many rows went out, never what was asked for or what they hold.
 */
@Component
public class AuditLog {
  private static final Logger log = LoggerFactory.getLogger("io.chartdrop.audit");

  private final ObjectMapper json;
  private final Clock clock;

  AuditLog(ObjectMapper json, Clock clock) {
    this.json = json;
    this.clock = clock;
  }

  /**
   * @param rows how many went out
   */
  public void read(ApiRequest request, long rows) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("audit", "read");
    line.put("at", clock.instant().toString());
    line.put("tenant", request.caller().tenantId().value());
    line.put("subject", request.caller().subject());
    line.put("client", request.caller().client());
    line.put("operation", request.operation().id());
    line.put("asked_by", kinds(request));
    request.text("file_id").ifPresent(id -> line.put("file_id", id));
    line.put("rows", rows);
    try {
      log.info("{}", json.writeValueAsString(line));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> kinds(ApiRequest request) {
    return request.parameters().keySet().stream()
        .filter(name -> !name.equals("limit") && !name.equals("file_id"))
        .sorted()
        .toList();
  }
}
