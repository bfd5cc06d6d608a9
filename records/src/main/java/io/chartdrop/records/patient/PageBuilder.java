package io.chartdrop.records.patient;

import io.chartdrop.records.PageToken;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Cuts one page from candidates in the order of their sort keys. A page ends between two visits:
 * before the one that would make it larger than the limit or 1 MB, unless that visit is its only
 * one.
 *
 * <p>The work of a page is bounded too: after 1,000 records looked at (10,000 keys) or 4 MB read it
 * ends behind the last whole visit, however few matched. Only a single visit beyond that bound, a
 * thousand versions or more, is split; so no page holds much more than 4 MB in memory.
 */
final class PageBuilder {
  private static final long MAX_PAGE_BYTES = 1 << 20;
  private static final long MAX_READ_BYTES = 4 << 20;
  private static final int MAX_WORK = 10_000;
  private static final int WORK_OF_A_RECORD = 10;
  private static final int WORK_OF_A_KEY = 1;

  private final RecordFilter filter;
  private final int limit;
  private final PageToken token;

  private final List<PatientRecord> page = new ArrayList<>();
  private long pageBytes;

  /** Where the next page begins: after the last whole visit that was looked at. */
  private Optional<String> endOfVisits = Optional.empty();

  private final List<PatientRecord> visit = new ArrayList<>();
  private long visitBytes;

  private long readBytes;
  private int work;

  PageBuilder(RecordQuery query, PageToken token) {
    this.filter = new RecordFilter(query);
    this.limit = query.limit();
    this.token = token;
  }

  RecordPage build(Iterator<Candidate> candidates) {
    Optional<String> currentVisit = Optional.empty();
    while (candidates.hasNext()) {
      Candidate candidate = candidates.next();
      String itsVisit = RecordKeys.visitOf(candidate.sortKey());
      if (currentVisit.filter(itsVisit::equals).isEmpty()) {
        currentVisit.ifPresent(this::closeVisit);
        if (isFull() || isSpent()) {
          return pageUpTo(endOfVisits);
        }
        currentVisit = Optional.of(itsVisit);
      }
      lookAt(candidate);
      boolean overflows = !page.isEmpty() && isTooMuchWithVisit();
      if (endOfVisits.isPresent() && (overflows || isSpent())) {
        return pageUpTo(endOfVisits);
      }
      if (isSpent()) {
        page.addAll(visit);
        return pageUpTo(Optional.of(RecordKeys.after(candidate.sortKey())));
      }
    }
    page.addAll(visit);
    return pageUpTo(Optional.empty());
  }

  private void lookAt(Candidate candidate) {
    work += candidate.record().isPresent() ? WORK_OF_A_RECORD : WORK_OF_A_KEY;
    readBytes += candidate.bytes();
    candidate
        .record()
        .filter(filter::matches)
        .ifPresent(
            record -> {
              visit.add(record);
              visitBytes += candidate.bytes();
            });
  }

  private void closeVisit(String key) {
    page.addAll(visit);
    pageBytes += visitBytes;
    visit.clear();
    visitBytes = 0;
    endOfVisits = Optional.of(RecordKeys.after(key));
  }

  private boolean isFull() {
    return page.size() >= limit || pageBytes >= MAX_PAGE_BYTES;
  }

  private boolean isTooMuchWithVisit() {
    return page.size() + visit.size() > limit || pageBytes + visitBytes > MAX_PAGE_BYTES;
  }

  private boolean isSpent() {
    return work >= MAX_WORK || readBytes >= MAX_READ_BYTES;
  }

  private RecordPage pageUpTo(Optional<String> position) {
    return new RecordPage(page, position.map(token::at));
  }
}
