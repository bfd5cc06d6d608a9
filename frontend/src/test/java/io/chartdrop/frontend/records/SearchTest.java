package io.chartdrop.frontend.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.frontend.records.Search.Mistake;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SearchTest {
  @Test
  void address_leavesBlanksOut_andKeepsWhatMeansSomethingThere() {
    assertThat(new Search("", "", "", "").address()).isEqualTo("/records");
    String address = new Search("O'Brien, A+B&C", "2026-03-01", "", "50% {x} é").address();
    assertThat(address)
        .isEqualTo(
            "/records?who=O%27Brien%2C%20A%2BB%26C&from=2026-03-01&notes=50%25%20%7Bx%7D%20%C3%A9");
    assertThat(URI.create(address).getPath()).isEqualTo("/records");
  }

  @Test
  void addressOfANextPage_saysHowTheSearchWasRead() {
    assertThat(
            new Search("1001", "", "", "")
                .address(Optional.of(Reading.Kind.LAST_NAME), Optional.of("abc_-")))
        .isEqualTo("/records?who=1001&as=LAST_NAME&next=abc_-");
  }

  @Test
  void mistakes_nameTheirField() {
    assertThat(new Search("-,-", "", "", "").mistakes())
        .containsExactly(new Mistake("who", "search.mistake.who"));
    assertThat(new Search("a", "03/01/2026", "soon", "").mistakes())
        .extracting(Mistake::field)
        .containsExactly("from", "to");
    assertThat(new Search("a", "2026-03-02", "2026-03-01", "").mistakes())
        .containsExactly(new Mistake("to", "search.mistake.order"));
    assertThat(new Search("", "", "", "knee").mistakes())
        .containsExactly(new Mistake("notes", "search.mistake.notes-alone"));
    assertThat(new Search("a", "", "", "x".repeat(201)).mistakes())
        .containsExactly(new Mistake("notes", "search.mistake.notes-long"));
  }

  @Test
  void daysAlone_areASearch() {
    assertThat(new Search("", "2026-03-01", "2026-03-01", "knee").mistakes()).isEmpty();
  }
}
