package io.chartdrop.routes.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RejectsFileTest {
  private static final String HEADER =
      "=ward;medical_record_number;first_name;last_name;date_time;doctors_notes;exported;\r\n";

  private static CsvFile sent(String text) {
    return CsvFile.of(text, Charset.forName("windows-1252"))
        .from(CsvFile.aliases(Map.of("exported", "-")));
  }

  @Test
  void mendedRejects_giveTheRecordsThatGoodRowsWouldHave() {
    // semicolons, windows-1252, a dropped column, one without a name, formulas; bad: the date
    String good = HEADER + "=1+1;'=7;Zoé;@Lee;2026-03-01 09:30;\"-a;\r\nb\";today;x\r\n";
    CsvFile rejects = sent(good.replace("2026-03-01 09:30", "soon")).rejectsFile();
    CsvFile mended =
        CsvFile.of(rejects.text().replace("soon", "2026-03-01 09:30"))
            .from(CsvFile.aliases(Map.of("exported", "-")));
    assertThat(rejects.text())
        .contains("'=1+1")
        .contains("''=7")
        .contains("'@Lee")
        .contains("today");
    assertThat(mended.keys()).hasSize(1).isEqualTo(sent(good).keys());
    assertThat(mended.records().get(0).extra()).containsEntry("=ward", "=1+1");
  }

  @Test
  void rejectsOfARejectsFile_haveOurColumnsOnce() {
    CsvFile twice = sent(HEADER + ";A1;Ann;Lee;soon;ok;;\r\n").rejectsFile().rejectsFile();
    assertThat(twice.text().split("chartdrop_line")).hasSize(2);
  }

  @Test
  void unsplitRow_isRejectedAgainUntilSomebodySpreadsIt() {
    CsvFile rejects = sent(HEADER + ";A1;\"Ann\" Lee;Lee;2026-03-01 09:30;ok;;\r\n").rejectsFile();
    assertThat(rejects.outcome()).containsExactly("2 medical_record_number MISSING_VALUE");
    assertThat(rejects.text()).contains(";A1;\"\"Ann\"\" Lee");
  }

  @Test
  void ordinaryFile_keepsApostrophesThatAreNoGuard() {
    assertThat(CsvFile.rows("A1,'-Ann,Lee,2026-03-01 09:30,ok").records().get(0).firstName())
        .isEqualTo("'-Ann");
  }
}
