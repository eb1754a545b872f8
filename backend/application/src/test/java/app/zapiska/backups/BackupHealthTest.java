package app.zapiska.backups;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.backups.Backup.Fault;
import app.zapiska.backups.Backup.Remote;
import app.zapiska.backups.BackupHealth.Attempt;
import app.zapiska.backups.BackupHealth.Facts;
import app.zapiska.backups.BackupHealth.Good;
import app.zapiska.backups.BackupHealth.Trouble;
import app.zapiska.backups.BackupNotice.Next;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** When something is wrong with backups, and when the owner hears of it. */
class BackupHealthTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final BackupNotice NOTHING_TOLD = new BackupNotice(Set.of(), Optional.empty());
    private static final Duration DAY = Duration.ofHours(24);

    private static BackupsConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(BackupsConfig.class)
                .withConverter(Duration.class, 100, new io.quarkus.runtime.configuration.DurationConverter())
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(BackupsConfig.class);
    }

    private static final BackupsConfig HERE =
            config(Map.of("zapiska.backups.folder", Path.of("/backups").toString()));
    private static final BackupsConfig NOT_HERE = config(Map.of());

    private static Optional<Good> good(Duration ago, Remote remote) {
        return Optional.of(new Good(NOW.minus(ago), 1000, remote));
    }

    private static Optional<Attempt> attempt(Duration ago, Fault fault) {
        return Optional.of(new Attempt(NOW.minus(ago), Optional.ofNullable(fault)));
    }

    private static Facts facts(Optional<Good> good, Optional<Attempt> last, Optional<Attempt> proof) {
        return new Facts(
                NOW.minus(Duration.ofDays(30)),
                good,
                last,
                proof,
                Optional.empty(),
                Optional.empty(),
                false,
                NOTHING_TOLD);
    }

    private static Set<Trouble> troubles(Facts facts) {
        return BackupHealth.troubles(facts, HERE, NOW);
    }

    @Test
    void lastNightsGoodAndProvedBackupIsNoTrouble() {
        assertThat(troubles(facts(
                        good(Duration.ofHours(11), Remote.STORED),
                        attempt(Duration.ofHours(11), null),
                        attempt(Duration.ofHours(11), null))))
                .isEmpty();
    }

    @Test
    @DisplayName("O3: no backup for 26 hours is trouble, and a minute earlier it is not")
    void staleAfter26Hours() {
        var almost = Duration.ofHours(26).minusMinutes(1);
        assertThat(troubles(facts(good(almost, Remote.STORED), attempt(almost, null), Optional.empty())))
                .isEmpty();
        var day = Duration.ofHours(26);
        assertThat(troubles(facts(good(day, Remote.STORED), attempt(day, null), Optional.empty())))
                .containsExactly(Trouble.STALE);
        assertThat(troubles(facts(Optional.empty(), Optional.empty(), Optional.empty())))
                .containsExactly(Trouble.STALE);
    }

    @Test
    void anInstallationThatMakesNoBackupsIsNotNaggedAboutThem() {
        assertThat(BackupHealth.troubles(facts(Optional.empty(), Optional.empty(), Optional.empty()), NOT_HERE, NOW))
                .isEmpty();
    }

    @Test
    void aFailureIsTroubleAtOnceAndAnInterruptionWhenNobodyHasMadeUpForIt() {
        var before = good(Duration.ofHours(10), Remote.STORED);
        assertThat(troubles(facts(before, attempt(Duration.ZERO, Fault.DISK_FULL), Optional.empty())))
                .containsExactly(Trouble.FAILED);
        assertThat(troubles(facts(before, attempt(Duration.ofMinutes(59), Fault.WORKER_GONE), Optional.empty())))
                .isEmpty();
        assertThat(troubles(facts(before, attempt(Duration.ofMinutes(60), Fault.WORKER_GONE), Optional.empty())))
                .containsExactly(Trouble.FAILED);
        assertThat(troubles(facts(before, attempt(Duration.ZERO, null), attempt(Duration.ZERO, Fault.DIFFERENT))))
                .containsExactly(Trouble.NOT_PROVED);
    }

    @Test
    void aBackupThatIsNowhereButHereIsTroubleAfterTwoHours() {
        assertThat(troubles(facts(good(Duration.ofMinutes(119), Remote.FAILED), Optional.empty(), Optional.empty())))
                .isEmpty();
        assertThat(troubles(facts(good(Duration.ofHours(2), Remote.FAILED), Optional.empty(), Optional.empty())))
                .containsExactly(Trouble.OFF_SITE);
    }

    @Test
    void whatNobodyBeginsIsTroubleUnlessSomebodyIsAtWork() {
        var waiting = Optional.of(NOW.minus(Duration.ofMinutes(15)));
        var good = good(Duration.ofHours(1), Remote.STORED);
        assertThat(troubles(new Facts(
                        NOW, good, Optional.empty(), Optional.empty(), Optional.empty(), waiting, false, NOTHING_TOLD)))
                .containsExactly(Trouble.NO_WORKER);
        assertThat(troubles(new Facts(
                        NOW, good, Optional.empty(), Optional.empty(), Optional.empty(), waiting, true, NOTHING_TOLD)))
                .isEmpty();
    }

    @Test
    void troubleIsToldOnceThenDailyAndItsEndOnce() {
        var failed = Set.of(Trouble.FAILED);
        assertThat(NOTHING_TOLD.next(Set.of(), DAY, NOW)).isEqualTo(Next.NOTHING);
        assertThat(NOTHING_TOLD.next(failed, DAY, NOW)).isEqualTo(Next.TROUBLE);
        var told = new BackupNotice(failed, Optional.of(NOW));
        assertThat(told.next(failed, DAY, NOW.plus(DAY).minusSeconds(1))).isEqualTo(Next.NOTHING);
        assertThat(told.next(failed, DAY, NOW.plus(DAY))).isEqualTo(Next.TROUBLE);
        assertThat(told.next(Set.of(Trouble.FAILED, Trouble.STALE), DAY, NOW.plusSeconds(1)))
                .as("another one is news")
                .isEqualTo(Next.TROUBLE);
        var both = new BackupNotice(Set.of(Trouble.FAILED, Trouble.STALE), Optional.of(NOW));
        assertThat(both.next(failed, DAY, NOW.plusSeconds(1)))
                .as("one less is not")
                .isEqualTo(Next.NOTHING);
        assertThat(told.next(Set.of(), DAY, NOW.plusSeconds(1))).isEqualTo(Next.RECOVERED);
    }
}
