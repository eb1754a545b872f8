package app.zapiska.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.delivery.Delivery.Change;
import app.zapiska.delivery.Delivery.Ready;
import app.zapiska.delivery.RateLimiter.Rank;
import app.zapiska.telegram.Messenger;
import app.zapiska.telegram.Messenger.EditOutcome;
import app.zapiska.telegram.NotedChats;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.SendOutcome;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("3.2: whatever goes into a chat, whoever sends it,")
class DeliveryTest {

    private static final long CHAT = 7;
    private static final OutgoingMessage HELLO = OutgoingMessage.plain("Привет");

    private final ScriptedRateLimiter pace = new ScriptedRateLimiter();
    private final NotedChats chats = new NotedChats();
    private final List<String> events = new ArrayList<>();
    private SendOutcome outcome = new SendOutcome.Sent(1);
    private EditOutcome editOutcome = new EditOutcome.Done();

    private final Delivery delivery = new Delivery(
            new Messenger() {
                @Override
                public Uni<SendOutcome> send(long chatId, OutgoingMessage message) {
                    events.add("sent");
                    return outcome == null
                            ? Uni.createFrom().failure(new IllegalStateException("broken"))
                            : Uni.createFrom().item(outcome);
                }

                @Override
                public Uni<EditOutcome> edit(long chatId, long messageId, OutgoingMessage message) {
                    events.add("edited");
                    return Uni.createFrom().item(editOutcome);
                }

                @Override
                public Uni<EditOutcome> delete(long chatId, long messageId) {
                    events.add("deleted");
                    return Uni.createFrom().item(editOutcome);
                }

                @Override
                public boolean ready() {
                    return true;
                }
            },
            pace,
            chats);

    private String send(Rank rank) {
        return delivery.<String>send(
                        CHAT,
                        rank,
                        () -> Uni.createFrom().item(() -> {
                            events.add("intended");
                            return new Ready.Message<>(HELLO, it -> {
                                events.add("recorded while " + pace.closedFor + chats.told);
                                return Uni.createFrom().item(it.getClass().getSimpleName());
                            });
                        }),
                        pause -> Uni.createFrom().item("late by " + pause.toSeconds()))
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    private String change(Rank rank, Change<String> change) {
        return delivery.<String>change(
                        CHAT,
                        rank,
                        () -> Uni.createFrom().item(change),
                        it -> Uni.createFrom().item(it.getClass().getSimpleName()),
                        pause -> Uni.createFrom().item("late by " + pause.toSeconds()))
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    private static List<Change<String>> changes() {
        return List.of(new Change.Edit<>(5, HELLO), new Change.Delete<>(5));
    }

    @Test
    void isIntendedSentAndRecordedInThisOrder() {
        assertThat(send(Rank.REMINDER)).isEqualTo("Sent");
        assertThat(events).containsExactly("intended", "sent", "recorded while Optional.empty[]");
        assertThat(pace.asked).containsExactly(Rank.REMINDER);
    }

    @ParameterizedTest
    @EnumSource(Rank.class)
    @DisplayName("begins a cooldown when Telegram says 429: every kind of message, edits and deletions too")
    void tooManyRequests(Rank rank) {
        outcome = new SendOutcome.TooManyRequests(Duration.ofSeconds(31));
        assertThat(send(rank)).isEqualTo("TooManyRequests");
        assertThat(pace.closedFor).contains(Duration.ofSeconds(31));
        assertThat(events).as("recorded first").last().isEqualTo("recorded while Optional.empty[]");
        for (var change : changes()) {
            pace.closedFor = java.util.Optional.empty();
            editOutcome = new EditOutcome.TooManyRequests(Duration.ofSeconds(32));
            assertThat(change(rank, change)).isEqualTo("TooManyRequests");
            assertThat(pace.closedFor).as("%s", change).contains(Duration.ofSeconds(32));
        }
    }

    @ParameterizedTest
    @EnumSource(Rank.class)
    @DisplayName("blocks the chat that can't be written to, and follows the group that has moved")
    void chatsThatAreGone(Rank rank) {
        outcome = new SendOutcome.ChatUnreachable("Forbidden: bot was blocked by the user");
        send(rank);
        outcome = new SendOutcome.ChatMigrated(-1007);
        send(rank);
        for (var change : changes()) {
            editOutcome = new EditOutcome.ChatUnreachable("Forbidden: bot was blocked by the user");
            change(rank, change);
            editOutcome = new EditOutcome.ChatMigrated(-1007);
            change(rank, change);
        }
        assertThat(chats.told)
                .containsExactly(
                        "blocked 7",
                        "moved 7 to -1007",
                        "blocked 7",
                        "moved 7 to -1007",
                        "blocked 7",
                        "moved 7 to -1007");
    }

    @Test
    @DisplayName("is told at once when its turn comes too late, and has taken no place")
    void tooLate() {
        pace.turns.add(ScriptedRateLimiter.notYet(Duration.ofSeconds(46)));
        assertThat(send(Rank.REMINDER)).isEqualTo("late by 46");
        assertThat(events).isEmpty();
        pace.turns.add(ScriptedRateLimiter.notYet(Duration.ofSeconds(46)));
        assertThat(change(Rank.CORRECTION, changes().getFirst())).isEqualTo("late by 46");
        assertThat(events).isEmpty();
    }

    @Test
    void asksAgainUntilItIsItsTurn() {
        for (int i = 0; i < 5; i++) {
            pace.turns.add(ScriptedRateLimiter.notYet(Duration.ofMillis(1)));
        }
        assertThat(send(Rank.ANSWER)).isEqualTo("Sent");
        assertThat(pace.asked).hasSize(6);
    }

    @Test
    @DisplayName("gives its place back when nothing is to be sent any more, or when that could not be found out")
    void givesBack() {
        var nothing = delivery.<String>send(
                CHAT,
                Rank.REMINDER,
                () -> Uni.createFrom().item(new Ready.Nothing<>("done meanwhile")),
                pause -> Uni.createFrom().nullItem());
        assertThat(nothing.await().atMost(Duration.ofSeconds(5))).isEqualTo("done meanwhile");
        assertThat(pace.givenBack).containsExactly(ScriptedRateLimiter.PLACE);
        var broken = delivery.<String>send(
                CHAT,
                Rank.REMINDER,
                () -> {
                    throw new IllegalStateException("the database is away");
                },
                pause -> Uni.createFrom().nullItem());
        assertThat(broken.onFailure().recoverWithItem("failed").await().atMost(Duration.ofSeconds(5)))
                .isEqualTo("failed");
        assertThat(pace.givenBack).hasSize(2);
        assertThat(change(Rank.CORRECTION, new Change.Nothing<>("stays as it is")))
                .isEqualTo("stays as it is");
        assertThat(pace.givenBack).hasSize(3);
        assertThat(events).isEmpty();
    }

    @Test
    void whoseAdapterBreaksIsOfUnknownFate() {
        outcome = null;
        assertThat(send(Rank.REMINDER)).isEqualTo("Unknown");
        assertThat(pace.givenBack).as("it may have gone out").isEmpty();
    }

    @Test
    @DisplayName("obeys Telegram also when what it said could not be recorded")
    void obeysAnyway() {
        outcome = new SendOutcome.TooManyRequests(Duration.ofSeconds(9));
        var failing = delivery.<String>send(
                CHAT,
                Rank.REMINDER,
                () -> Uni.createFrom()
                        .item(new Ready.Message<>(
                                HELLO, it -> Uni.createFrom().failure(new IllegalStateException("no database")))),
                pause -> Uni.createFrom().nullItem());
        assertThat(failing.onFailure().recoverWithItem("failed").await().atMost(Duration.ofSeconds(5)))
                .isEqualTo("failed");
        assertThat(pace.closedFor).contains(Duration.ofSeconds(9));
    }
}
