package io.chartdrop.routes.csv;

import static io.chartdrop.records.file.RowCode.BAD_DATE_TIME;
import static io.chartdrop.records.file.RowCode.NONEXISTENT_LOCAL_TIME;
import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.records.tenant.DateOrder;
import io.chartdrop.routes.csv.DateTimes.Moment;
import io.chartdrop.routes.csv.DateTimes.NoMoment;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTimesTest {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final DateTimes MDY = new DateTimes(NEW_YORK, DateOrder.MDY);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      2026-03-01T09:30                | 2026-03-01T09:30
      2026-03-01 09:30                | 2026-03-01T09:30
      2026-03-01t09:30:05             | 2026-03-01T09:30:05
      2026-03-01 9:30                 | 2026-03-01T09:30
      2026-03-01 09:30:05.5           | 2026-03-01T09:30:05.500
      2026-03-01 09:30:05,25          | 2026-03-01T09:30:05.250
      2026-03-01T09:30:05.123456789   | 2026-03-01T09:30:05.123456789
      2026/3/1 09:30                  | 2026-03-01T09:30
      2026.03.01 09:30                | 2026-03-01T09:30
      3/1/2026 9:30 AM                | 2026-03-01T09:30
      3/1/2026 9:30AM                 | 2026-03-01T09:30
      3/1/2026 9:30 p.m.              | 2026-03-01T21:30
      03/01/2026 12:00 AM             | 2026-03-01T00:00
      03/01/2026 12:05:09 pm          | 2026-03-01T12:05:09
      3/1/2026, 9:30:00 AM            | 2026-03-01T09:30
      3/1/26 14:05                    | 2026-03-01T14:05
      3/1/69 14:05                    | 2069-03-01T14:05
      3/1/70 14:05                    | 1970-03-01T14:05
      03-01-2026 14:05                | 2026-03-01T14:05
      03.01.2026 14:05                | 2026-03-01T14:05
      01-Mar-2026 09:30               | 2026-03-01T09:30
      1-MAR-26 09:30                  | 2026-03-01T09:30
      1 March 2026 09:30              | 2026-03-01T09:30
      Mar 1, 2026 9:30 AM             | 2026-03-01T09:30
      Sept. 1 2026 9:30 AM            | 2026-09-01T09:30
      2026-Mar-01 09:30               | 2026-03-01T09:30
      2026-03-01T09:30-05:00          | 2026-03-01T09:30
      2026-03-01T09:30:00-0500        | 2026-03-01T09:30
      2026-07-01 09:30 -04            | 2026-07-01T09:30
      1900-01-01 00:00                | 1900-01-01T00:00
      2099-12-31 23:59:59             | 2099-12-31T23:59:59
      2024-02-29 10:00                | 2024-02-29T10:00
      """)
  void dateAsPeopleWriteIt_isUnderstood(String cell, String local) {
    assertThat(MDY.read(cell))
        .isInstanceOfSatisfying(
            Moment.class,
            m -> {
              assertThat(m.local()).isEqualTo(local);
              assertThat(m.ambiguous()).isFalse();
              assertThat(m.utc()).isEqualTo(m.local().atZone(NEW_YORK).toInstant());
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-01",
        "3/1/2026",
        "1-Mar-2026",
        "09:30",
        "yesterday",
        "46082.395833",
        "46082",
        "20260301093000",
        "2026-03-01 24:00",
        "2026-02-30 09:30",
        "2026-03-01 09:60",
        "2026-03-01 09:30:60",
        "31/12/2026 09:30",
        "3/1/2026 13:30 PM",
        "3/1/2026 0:30 AM",
        "1899-12-31 09:30",
        "2100-01-01 00:00",
        "3/1/126 09:30",
        "2026-03/01 09:30",
        "2026-03-01 9",
        "2026-03-01 9:3",
        "2026-03-01 09:30:05.1234567890",
        "2026-03-01T09:30Z",
        "2026-03-01T09:30+01:00",
        "2026-03-01T09:30-04:00",
        "2026-03-01T09:30[America/New_York]",
        "2026-03-01 09:30 EST",
        "2026-03-01 09:30 XM",
        "2026-03-01T09:30-5",
        "2026-03-01T09:30+99:00",
        "1-Foo-2026 09:30",
        "2026-03-01T",
        "-",
        "٢٠٢٦-03-01 09:30",
        "2026-03-01T09:30 am x"
      })
  void anythingElse_isBadDateTime(String cell) {
    assertThat(MDY.read(cell))
        .isInstanceOfSatisfying(
            NoMoment.class, no -> assertThat(no.code()).isEqualTo(BAD_DATE_TIME));
  }

  @ParameterizedTest
  @CsvSource({
    "46082.395833,Excel",
    "2026-03-01,no time",
    "2026-03-01 24:00,00:00 of the day after",
    "2026-03-01T09:30Z,offset",
    "1899-12-31 09:30,1900"
  })
  void badDate_saysItsOwnCure(String cell, String cure) {
    assertThat(((NoMoment) MDY.read(cell)).message()).contains(cure);
  }

  @ParameterizedTest
  @CsvSource({
    "MDY, 3/4/2026 09:30, 2026-03-04T09:30",
    "DMY, 3/4/2026 09:30, 2026-04-03T09:30",
    "DMY, 03.04.26 09:30, 2026-04-03T09:30",
    "DMY, 2026-03-04 09:30, 2026-03-04T09:30",
    "YMD, 26/03/04 09:30, 2026-03-04T09:30",
    "YMD, 2026/03/04 09:30, 2026-03-04T09:30"
  })
  void ambiguousDate_isReadInTheTenantsOrder(DateOrder order, String cell, String local) {
    assertThat(((Moment) new DateTimes(NEW_YORK, order).read(cell)).local()).isEqualTo(local);
  }

  @Test
  void yearLast_isNotGuessedForATenantThatWritesItFirst() {
    assertThat(new DateTimes(NEW_YORK, DateOrder.YMD).read("3/4/2026 09:30"))
        .isInstanceOf(NoMoment.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-03-08 02:30", "3/8/2026 2:00 AM", "2026-03-08T02:30-05:00"})
  void timeInTheSpringGap_doesNotExist(String cell) {
    assertThat(((NoMoment) MDY.read(cell)).code()).isEqualTo(NONEXISTENT_LOCAL_TIME);
  }

  @Test
  void timeInTheAutumnOverlap_isTheEarlierAndFlagged() {
    Moment moment = (Moment) MDY.read("2026-11-01 01:30");
    assertThat(moment.utc()).isEqualTo("2026-11-01T05:30:00Z");
    assertThat(moment.ambiguous()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-01T01:30-04:00, 2026-11-01T05:30:00Z",
    "2026-11-01T01:30-05:00, 2026-11-01T06:30:00Z"
  })
  void offsetInTheOverlap_decidesWhichOfTheTwo(String cell, String utc) {
    Moment moment = (Moment) MDY.read(cell);
    assertThat(moment.utc()).isEqualTo(utc);
    assertThat(moment.ambiguous()).isFalse();
  }

  @Test
  void zed_isTheClinicsOwnOffsetInAZoneThatIsOnUtc() {
    DateTimes london = new DateTimes(ZoneId.of("Europe/London"), DateOrder.DMY);
    assertThat(london.read("2026-01-15T09:30Z")).isInstanceOf(Moment.class);
    assertThat(london.read("2026-07-15T09:30Z")).isInstanceOf(NoMoment.class);
  }

  @Test
  void blanksOfEveryKindAroundAndWithin_doNotMatter() {
    assertThat(((Moment) MDY.read("\u00a03/1/2026  9:30\u202fAM ")).local())
        .isEqualTo("2026-03-01T09:30");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-01 09:30, true", "46082.5, false", "3/1/26, true", "2026-13-45 99:99, true",
    "Mar 1 2026 9:30 AM, true", "120/80 BP, false", "lisinopril 20mg, false", "'', false"
  })
  void looksLikeDate_meansDatesGoodOrBad(String cell, boolean looks) {
    assertThat(MDY.looksLikeDate(cell)).isEqualTo(looks);
  }
}
