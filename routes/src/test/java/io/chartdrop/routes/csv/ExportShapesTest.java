package io.chartdrop.routes.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.records.tenant.DateOrder;
import io.chartdrop.records.tenant.Limits;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files as hospital systems and Excel write them; each is named for its story. */
class ExportShapesTest {
  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("PAT_MRN_ID", "medical_record_number"),
          Map.entry("PAT_LAST_NAME", "last_name"),
          Map.entry("PAT_FIRST_NAME", "first_name"),
          Map.entry("CONTACT_DATE", "date_time"),
          Map.entry("NOTE_TEXT", "doctors_notes"),
          Map.entry("MRN", "medical_record_number"),
          Map.entry("Visit Date", "date_time"),
          Map.entry("Provider Notes", "doctors_notes"),
          Map.entry("exported_at", "-"));

  @ParameterizedTest
  @CsvSource({
    "epic-clarity-extract.csv, 2 E1000431, 4 E1000432",
    "cerner-visit-date.csv, 2 000712, 3 000713",
    "excel-german-semicolon-windows-1252.csv, 2 M-17,",
    "excel-unicode-text-tab-utf16.csv, 2 M-18,",
    "excel-csv-utf8-am-pm.csv, 2 M-19, 3 M-20",
    "excel-sep-line.csv, 3 M-21,",
    "athena-pipe.csv, 2 501,",
    "old-mac-line-ends.csv, 2 M-22, 3 M-23",
    "sql-server-trailing-delimiter.csv, 2 M-24,",
    "javascript-export-no-last-newline.csv, 2 M-25,",
    "openmrs-notes-first-reordered.csv, 2 100GEJ,",
    "report-with-total-below.csv, 2 M-26, 4 last_name MISSING_VALUE",
    "daily-full-export-with-export-time.csv, 2 M-27,"
  })
  void exportOfARealSystem_isRead(String name, String first, String second) throws IOException {
    DateOrder order = name.contains("german") ? DateOrder.DMY : DateOrder.MDY;
    CsvFile file =
        CsvFile.resource(name)
            .from(CsvFile.tenant(order, Charset.forName("windows-1252"), ALIASES, Limits.DEFAULT));
    assertThat(file.outcome()).isEqualTo(second == null ? List.of(first) : List.of(first, second));
    assertThat(file.records().get(0).dateTime()).isEqualTo("2026-03-01T09:30");
    assertThat(file.records().get(0).extra()).doesNotContainKey("exported_at");
  }
}
