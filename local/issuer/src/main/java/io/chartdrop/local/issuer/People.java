package io.chartdrop.local.issuer;

import java.util.List;
import java.util.Optional;

/** The demo people: staff of the two clinics, and two whom the product has to refuse. */
final class People {
  static final List<Person> ALL =
      List.of(
          new Person(
              "riverside", "Riverside front desk", List.of("riverside"), "staff of Riverside"),
          new Person("lakeside", "Lakeside front desk", List.of("lakeside"), "staff of Lakeside"),
          new Person("no-tenant", "Nobody's front desk", List.of(), "of no clinic: is refused"),
          new Person(
              "two-tenants",
              "Everybody's front desk",
              List.of("riverside", "lakeside"),
              "of two clinics: is refused"));

  private People() {}

  static Optional<Person> named(String username) {
    return ALL.stream().filter(person -> person.username().equals(username)).findFirst();
  }
}
