package app.zapiska.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.accounts.AccountSettings.Nagging;
import app.zapiska.accounts.AccountSettings.Pause;
import app.zapiska.accounts.SettingsService;
import app.zapiska.accounts.WorkingHours;
import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import app.zapiska.reminders.Arrange.Person;
import app.zapiska.reminders.Engine.MovedClock;
import app.zapiska.sandbox.AcceptedSend;
import app.zapiska.sandbox.SandboxControl;
import app.zapiska.telegram.BotInbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("G10: what comes due in a pause is held and comes at its end")
class PauseTest {

    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

    @Inject
    Engine.Parts parts;

    @Inject
    SettingsService settings;

    @Inject
    MutableClock clock;

    @Inject
    BotInbox inbox;

    private final MovedClock engineClock = new MovedClock(Instant.EPOCH);
    private final Arrange arrange = new Arrange();
    private SandboxControl telegram;
    private Engine engine;
    private ZoneId zone = MOSCOW;
    private Person anna;

    @BeforeEach
    void aChat() {
        telegram = RealServices.sandbox().control();
        telegram.clearFaults();
        arrange.silence();
        engine = parts.replica(engineClock);
        anna = person(MOSCOW);
        time("2027-03-10T12:00");
    }

    @AfterEach
    void done() {
        clock.backToReal();
        arrange.close();
    }

    @Test
    void nothingIsSentAndAtItsEndAllComesTogether() {
        var reminders = IntStream.rangeClosed(1, 5)
                .mapToObj(
                        i -> arrange.reminder(anna, arrange.task(anna, "Задача " + i), at("2027-03-11T1" + i + ":00")))
                .toList();
        pause("2027-03-13T00:00", true);
        for (var moment : List.of("2027-03-11T11:00", "2027-03-11T15:00", "2027-03-12T12:00", "2027-03-12T23:59")) {
            run(moment);
        }
        assertThat(sends()).isEmpty();
        assertThat(reminders).allSatisfy(reminder -> {
            assertThat(arrange.state(reminder)).isEqualTo("SCHEDULED");
            assertThat(arrange.dueAt(reminder)).isEqualTo(at("2027-03-13T07:00"));
            assertThat(arrange.outcomes(reminder)).isEmpty();
        });

        run("2027-03-13T06:59");
        assertThat(sends()).isEmpty();
        run("2027-03-13T07:00");
        assertThat(sends())
                .singleElement()
                .satisfies(sent ->
                        assertThat(sent.text()).contains("Задача 1", "Задача 2", "Задача 3", "Задача 4", "Задача 5"));
        assertThat(reminders)
                .allSatisfy(reminder -> assertThat(arrange.outcomes(reminder)).containsExactly("SENT"));
    }

    @Test
    @DisplayName("a nag that has begun keeps its number and goes on after the pause, once")
    void aNagGoesOn() {
        long reminder = arrange.reminder(anna, arrange.task(anna, "Позвонить"), at("2027-03-10T12:00"));
        run("2027-03-10T12:00");
        assertThat(sends()).hasSize(1);
        pause("2027-03-11T00:00", true);
        for (int hour = 13; hour < 22; hour++) {
            run("2027-03-10T" + hour + ":00");
        }
        assertThat(sends()).hasSize(1);
        assertThat(arrange.state(reminder)).isEqualTo("AWAITING");
        run("2027-03-11T07:00");
        run("2027-03-11T07:10");
        assertThat(sends()).hasSize(2);
        assertThat(arrange.outcomes(reminder)).containsExactly("SENT", "SENT");
    }

    @Test
    void paymentsComeUnlessNothingAtAllWasWished() {
        var loan = arrange.loan(anna, "МаниМен", "5056", LocalDate.of(2027, 3, 11));
        var other = arrange.loan(anna, "Займер", "700", LocalDate.of(2027, 3, 12));
        arrange.reminder(anna, loan, at("2027-03-11T12:00"));
        arrange.reminder(anna, other, at("2027-03-12T12:00"));
        arrange.reminder(anna, arrange.task(anna, "Позвонить"), at("2027-03-11T12:00"));
        pause("2027-03-20T00:00", true);
        run("2027-03-11T12:00");
        assertThat(sends())
                .singleElement()
                .satisfies(sent -> assertThat(sent.text()).contains("МаниМен"));

        pause("2027-03-20T00:00", false);
        run("2027-03-11T12:15");
        run("2027-03-12T12:00");
        assertThat(sends()).hasSize(1);
        // Thought better of: payments come at once.
        pause("2027-03-20T00:00", true);
        run("2027-03-12T12:01");
        assertThat(sends()).hasSize(3);
        assertThat(sends()).noneSatisfy(sent -> assertThat(sent.text()).contains("Позвонить"));
    }

    @Test
    @DisplayName(
            "ended early everything held comes at once, and only that: what was put off meanwhile keeps its moment")
    void endedEarly() {
        long task = arrange.task(anna, "Позвонить");
        long held = arrange.reminder(anna, task, at("2027-03-10T13:00"));
        long snoozed = arrange.reminder(anna, arrange.task(anna, "Потом"), at("2027-03-10T13:00"));
        long later = arrange.reminder(anna, arrange.task(anna, "Позже"), at("2027-03-15T12:00"));
        pause("2027-03-20T00:00", true);
        run("2027-03-10T13:00");
        assertThat(arrange.dueAt(held)).isEqualTo(at("2027-03-20T07:00"));
        long put = (long) arrange.row("select subject_id from reminders where id = ?", snoozed)
                .get("subject_id");
        inbox.press(anna.chat(), anna.chat(), 1, "t:t:" + put + ":0:0");

        time("2027-03-10T14:00");
        end();
        run("2027-03-10T14:00");

        assertThat(sends())
                .singleElement()
                .satisfies(sent -> assertThat(sent.text()).contains("Позвонить"));
        assertThat(arrange.dueAt(snoozed)).isEqualTo(at("2027-03-11T09:00"));
        assertThat(arrange.dueAt(later)).isEqualTo(at("2027-03-15T12:00"));
    }

    @Test
    void extendedAndShortened() {
        long reminder = arrange.reminder(anna, arrange.task(anna, "Позвонить"), at("2027-03-10T13:00"));
        pause("2027-03-12T00:00", false);
        run("2027-03-10T13:00");
        pause("2027-03-15T00:00", false);
        run("2027-03-12T12:00");
        assertThat(sends()).isEmpty();
        assertThat(arrange.dueAt(reminder)).isEqualTo(at("2027-03-15T07:00"));
        pause("2027-03-13T00:00", false);
        run("2027-03-13T06:59");
        assertThat(sends()).isEmpty();
        run("2027-03-13T07:00");
        assertThat(sends()).hasSize(1);
    }

    @Test
    @DisplayName("other working hours, chosen in the pause, leave nothing behind when it is ended early")
    void otherHoursMeanwhile() {
        long first = arrange.reminder(anna, arrange.task(anna, "Позвонить"), at("2027-03-10T12:00"));
        run("2027-03-10T12:00");
        arrange.reminder(anna, arrange.task(anna, "Написать"), at("2027-03-10T13:00"));
        pause("2027-03-20T00:00", false);
        run("2027-03-10T13:00");
        hours(9, 20);
        run("2027-03-10T13:01");
        assertThat(sends()).hasSize(1);
        time("2027-03-10T14:00");
        end();
        run("2027-03-10T14:00");
        assertThat(sends()).hasSize(3);
        assertThat(arrange.outcomes(first)).containsExactly("SENT", "SENT");
    }

    @Test
    void endedInTheNightItWaitsForTheMorning() {
        long reminder = arrange.reminder(anna, arrange.task(anna, "Позвонить"), at("2027-03-10T13:00"));
        pause("2027-03-20T00:00", false);
        run("2027-03-10T13:00");
        time("2027-03-10T23:00");
        end();
        run("2027-03-10T23:00");
        assertThat(sends()).isEmpty();
        assertThat(arrange.dueAt(reminder)).isEqualTo(at("2027-03-11T07:00"));
    }

    @Test
    @DisplayName("E6: the pause ends by the wall clock on both nights of daylight saving")
    void daylightSaving() {
        zone = ZoneId.of("Europe/Berlin");
        for (var night : List.of("2027-03-28", "2027-10-31")) {
            anna = person(zone);
            var day = LocalDate.parse(night);
            time(day.minusDays(2) + "T12:00");
            long reminder = arrange.reminder(anna, arrange.task(anna, "Позвонить"), at(day.minusDays(1) + "T12:00"));
            pause(night + "T00:00", true);
            run(day.minusDays(1) + "T12:00");
            assertThat(arrange.dueAt(reminder)).isEqualTo(at(night + "T07:00"));
            run(night + "T06:59");
            assertThat(sends()).isEmpty();
            run(night + "T07:00");
            assertThat(sends()).hasSize(1);
            arrange.silence();
        }
    }

    @Test
    @DisplayName("whoever ends the pause while a worker holds what it keeps back never leaves a reminder behind")
    void endedWhileTheWorkerHolds() throws SQLException {
        long reminder = arrange.reminder(anna, arrange.task(anna, "Позвонить"), at("2027-03-10T13:00"));
        pause("2027-03-20T00:00", false);
        time("2027-03-10T13:00");
        try (var other = DriverManager.getConnection(RealServices.ownerUrl())) {
            other.setAutoCommit(false);
            other.createStatement().execute("update accounts set paused_until = null where id = " + anna.account());
            // The worker has read the pause and finds the account in the hands of somebody else.
            engine.run();
            assertThat(arrange.row("select reason from reminders where id = ?", reminder))
                    .containsEntry("reason", null);
            other.commit();
        }
        run("2027-03-10T13:01");
        assertThat(sends()).hasSize(1);
    }

    @Test
    void aBlockedChatAndADeadWorkerChangeNothingAboutIt() {
        long reminder = arrange.reminder(anna, arrange.task(anna, "Позвонить"), at("2027-03-10T13:00"));
        pause("2027-03-12T00:00", false);
        arrange.execute("""
                update reminders set state = 'CLAIMED', lease_owner = gen_random_uuid(), lease_until = ?, fence = fence + 1
                where id = ?""", at("2027-03-10T13:00"), reminder);
        time("2027-03-10T13:02");
        engine.rescue();
        engine.run();
        assertThat(arrange.dueAt(reminder)).isEqualTo(at("2027-03-12T07:00"));
        assertThat(sends()).isEmpty();
        run("2027-03-12T07:00");
        assertThat(sends()).hasSize(1);
    }

    // ---- what people do

    private Person person(ZoneId of) {
        var person = arrange.person(of, 7, 22);
        telegram.addChat(person.chat(), "Анна");
        return person;
    }

    private void pause(String until, boolean sparing) {
        change(Optional.of(new Pause(at(until), sparing)));
    }

    private void end() {
        change(Optional.empty());
    }

    private void hours(int from, int to) {
        settled(() -> settings.change(
                anna.account(),
                now -> now.withNagging(new Nagging(
                        WorkingHours.daily(from, to),
                        now.repeatIntervals(),
                        now.snoozeDefault(),
                        now.nagging().pause()))));
    }

    private void change(Optional<Pause> pause) {
        settled(() -> settings.pause(anna.account(), pause));
    }

    private static void settled(Supplier<? extends Uni<?>> change) {
        try {
            VertxContextSupport.subscribeAndAwait(() -> change.get().replaceWithVoid());
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    private Instant at(String local) {
        return LocalDateTime.parse(local).atZone(zone).toInstant();
    }

    private void time(String local) {
        engineClock.set(at(local));
        clock.set(at(local));
    }

    private void run(String local) {
        time(local);
        engine.run();
    }

    private List<AcceptedSend> sends() {
        return telegram.acceptedSends().stream()
                .filter(send -> send.chatId() == anna.chat())
                .toList();
    }
}
