package io.chartdrop.middletier.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The contract for everybody to read: as it is, and as a page. */
@RestController
class ContractDocuments {
  private static final MediaType YAML = new MediaType("application", "yaml", UTF_8);
  private static final MediaType HTML = new MediaType("text", "html", UTF_8);
  private static final MediaType CSS = new MediaType("text", "css", UTF_8);

  private final Contract contract;
  private final String page;

  ContractDocuments(Contract contract) {
    this.contract = contract;
    this.page = new ContractPage(contract).html();
  }

  @GetMapping("/")
  ResponseEntity<Void> start() {
    return ResponseEntity.status(302).location(URI.create("/docs")).build();
  }

  @GetMapping("/openapi.yaml")
  ResponseEntity<String> document() {
    return answer(YAML, contract.text());
  }

  @GetMapping("/docs")
  ResponseEntity<String> page() {
    return answer(HTML, page);
  }

  @GetMapping("/docs/page.css")
  ResponseEntity<String> style() {
    return answer(CSS, ContractPage.STYLE);
  }

  private static ResponseEntity<String> answer(MediaType type, String body) {
    return ResponseEntity.ok()
        .contentType(type)
        .cacheControl(CacheControl.maxAge(5, TimeUnit.MINUTES))
        .body(body);
  }
}
