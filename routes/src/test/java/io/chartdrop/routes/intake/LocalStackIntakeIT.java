package io.chartdrop.routes.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.local.process.LocalCloud;
import io.chartdrop.records.LocalStack;
import io.chartdrop.records.OnLocalStack;
import io.chartdrop.records.file.FileStatus;
import io.chartdrop.records.file.LedgerEntry;
import io.chartdrop.records.file.RowCounts;
import io.chartdrop.records.patient.PatientRecord;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.localstack.LocalStackContainer;
import org.testcontainers.junit.jupiter.Container;

/** One whole pass over an inbox, by a real worker on LocalStack. */
@OnLocalStack
class LocalStackIntakeIT {
  @Container private static final LocalStackContainer LOCALSTACK = LocalStack.container();

  @Test
  void everyKindOfFile_endsAsItShould() {
    // three good rows · the same bytes again · one good row and one without a date · no CSV ·
    // one name twice before anybody looks · a file that is taken back before anybody looks
    LocalCloud cloud =
        LocalCloud.plan()
            .prefix("pass-")
            .at(LOCALSTACK.getEndpoint(), LOCALSTACK.getEndpoint())
            .start();
    try (SmallWorker worker = SmallWorker.start(cloud)) {
      Clinic clinic = worker.clinic();
      String good =
          Clinic.HEADER
              + "A1,Ann,Oak,2026-03-01 09:30,Well\n"
              + "A2,Ben,Elm,2026-03-01 10:00,\"Slept badly,\nbut better\"\n"
              + "A3,Cat,Ash,2026-03-02 11:15,Knee\n";
      clinic.uploads("good.csv", good);
      clinic.uploads("mixed.csv", Clinic.HEADER + "B1,A,B,2026-03-02 09:00,x\nB2,A,B,,y\n");
      clinic.uploads("report.pdf", "%PDF-1.7");
      clinic.uploads("daily.csv", Clinic.HEADER + "M1,A,B,2026-03-02 09:00,Monday\n");
      clinic.uploads("daily.csv", Clinic.HEADER + "T1,A,B,2026-03-03 09:00,Tuesday\n");
      clinic.uploads("mistake.csv", Clinic.HEADER + "W1,A,B,2026-03-02 09:00,Withdrawn\n");
      clinic.deletes("mistake.csv");
      clinic.opens();

      assertThat(clinic.closed(5)).extracting(LedgerEntry::rows).contains(RowCounts.of(1, 0, 1));
      clinic.uploads("again.csv", good);
      LedgerEntry again = clinic.closed("again.csv");
      assertThat(again.status()).isEqualTo(FileStatus.DUPLICATE);
      assertThat(again.duplicateOf()).contains(clinic.closed("good.csv").fileId());
      assertThat(clinic.closed("report.pdf").status()).isEqualTo(FileStatus.REJECTED);
      assertThat(clinic.records())
          .extracting(PatientRecord::medicalRecordNumber)
          .containsExactly("A1", "A2", "B1", "M1", "A3", "T1");
      assertThat(clinic.read(clinic.closed("mixed.csv").rejects().orElseThrow()))
          .contains(",3,date_time,MISSING_VALUE,");
      clinic.inboxHolds("mistake.csv");
    }
  }
}
