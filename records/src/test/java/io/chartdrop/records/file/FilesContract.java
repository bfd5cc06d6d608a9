package io.chartdrop.records.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chartdrop.records.file.ClaimVerdict.Closed;
import io.chartdrop.records.file.ClaimVerdict.Granted;
import io.chartdrop.records.file.ClaimVerdict.Held;
import io.chartdrop.records.tenant.ChangedTenant;
import io.chartdrop.records.tenant.DateOrder;
import io.chartdrop.records.tenant.Tenant;
import io.chartdrop.records.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the ledger, the claims on files and the claims on bytes promise, whatever holds them. */
abstract class FilesContract {
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Problem BROKEN = new Problem(FileCode.NOT_CSV, "Save it as CSV");

  private static final Progress UNTOUCHED = new Progress(RowCounts.NONE, false, Optional.empty());

  protected final MovableClock clock = new MovableClock(NOON);
  private final TenantId riverside = new TenantId("riverside-" + suffix());
  private final Tenant tenant = Tenant.of(riverside, "Riverside", ZoneId.of("America/New_York"));
  private final String sha = (UUID.randomUUID() + "" + UUID.randomUUID()).replace("-", "");

  private FileLedger ledger;
  private FileClaims claims;
  private ContentClaims contents;

  protected abstract FileLedger ledger();

  protected abstract FileClaims claims();

  protected abstract ContentClaims contents();

  protected abstract FileAnnouncements announcements();

  protected abstract DaySummary summary();

  protected abstract FileErasure erasure();

  @BeforeEach
  void connect() {
    ledger = ledger();
    claims = claims();
    contents = contents();
  }

  private static String suffix() {
    return UUID.randomUUID().toString().substring(0, 8);
  }

  private InboxVersion version(String name) {
    return new InboxVersion(
        riverside, riverside.prefix() + name, "v-" + suffix(), 42, NOON.minusSeconds(30));
  }

  private ClaimRequest request(InboxVersion version) {
    return new ClaimRequest(version, Optional.empty(), Optional.empty(), tenant, LEASE);
  }

  private Claim claim(InboxVersion version) {
    ClaimVerdict verdict = claims.claim(request(version));
    assertThat(verdict).isInstanceOf(Granted.class);
    return ((Granted) verdict).claim();
  }

  private Claim claimWithContent(InboxVersion version) {
    Claim claim = claim(version);
    assertThat(add(claim)).isEqualTo(new ContentVerdict.Mine());
    return claim;
  }

  private ContentVerdict add(Claim claim) {
    return contents.add(claim.contentKey(sha), claim, LEASE);
  }

  private Closing completed(Claim claim, RowCounts rows) {
    return Closing.completed(rows, sha, Optional.of(claim.contentKey(sha)), List.of("a notice"));
  }

  @Test
  void newVersion_isGranted_andShownAsProcessing() {
    // a version nobody has seen
    InboxVersion version = version("daily.csv");
    Claim claim = claim(version);

    assertThat(claim.attempts()).isEqualTo(1);
    assertThat(claim.fileId()).isEqualTo(version.fileId());
    LedgerEntry entry = ledger.find(riverside, claim.fileId()).orElseThrow();
    assertThat(entry.status()).isEqualTo(FileStatus.PROCESSING);
    assertThat(entry.version()).isEqualTo(version);
    assertThat(entry.startedAt()).contains(NOON);
  }

  @Test
  void heldVersion_isRefused_untilItsLeaseEnds() {
    // one reader holds it · another asks twice: before the lease ends, and after
    InboxVersion version = version("daily.csv");
    Claim first = claim(version);

    assertThat(claims.claim(request(version)))
        .isEqualTo(new Held(first.fileId(), NOON.plus(LEASE), true));
    clock.advance(LEASE);
    Claim second = claim(version);
    assertThat(second.attempts()).isEqualTo(2);
    assertThat(first.takenOver()).isFalse();
    assertThat(second.takenOver()).isTrue();
  }

  @Test
  void renewedLease_holdsLonger_andKeepsProgress() {
    InboxVersion version = version("daily.csv");
    Claim claim = claim(version);
    clock.advance(Duration.ofSeconds(100));
    claims.renew(claim, new Progress(RowCounts.of(3, 2, 1), true, Optional.of(sha)), LEASE);
    clock.advance(Duration.ofSeconds(100));

    assertThat(claims.claim(request(version))).isInstanceOf(Held.class);
    LedgerEntry entry = ledger.find(riverside, claim.fileId()).orElseThrow();
    assertThat(entry.rows()).isEqualTo(RowCounts.of(3, 2, 1));
    assertThat(entry.sha256()).contains(sha);
  }

  @Test
  void readerThatLostItsLease_canWriteNothing() {
    // the first reader sleeps past its lease · a second takes over · the first wakes up
    InboxVersion version = version("daily.csv");
    Claim first = claimWithContent(version);
    clock.advance(LEASE.plusSeconds(1));
    Claim second = claim(version);

    assertThatThrownBy(() -> claims.renew(first, UNTOUCHED, LEASE))
        .isInstanceOf(LeaseLostException.class);
    assertThatThrownBy(() -> claims.release(first, UNTOUCHED, true, Duration.ZERO))
        .isInstanceOf(LeaseLostException.class);
    assertThatThrownBy(() -> claims.close(first, completed(first, RowCounts.of(9, 0, 0))))
        .isInstanceOf(LeaseLostException.class);
    assertThat(ledger.find(riverside, second.fileId()).orElseThrow().status())
        .isEqualTo(FileStatus.PROCESSING);
  }

  @Test
  void attemptGivenBack_isNotCounted_andItsHashAndRowsAreKept() {
    InboxVersion version = version("daily.csv");
    RowCounts rows = RowCounts.of(7, 1, 1);
    claims.release(
        claim(version), new Progress(rows, true, Optional.of(sha)), false, Duration.ZERO);

    Claim again = claim(version);
    assertThat(again.attempts()).isEqualTo(1);
    assertThat(again.sha256()).contains(sha);
    assertThat(again.rows()).isEqualTo(rows);
  }

  @Test
  void claimWhoseAnswerWasLost_isTakenBack_asIfItHadNotBeen() {
    // a reader dies with seven rows stored · the next one's claim takes effect, its answer is lost
    InboxVersion version = version("daily.csv");
    RowCounts rows = RowCounts.of(7, 0, 0);
    claims.renew(claim(version), new Progress(rows, true, Optional.of(sha)), LEASE);
    clock.advance(LEASE);
    ClaimRequest lost = request(version);
    claims.claim(lost);
    claims.takeBack(lost);
    claims.takeBack(lost);

    Claim next = claim(version);
    assertThat(next.attempts()).isEqualTo(2);
    assertThat(next.takenOver()).as("from the one that died").isTrue();
    assertThat(next.begun()).isTrue();
    assertThat(next.rows()).isEqualTo(rows);
    claims.takeBack(lost);
    claims.renew(next, new Progress(rows, true, Optional.of(sha)), LEASE);
  }

  @Test
  void claimUnderAnAnnouncedId_isTakenBack_andOneThatNeverWasIsNone() {
    InboxVersion version = version("daily.csv");
    ClaimRequest lost =
        new ClaimRequest(
            version, Optional.of(FileId.chosen(NOON)), Optional.empty(), tenant, LEASE);
    claims.takeBack(lost);
    assertThat(ledger.list(riverside, Optional.empty(), 9, Optional.empty()).items()).isEmpty();
    FileId fileId = ((Granted) claims.claim(lost)).claim().fileId();
    claims.takeBack(lost);

    LedgerEntry entry = ledger.find(riverside, fileId).orElseThrow();
    assertThat(entry.status()).isEqualTo(FileStatus.RECEIVED);
    assertThat(entry.attempts()).isZero();
  }

  @Test
  void fileThatWasBegun_staysBegun_whoeverGivesItBack() {
    // given back untouched · begun, and given back with no row counted · postponed untouched
    InboxVersion version = version("daily.csv");
    claims.release(claim(version), UNTOUCHED, false, Duration.ZERO);
    Claim storing = claim(version);
    assertThat(storing.begun()).isFalse();
    Progress begun = new Progress(RowCounts.NONE, true, Optional.empty());
    claims.release(storing, begun, false, Duration.ZERO);
    Claim postponed = claim(version);
    assertThat(postponed.begun()).isTrue();
    claims.release(postponed, UNTOUCHED, false, Duration.ZERO);

    assertThat(claim(version).begun()).isTrue();
  }

  @Test
  void failedAttempt_isCounted_andRests() {
    InboxVersion version = version("daily.csv");
    claims.release(claim(version), UNTOUCHED, true, Duration.ofSeconds(10));

    assertThat(ledger.find(riverside, version.fileId()).orElseThrow().status())
        .isEqualTo(FileStatus.RECEIVED);
    assertThat(claims.claim(request(version)))
        .isInstanceOfSatisfying(Held.class, held -> assertThat(held.beingRead()).isFalse());
    clock.advance(Duration.ofSeconds(10));
    Claim second = claim(version);
    assertThat(second.attempts()).isEqualTo(2);
    assertThat(second.takenOver()).isFalse();
  }

  @Test
  void settingsOfTheFirstClaim_holdForEveryAttempt() {
    // the tenant turns its date order between two attempts
    InboxVersion version = version("daily.csv");
    claims.release(claim(version), UNTOUCHED, true, Duration.ZERO);

    assertThat(claimUnder(ChangedTenant.withOrder(tenant, DateOrder.DMY), version).settings())
        .isEqualTo(tenant);
  }

  private Claim claimUnder(Tenant settings, InboxVersion version) {
    return ((Granted)
            claims.claim(
                new ClaimRequest(version, Optional.empty(), Optional.empty(), settings, LEASE)))
        .claim();
  }

  @Test
  void closedFile_keepsItsEnd_andIsNotGrantedAgain() {
    InboxVersion version = version("daily.csv");
    Claim claim = claimWithContent(version);
    StoredObject archived = new StoredObject("archive", "somewhere");
    StoredObject rejects = new StoredObject("errors", "elsewhere");
    clock.advance(Duration.ofSeconds(5));
    StoredObject report = new StoredObject("errors", "beside it");
    claims.close(
        claim,
        completed(claim, RowCounts.of(7, 2, 1))
            .at(archived, Optional.of(rejects), Optional.of(report)));

    ClaimVerdict verdict = claims.claim(request(version));
    assertThat(verdict).isInstanceOf(Closed.class);
    LedgerEntry entry = ((Closed) verdict).entry();
    assertThat(entry.status()).isEqualTo(FileStatus.COMPLETED_WITH_REJECTS);
    assertThat(entry.rows()).isEqualTo(RowCounts.of(7, 2, 1));
    assertThat(entry.finishedAt()).contains(NOON.plusSeconds(5));
    assertThat(entry.original()).contains(archived);
    assertThat(entry.rejects()).contains(rejects);
    assertThat(entry.report()).contains(report);
    assertThat(entry.notices()).containsExactly("a notice");
    assertThat(ledger.find(riverside, claim.fileId())).contains(entry);
  }

  @Test
  void closingTwiceUnderOneClaim_isClosingOnce() {
    // the answer to the first closing was lost
    Claim claim = claimWithContent(version("daily.csv"));
    claims.close(claim, completed(claim, RowCounts.of(1, 0, 0)));
    claims.close(claim, completed(claim, RowCounts.of(1, 0, 0)));

    assertThat(ledger.find(riverside, claim.fileId()).orElseThrow().status())
        .isEqualTo(FileStatus.COMPLETED);
  }

  @Test
  void rejectedFile_saysWhy_andFreesItsBytes() {
    Claim claim = claimWithContent(version("broken.csv"));
    claims.close(
        claim, Closing.rejected(BROKEN, Optional.of(sha), Optional.of(claim.contentKey(sha))));

    assertThat(ledger.find(riverside, claim.fileId()).orElseThrow().problem()).contains(BROKEN);
    assertThat(contents.contains(claim.contentKey(sha))).isFalse();
  }

  @Test
  void sameBytesWhileTheyAreRead_wait() {
    Claim first = claimWithContent(version("a.csv"));
    Claim second = claim(version("b.csv"));

    assertThat(add(second)).isEqualTo(new ContentVerdict.Waiting(first.fileId()));
    assertThat(add(first)).as("one's own claim").isEqualTo(new ContentVerdict.Mine());
  }

  @Test
  void sameBytesAfterTheyWereRead_areADuplicate() {
    Claim first = claimWithContent(version("a.csv"));
    claims.close(first, completed(first, RowCounts.of(1, 0, 1)));
    Claim second = claim(version("b.csv"));

    assertThat(add(second)).isEqualTo(new ContentVerdict.Done(first.fileId()));
    claims.close(second, Closing.duplicateOf(first.fileId(), sha));
    assertThat(ledger.find(riverside, second.fileId()).orElseThrow().duplicateOf())
        .contains(first.fileId());
  }

  @Test
  void bytesOfADeadReader_goToTheNext_andItsClosingFails() {
    // the first reader's claim on the bytes runs out, its lease on the file is renewed in time
    Claim first = claimWithContent(version("a.csv"));
    clock.advance(LEASE.minusSeconds(1));
    claims.renew(first, new Progress(RowCounts.NONE, false, Optional.of(sha)), LEASE);
    clock.advance(Duration.ofSeconds(1));
    Claim second = claim(version("b.csv"));

    assertThat(add(second)).isEqualTo(new ContentVerdict.Mine());
    assertThatThrownBy(() -> contents.renew(first.contentKey(sha), first, LEASE))
        .isInstanceOf(LeaseLostException.class);
    assertThatThrownBy(() -> claims.close(first, completed(first, RowCounts.of(1, 0, 0))))
        .isInstanceOf(LeaseLostException.class);
  }

  @Test
  void bytesWithRejects_areReadAgainUnderOtherSettings_cleanOnesAreNot() {
    Claim first = claimWithContent(version("a.csv"));
    claims.close(first, completed(first, RowCounts.of(1, 0, 1)));
    Claim next = claimUnder(ChangedTenant.withOrder(tenant, DateOrder.DMY), version("b.csv"));

    ContentKey key = first.contentKey(sha);
    assertThat(contents.add(key, next, LEASE)).isEqualTo(new ContentVerdict.Mine());
    contents.remove(key, next);
    Claim clean = claimWithContent(version("c.csv"));
    claims.close(clean, completed(clean, RowCounts.of(1, 0, 0)));
    assertThat(contents.add(key, next, LEASE)).isEqualTo(new ContentVerdict.Done(clean.fileId()));
  }

  @Test
  void laterAttemptAtOneFile_takesItsBytesOver_andTheEarlierCannotFreeThem() {
    // a stalled reader wakes up after another has begun the same file
    InboxVersion version = version("a.csv");
    Claim stalled = claimWithContent(version);
    clock.advance(LEASE);
    Claim next = claimWithContent(version);
    contents.remove(stalled.contentKey(sha), stalled);

    assertThat(contents.contains(next.contentKey(sha))).isTrue();
    assertThatThrownBy(() -> contents.renew(stalled.contentKey(sha), stalled, LEASE))
        .isInstanceOf(LeaseLostException.class);
    claims.close(next, completed(next, RowCounts.of(1, 0, 0)));
  }

  @Test
  void removedClaim_isFree_butDoneAndForeignOnesStay() {
    Claim first = claimWithContent(version("a.csv"));
    ContentKey key = first.contentKey(sha);
    contents.remove(key, claim(version("b.csv")));
    assertThat(contents.contains(key)).as("a foreign claim").isTrue();
    contents.remove(key, first);
    assertThat(contents.contains(key)).isFalse();
    assertThat(add(first)).isEqualTo(new ContentVerdict.Mine());
    claims.close(first, completed(first, RowCounts.of(1, 0, 0)));
    contents.remove(key, first);
    assertThat(contents.contains(key)).as("a done one").isTrue();
  }

  @Test
  void replay_hasBytesOfItsOwn() {
    // the original is done · an operator copies it into the inbox again
    Claim original = claimWithContent(version("a.csv"));
    claims.close(original, completed(original, RowCounts.of(1, 0, 0)));
    InboxVersion copy = version("a.csv");
    Claim replay =
        ((Granted)
                claims.claim(
                    new ClaimRequest(
                        copy, Optional.empty(), Optional.of(original.fileId()), tenant, LEASE)))
            .claim();

    assertThat(replay.retryOf()).contains(original.fileId());
    assertThat(add(replay)).isEqualTo(new ContentVerdict.Mine());
  }

  @Test
  void announcedId_isTaken_unlessItBelongsToAnotherVersion() {
    // our API announced an id · the object is copied later, metadata and all
    FileId announced = new FileId("20260301T110000-aaaaaaaaaaaa");
    InboxVersion uploaded = version("up.csv");
    InboxVersion copied = version("up.csv");
    ClaimVerdict first =
        claims.claim(
            new ClaimRequest(uploaded, Optional.of(announced), Optional.empty(), tenant, LEASE));
    ClaimVerdict second =
        claims.claim(
            new ClaimRequest(copied, Optional.of(announced), Optional.empty(), tenant, LEASE));

    assertThat(((Granted) first).claim().fileId()).isEqualTo(announced);
    assertThat(((Granted) second).claim().fileId()).isEqualTo(copied.fileId());
  }

  @Test
  void announcedFile_isReceived_andGoesItsWayUnderItsId() {
    // our API uploads a retry · the ledger knows it at once · a reader claims it and closes it
    FileId original = version("first.csv").fileId();
    InboxVersion version = version("upload.csv");
    FileId chosen = FileId.chosen(NOON);
    announcements().announce(version, chosen, Optional.of(original));

    LedgerEntry received = ledger.find(riverside, chosen).orElseThrow();
    assertThat(received.status()).isEqualTo(FileStatus.RECEIVED);
    assertThat(received.version()).isEqualTo(version);
    assertThat(received.startedAt()).isEmpty();
    assertThat(received.attempts()).isZero();
    assertThat(received.rows()).isEqualTo(RowCounts.NONE);
    assertThat(received.retryOf()).contains(original);
    assertThat(
            ledger.list(riverside, Optional.of(FileStatus.RECEIVED), 10, Optional.empty()).items())
        .extracting(LedgerEntry::fileId)
        .containsExactly(chosen);

    ClaimVerdict verdict =
        claims.claim(
            new ClaimRequest(version, Optional.of(chosen), Optional.of(original), tenant, LEASE));
    assertThat(verdict).isInstanceOf(Granted.class);
    Claim claim = ((Granted) verdict).claim();
    assertThat(claim.fileId()).isEqualTo(chosen);
    assertThat(claim.attempts()).isEqualTo(1);
    assertThat(ledger.find(riverside, chosen).orElseThrow().startedAt()).contains(NOON);
    claims.close(claim, Closing.rejected(BROKEN, Optional.empty(), Optional.empty()));
    assertThat(ledger.find(riverside, chosen).orElseThrow().status())
        .isEqualTo(FileStatus.REJECTED);
  }

  @Test
  void announcement_afterTheReader_changesNothing() {
    // a reader claims the version before our API comes to say that it uploaded it
    InboxVersion version = version("upload.csv");
    FileId chosen = FileId.chosen(NOON);
    claims.claim(new ClaimRequest(version, Optional.of(chosen), Optional.empty(), tenant, LEASE));
    LedgerEntry before = ledger.find(riverside, chosen).orElseThrow();
    announcements().announce(version, chosen, Optional.empty());

    assertThat(ledger.find(riverside, chosen)).contains(before);
  }

  @Test
  void summary_countsClosedFiles_byTheDayTheyArrived_newestFirst() {
    // NOON in UTC is the morning of 1 March in New York · one file with rows, one rejected
    Claim good = claimWithContent(version("good.csv"));
    claims.close(good, completed(good, RowCounts.of(3, 2, 1)));
    Claim bad = claim(version("bad.csv"));
    claims.close(bad, Closing.rejected(BROKEN, Optional.empty(), Optional.empty()));
    LocalDate march1 = LocalDate.of(2026, 3, 1);

    assertThat(summary().of(riverside, march1.plusDays(1), 3))
        .containsExactly(
            DayCounts.none(march1.plusDays(1)),
            new DayCounts(march1, 2, 3, 2, 1),
            DayCounts.none(march1.minusDays(1)));
    assertThat(summary().of(riverside, march1, 1))
        .containsExactly(new DayCounts(march1, 2, 3, 2, 1));
  }

  @Test
  void undoneFile_keepsItsEnd_saysSo_andItsBytesMayComeAgain() {
    // closed, undone twice · the same bytes come again
    Claim first = claimWithContent(version("wrong.csv"));
    claims.close(first, completed(first, RowCounts.of(3, 0, 0)));
    LedgerEntry closed = ledger.find(riverside, first.fileId()).orElseThrow();
    assertThat(closed.undoneAt()).isEmpty();

    erasure().undone(closed, "Its records were taken back");
    clock.advance(Duration.ofHours(1));
    erasure().undone(closed, "Its records were taken back");

    LedgerEntry undone = ledger.find(riverside, first.fileId()).orElseThrow();
    assertThat(undone.status()).isEqualTo(FileStatus.COMPLETED);
    assertThat(undone.rows()).isEqualTo(RowCounts.of(3, 0, 0));
    assertThat(undone.undoneAt()).contains(NOON);
    assertThat(undone.notices()).containsExactly("a notice", "Its records were taken back");
    assertThat(add(claim(version("right.csv")))).isEqualTo(new ContentVerdict.Mine());
  }

  @Test
  void undoneReplay_letsTheBytesComeAgain_thoughTheFileItRepeatsIsNotUndone() {
    Claim original = claimWithContent(version("a.csv"));
    claims.close(original, completed(original, RowCounts.of(1, 0, 0)));
    ClaimRequest request =
        new ClaimRequest(
            version("a.csv"), Optional.empty(), Optional.of(original.fileId()), tenant, LEASE);
    Claim replay = ((Granted) claims.claim(request)).claim();
    add(replay);
    claims.close(replay, completed(replay, RowCounts.of(1, 0, 0)));

    erasure().undone(ledger.find(riverside, replay.fileId()).orElseThrow(), "taken back");

    assertThat(contents.contains(replay.contentKey(sha))).isFalse();
    assertThat(add(claim(version("b.csv")))).isEqualTo(new ContentVerdict.Mine());
  }

  @Test
  void failedFile_freesItsBytes() {
    Claim claim = claimWithContent(version("a.csv"));
    claims.close(claim, Closing.failed(BROKEN, RowCounts.NONE, Optional.of(claim.contentKey(sha))));

    assertThat(contents.contains(claim.contentKey(sha))).isFalse();
  }

  @Test
  void undoneFile_leavesItsBytesToWhoeverReadsThemNow() {
    // rejected, so its bytes are free · another file has read the same ones since
    Claim first = claimWithContent(version("first.csv"));
    claims.close(
        first, Closing.rejected(BROKEN, Optional.of(sha), Optional.of(first.contentKey(sha))));
    Claim second = claimWithContent(version("second.csv"));
    claims.close(second, completed(second, RowCounts.of(3, 0, 0)));

    erasure().undone(ledger.find(riverside, first.fileId()).orElseThrow(), "taken back");

    assertThat(add(claim(version("third.csv"))))
        .isEqualTo(new ContentVerdict.Done(second.fileId()));
  }

  @Test
  void heldFile_isOneThatAWorkerReads_untilItsLeaseEnds() {
    // one read to its end · one given back · one in hand
    Claim closed = claimWithContent(version("closed.csv"));
    claims.close(closed, completed(closed, RowCounts.of(3, 0, 0)));
    claims.release(claim(version("back.csv")), UNTOUCHED, false, Duration.ofMinutes(1));
    Claim inHand = claim(version("in-hand.csv"));

    assertThat(erasure().held(riverside)).containsExactly(inHand.fileId());
    clock.advance(LEASE);
    assertThat(erasure().held(riverside)).isEmpty();
  }

  @Test
  void forgottenTenant_hasNoFilesBytesOrDays_andItsNeighbourHas() {
    Claim closed = claimWithContent(version("a.csv"));
    claims.close(closed, completed(closed, RowCounts.of(3, 0, 0)));
    claim(version("b.csv"));
    TenantId neighbour = new TenantId(riverside + "-2");
    InboxVersion theirs = new InboxVersion(neighbour, neighbour.prefix() + "a.csv", "v", 1, NOON);
    Claim kept = claim(theirs);

    assertThat(erasure().forget(riverside)).isEqualTo(new FileErasure.Forgotten(2, 1, 1));

    assertThat(ledger.list(riverside, Optional.empty(), 10, Optional.empty()).items()).isEmpty();
    assertThat(summary().of(riverside, LocalDate.of(2026, 3, 1), 1).get(0).files()).isZero();
    assertThat(contents.contains(closed.contentKey(sha))).isFalse();
    assertThat(ledger.find(neighbour, kept.fileId())).isPresent();
    assertThat(erasure().forget(riverside)).isEqualTo(new FileErasure.Forgotten(0, 0, 0));
  }

  @Test
  void list_showsNewestFirst_pageByPage_andByStatus() {
    // five files, the third of them rejected
    List<InboxVersion> versions =
        List.of(1, 2, 3, 4, 5).stream()
            .map(
                n ->
                    new InboxVersion(
                        riverside,
                        riverside.prefix() + n + ".csv",
                        "v" + n,
                        1,
                        NOON.plusSeconds(n)))
            .toList();
    for (InboxVersion version : versions) {
      Claim claim = claim(version);
      if (version.name().equals("3.csv")) {
        claims.close(claim, Closing.rejected(BROKEN, Optional.empty(), Optional.empty()));
      }
    }

    LedgerPage first = ledger.list(riverside, Optional.empty(), 3, Optional.empty());
    LedgerPage second = ledger.list(riverside, Optional.empty(), 3, first.next());
    assertThat(first.items())
        .extracting(entry -> entry.version().name())
        .containsExactly("5.csv", "4.csv", "3.csv");
    assertThat(second.items())
        .extracting(entry -> entry.version().name())
        .containsExactly("2.csv", "1.csv");
    assertThat(second.next()).isEmpty();
    assertThat(
            ledger.list(riverside, Optional.of(FileStatus.REJECTED), 10, Optional.empty()).items())
        .extracting(entry -> entry.version().name())
        .containsExactly("3.csv");
    assertThat(
            ledger.list(new TenantId("riverside"), Optional.empty(), 10, Optional.empty()).items())
        .as("a tenant whose name begins alike")
        .isEmpty();
  }
}
