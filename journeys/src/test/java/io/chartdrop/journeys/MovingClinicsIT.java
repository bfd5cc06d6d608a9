package io.chartdrop.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chartdrop.journeys.Wire.Answer;
import io.chartdrop.journeys.Wire.Call;
import io.chartdrop.journeys.Wire.Store;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Clinics come, change, stop and go while their files are in hand. */
@Tag("attack")
class MovingClinicsIT {
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  /** As the service comes, not as quick as other tests have it. */
  private static final Map<String, String> AS_SHIPPED =
      Map.of(
          "INTAKE_TENANTSINTERVAL", "10s", "INTAKE_POLLINTERVAL", "5s", "INTAKE_IDLEFACTOR", "3");

  /** Good only where the day comes first; the other way round it is another day. */
  private static final String DAY_FIRST =
      "medical_record_number,first_name,last_name,date_time,doctors_notes\n%s,Ann,Oak,03/04/2026 09:30,Well\n";

  private static Product product;
  private static Worker worker;

  /** Downloads wait for it: a file in hand stays in hand. */
  private static volatile CountDownLatch gate = new CountDownLatch(0);

  @BeforeAll
  static void start() {
    product = Product.withoutWorker();
    worker = new Worker(product, AS_SHIPPED, its -> MovingClinicsIT::pass);
    worker.awaitReady();
  }

  @AfterAll
  static void stop() {
    worker.close();
    product.close();
  }

  private static Answer pass(Call call, Store store) {
    if (call.is("GetObject")) {
      try {
        gate.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return store.answer();
  }

  @Test
  void clinicThatMovesIn_isReadWithinAMinute() {
    long begun = System.nanoTime();
    Clinic clinic = product.clinic("newcomer");
    clinic.uploads("first.csv", row("A1"));

    assertThat(clinic.awaitClosed("first.csv").status()).isEqualTo("COMPLETED");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(A_MINUTE);
  }

  @Test
  void settingsOfAFileInHand_stayThoseOfItsClaim_andTheNextFileHasTheNewOnes() {
    // month first · a file is claimed · the clinic becomes one of day first
    Clinic clinic = product.clinic("turner");
    gate = new CountDownLatch(1);
    clinic.uploads("march.csv", row("B1"));
    clinic.awaitInHand("march.csv", file -> file.status().equals("PROCESSING"));
    set(clinic, "date_order", AttributeValue.fromS("DMY"));
    gate.countDown();
    clinic.awaitClosed("march.csv");
    clinic.uploads("april.csv", row("B2"));
    clinic.awaitClosed("april.csv");

    assertThat(dayOf(clinic, "B1")).startsWith("2026-03-04");
    assertThat(dayOf(clinic, "B2")).startsWith("2026-04-03");
  }

  @Test
  void clinicThatIsDisabled_finishesTheFileInHand_andStartsNoOther() {
    // disabled while a file is in hand · one more file comes · enabled again
    Clinic clinic = product.clinic("sleeper");
    gate = new CountDownLatch(1);
    clinic.uploads("inhand.csv", row("C1"));
    clinic.awaitInHand("inhand.csv", file -> file.status().equals("PROCESSING"));
    set(clinic, "enabled", AttributeValue.fromBool(false));
    clinic.uploads("next.csv", row("C2"));
    awaitSaid("tenant sleeper: its inbox is no longer polled");
    gate.countDown();

    assertThat(clinic.awaitClosed("inhand.csv").status()).isEqualTo("COMPLETED");
    assertThat(clinic.ledger("next.csv")).isEmpty();
    awaitInbox(clinic, "next.csv");
    set(clinic, "enabled", AttributeValue.fromBool(true));
    assertThat(clinic.awaitClosed("next.csv").status()).isEqualTo("COMPLETED");
  }

  @Test
  void clinicThatIsRemoved_finishesTheFileInHand_andKeepsItsFilesUntilItIsBack() {
    // removed while a file is in hand · one more file comes · back again
    Clinic clinic = product.clinic("leaver");
    gate = new CountDownLatch(1);
    clinic.uploads("inhand.csv", row("D1"));
    clinic.awaitInHand("inhand.csv", file -> file.status().equals("PROCESSING"));
    product
        .dynamoDb()
        .deleteItem(
            delete ->
                delete.tableName(product.address("CHARTDROP_TABLE_TENANTS")).key(key(clinic)));
    clinic.uploads("meanwhile.csv", row("D2"));

    awaitSaid("tenant leaver: its inbox is no longer polled");
    gate.countDown();
    assertThat(clinic.awaitClosed("inhand.csv").status()).isEqualTo("COMPLETED");
    awaitInbox(clinic, "meanwhile.csv");
    clinic.movesIn("America/Chicago");
    assertThat(clinic.awaitClosed("meanwhile.csv").status()).isEqualTo("COMPLETED");
    assertThat(clinic.storedNumbers("D")).containsExactlyInAnyOrder("D1", "D2");
  }

  private static byte[] row(String number) {
    return DAY_FIRST.formatted(number).getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private static String dayOf(Clinic clinic, String number) {
    return clinic.finds("--mrn", number).get(0).get("date_time").asText();
  }

  /** A file that is closed is deleted a moment later. */
  private static void awaitInbox(Clinic clinic, String name) {
    await("the inbox").untilAsserted(() -> assertThat(clinic.inbox()).containsExactly(name));
  }

  private static void awaitSaid(String line) {
    await(line)
        .atMost(A_MINUTE)
        .until(() -> worker.output().stream().anyMatch(said -> said.contains(line)));
  }

  private static Map<String, AttributeValue> key(Clinic clinic) {
    return Map.of("pk", AttributeValue.fromS(clinic.id()));
  }

  private static void set(Clinic clinic, String setting, AttributeValue value) {
    product
        .dynamoDb()
        .updateItem(
            update ->
                update
                    .tableName(product.address("CHARTDROP_TABLE_TENANTS"))
                    .key(key(clinic))
                    .updateExpression("SET #setting = :value")
                    .expressionAttributeNames(Map.of("#setting", setting))
                    .expressionAttributeValues(Map.of(":value", value)));
  }
}
