package io.chartdrop.middletier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chartdrop.records.patient.PatientRecord;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Questions about records, from the token to the JSON. */
@ApiTest
class RecordsIT implements EmbeddedCloud {
  @Autowired private Clinics clinics;

  private Clinic clinic;
  private Api api;

  @BeforeEach
  void open() {
    clinic = clinics.found();
    api = clinics.as(MINT.machine(clinic.id().value(), TokenMint.ALL_SCOPES));
  }

  @Test
  void record_comesBackCellByCell() {
    // names with marks, a note of two lines with a quote, a column of the clinic's own
    clinic.has(
        List.of(
            clinic.record(
                "A#1",
                "Zoë",
                "O'Neil",
                "2026-03-01T09:30",
                "Well, \"so\"\nfar",
                Map.of("Ward", "B2"))));

    Api.Reply reply = api.get("/records?mrn=A%231");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("items")).hasSize(1);
    JsonNode record = reply.json().path("items").get(0);
    assertThat(record.path("medical_record_number").asText()).isEqualTo("A#1");
    assertThat(record.path("first_name").asText()).isEqualTo("Zoë");
    assertThat(record.path("last_name").asText()).isEqualTo("O'Neil");
    assertThat(record.path("date_time").asText()).isEqualTo("2026-03-01T09:30:00");
    assertThat(record.path("time_zone").asText()).isEqualTo("America/New_York");
    assertThat(record.path("date_time_utc").asText()).isEqualTo("2026-03-01T14:30:00Z");
    assertThat(record.path("ambiguous_time").asBoolean(true)).isFalse();
    assertThat(record.path("doctors_notes").asText()).isEqualTo("Well, \"so\"\nfar");
    assertThat(record.path("extra").path("Ward").asText()).isEqualTo("B2");
    assertThat(record.path("file_id").asText()).isEqualTo("20260302T141500-0123456789ab");
    assertThat(record.path("line").asInt()).isEqualTo(2);
    assertThat(record.path("received_at").asText()).isEqualTo("2026-03-02T14:15:00Z");
    assertThat(reply.json().has("next")).isFalse();
  }

  @Test
  void eachCondition_narrowsTheAnswer() {
    clinic.has("A1", "Ann", "Oak", "2026-03-01T09:30", "Left knee");
    clinic.has("A2", "Ben", "Oakley", "2026-03-01T23:59:59", "Cough");
    clinic.has("A3", "Anna", "Elm", "2026-03-02T00:00", "Right KNEE");

    assertThat(mrns("")).containsExactly("A1", "A2", "A3");
    assertThat(mrns("?mrn=A2")).containsExactly("A2");
    assertThat(mrns("?last_name=oak")).containsExactly("A1", "A2");
    assertThat(mrns("?last_name=oak&first_name=ben")).containsExactly("A2");
    assertThat(mrns("?first_name=ann")).containsExactly("A1", "A3");
    assertThat(mrns("?from=2026-03-02")).containsExactly("A3");
    assertThat(mrns("?to=2026-03-01")).containsExactly("A1", "A2");
    assertThat(mrns("?from=2026-03-01&to=2026-03-01")).containsExactly("A1", "A2");
    assertThat(mrns("?notes=knee&from=2026-01-01")).containsExactly("A1", "A3");
    assertThat(mrns("?notes=knee&last_name=e")).containsExactly("A3");
    assertThat(mrns("?mrn=a2")).isEmpty();
  }

  private List<String> mrns(String query) {
    Api.Reply reply = api.get("/records" + query);
    assertThat(reply.status()).as(query).isEqualTo(200);
    return reply.all("medical_record_number");
  }

  @Test
  void pages_holdEveryRecordOnce_inOrder_whileFilesArrive() {
    // 250 records of one day · after the first page, 100 more arrive on the day after and before
    List<PatientRecord> day = new ArrayList<>();
    IntStream.range(0, 250)
        .forEach(i -> day.add(numbered(i, "2026-03-01T%02d:%02d".formatted(i / 60, i % 60))));
    clinic.has(day);

    List<String> seen = new ArrayList<>();
    String next = "";
    do {
      Api.Reply page =
          api.get("/records?from=2026-03-01&limit=40" + (next.isEmpty() ? "" : "&next=" + next));
      seen.addAll(page.all("medical_record_number"));
      if (next.isEmpty()) {
        clinic.has(
            IntStream.range(1000, 1050).mapToObj(i -> numbered(i, "2026-03-02T10:00")).toList());
        clinic.has(
            IntStream.range(2000, 2050).mapToObj(i -> numbered(i, "2026-02-02T10:00")).toList());
      }
      next = page.next();
    } while (!next.isEmpty());

    assertThat(seen).doesNotHaveDuplicates().hasSize(300);
    assertThat(seen.subList(0, 250))
        .containsExactlyElementsOf(day.stream().map(PatientRecord::medicalRecordNumber).toList());
  }

  private PatientRecord numbered(int i, String local) {
    return clinic.record("N%05d".formatted(i), "Ann", "Oak", local, "Note", Map.of());
  }

  @Test
  void page_doesNotSplitAVisit() {
    // three versions of one visit, after one of another
    clinic.has("A1", "Ann", "Oak", "2026-03-01T09:00", "First");
    clinic.has("A2", "Ben", "Elm", "2026-03-01T10:00", "One");
    clinic.has("A2", "Ben", "Elm", "2026-03-01T10:00", "Two");
    clinic.has("A2", "Ben", "Elm", "2026-03-01T10:00", "Three");

    Api.Reply first = api.get("/records?limit=2");
    assertThat(first.all("medical_record_number")).containsExactly("A1");
    Api.Reply second = api.get("/records?limit=2&next=" + first.next());
    assertThat(second.all("medical_record_number")).containsExactly("A2", "A2", "A2");
    assertThat(second.next()).isEmpty();
  }

  @Test
  void tokenOfAnotherQuery_orOfNone_isRefused() {
    clinic.has(IntStream.range(0, 3).mapToObj(i -> numbered(i, "2026-03-01T10:00")).toList());
    String next = api.get("/records?limit=1").next();
    byte[] bytes = Base64.getUrlDecoder().decode(next);
    bytes[0] ^= 1;
    String forged = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);

    assertThat(api.get("/records?limit=1&next=" + next).status()).isEqualTo(200);
    for (String query : List.of("?last_name=o&next=" + next, "?next=" + forged, "?next=AAAA")) {
      Api.Reply reply = api.get("/records" + query);
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.problem()).isEqualTo("bad-page-token");
    }
  }

  @Test
  void questionsThatCannotBeAnswered_areRefusedWithTheCure() {
    refused("?notes=knee", "notes-alone", "give also mrn");
    refused("?from=2026-03-02&to=2026-03-01", "bad-parameter", "later day");
    refused("?from=2026-02-30", "bad-parameter", "2026-03-01");
    refused("?limit=0", "bad-parameter", "from 1 to 100");
    refused("?limit=101", "bad-parameter", "from 1 to 100");
    refused("?limit=ten", "bad-parameter", "from 1 to 100");
    refused("?mrn=", "bad-parameter", "from 1 to 128");
    refused("?mrn=" + "x".repeat(129), "bad-parameter", "from 1 to 128");
    refused("?last_name=--", "bad-parameter", "letter or digit");
    refused("?lastname=oak", "bad-parameter", "last_name");
    refused("?mrn=A&mrn=B", "bad-parameter", "more than once");
    refused("?mrn=%ff", "bad-request", "UTF-8");
    refused("?mrn=%0a", "bad-parameter", "control character");
  }

  private void refused(String query, String problem, String cure) {
    Api.Reply reply = api.get("/records" + query);
    assertThat(reply.status()).as(query).isEqualTo(400);
    assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
    assertThat(reply.problem()).as(query).isEqualTo(problem);
    assertThat(reply.json().path("detail").asText()).as(query).contains(cure);
  }

  @Test
  void patientsData_isNotCached_norGuessedAt() {
    clinic.has("A1", "Ann", "Oak", "2026-03-01T09:00", "First");
    Api.Reply reply = api.get("/records?mrn=A1");
    assertThat(reply.header("Cache-Control")).contains("no-store");
    assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(reply.header("Content-Security-Policy")).contains("default-src 'none'");
    assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    assertThat(reply.http().headers().map())
        .doesNotContainKeys("authorization", "mrn", "user-agent");
  }
}
