package app.zapiska.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.delivery.UnlimitedRate;
import app.zapiska.platform.RealServices;
import app.zapiska.reminders.Arrange.Person;
import app.zapiska.reminders.Engine.MovedClock;
import app.zapiska.sandbox.ApiCall;
import app.zapiska.sandbox.Fault;
import app.zapiska.sandbox.SandboxControl;
import app.zapiska.sandbox.SandboxMessage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("3.1, BR-35: a message that has nothing to speak for any more")
class OldMessagesTest {

    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Duration TOO_OLD = Duration.ofHours(49);
    private static final String OUTDATED = "Это сообщение больше не актуально.";

    @Inject
    Engine.Parts parts;

    private final MovedClock clock = new MovedClock(Instant.parse("2027-03-10T12:00:00Z"));
    private final Arrange arrange = new Arrange();
    private SandboxControl telegram;
    private Engine engine;
    private Person anna;
    private long task;

    @BeforeEach
    void aMessageStands() {
        telegram = RealServices.sandbox().control();
        telegram.clearFaults();
        arrange.silence();
        engine = parts.replica(clock);
        anna = arrange.person();
        telegram.addChat(anna.chat(), "Анна");
        task = arrange.task(anna, "Позвонить");
        arrange.reminder(anna, task, clock.instant());
        engine.run();
        assertThat(standing())
                .singleElement()
                .satisfies(message -> assertThat(message.buttons()).isNotEmpty());
    }

    @AfterEach
    void done() {
        telegram.clearFaults();
        telegram.shiftClock(Duration.ZERO);
        arrange.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bad Request: message can't be deleted for everyone", "Bad Request: message can't be deleted"})
    @DisplayName("and can't be deleted loses its buttons, and only the new one speaks for the task")
    void whatCantBeDeletedIsEdited(String refusal) {
        telegram.script(Fault.on("deleteMessage").chat(anna.chat()).error(400, refusal));
        clock.advance(QUARTER);
        engine.run();
        engine.run();
        assertThat(standing()).hasSize(2);
        assertHarmless(standing().getFirst());
        assertThat(standing().getLast().buttons()).isNotEmpty();
        assertThat(arrange.count("select count(*) from chat_messages where chat_id = ?", anna.chat()))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("and is older than 48 hours loses its buttons, when its task is gone as well")
    void olderThanTelegramDeletes() {
        days();
        arrange.execute("delete from tasks where id = ?", task);
        stale();
        engine.correct();
        assertHarmless(standing().getFirst());
        assertThat(calls("deletemessage")).as("there was no point in asking").isEmpty();
        assertThat(arrange.count("select count(*) from chat_messages where chat_id = ?", anna.chat()))
                .isZero();
    }

    @Test
    @DisplayName("is younger and goes altogether")
    void youngerIsDeleted() {
        arrange.execute("delete from tasks where id = ?", task);
        stale();
        engine.correct();
        assertThat(standing()).isEmpty();
    }

    @Test
    @DisplayName("is deleted by the server's clock, not by ours: its refusal decides")
    void theServersClockDecides() {
        telegram.shiftClock(TOO_OLD);
        clock.advance(QUARTER);
        engine.run();
        engine.run();
        assertThat(calls("deletemessage")).hasSize(1);
        assertHarmless(standing().getFirst());
    }

    @Test
    @DisplayName("and can be neither deleted nor edited is harmless, and forgotten")
    void neitherNor() {
        telegram.script(
                Fault.on("deleteMessage").chat(anna.chat()).error(400, "Bad Request: message can't be deleted"));
        telegram.script(
                Fault.on("editMessageText").chat(anna.chat()).error(400, "Bad Request: message can't be edited"));
        clock.advance(QUARTER);
        engine.run();
        engine.run();
        engine.run();
        assertThat(calls("deletemessage")).hasSize(1);
        assertThat(calls("editmessagetext")).hasSize(1);
        assertThat(arrange.count("select count(*) from chat_messages where chat_id = ?", anna.chat()))
                .isEqualTo(1);
    }

    @Test
    @DisplayName("and stands in a blocked chat waits until Start is pressed, and then loses its buttons")
    void aBlockedChat() {
        telegram.block(anna.chat());
        days();
        arrange.execute("delete from tasks where id = ?", task);
        stale();
        for (int i = 0; i < 5; i++) {
            engine.correct();
            clock.advance(Duration.ofHours(1));
        }
        assertThat(calls("editmessagetext")).as("asked once").hasSize(1);
        assertThat(arrange.count(
                        "select count(*) from accounts where id = ? and telegram_blocked_at is not null",
                        anna.account()))
                .isEqualTo(1);
        telegram.unblock(anna.chat());
        arrange.execute(
                "update accounts set telegram_blocked_at = null, telegram_blocked_reason = null where id = ?",
                anna.account());
        engine.correct();
        assertHarmless(standing().getFirst());
    }

    @Test
    @DisplayName("and stands in a chat that was linked once is left there as it is, whoever reads it now")
    void aChatOfBefore() {
        var stood = standing();
        linkedElsewhere();
        var boris = arrange.person();
        arrange.execute("update accounts set telegram_chat_id = ? where id = ?", anna.chat(), boris.account());
        arrange.execute("update tasks set title = 'Тайна' where id = ?", task);
        stale();
        engine.correct();
        arrange.execute("delete from tasks where id = ?", task);
        stale();
        engine.correct();
        assertThat(standing()).isEqualTo(stood);
        assertThat(calls("editmessagetext")).isEmpty();
        assertThat(calls("deletemessage")).isEmpty();
        assertThat(arrange.count("select count(*) from chat_messages where chat_id = ?", anna.chat()))
                .as("and forgotten")
                .isZero();
    }

    @Test
    @DisplayName(
            "a reminder whose turn comes after the chat was linked elsewhere goes to the new one, and not to the old")
    void linkedElsewhereInTheRow() {
        var before = standing();
        var inTheRow = parts.replica(clock, parts.messenger, asItsTurnComes(this::linkedElsewhere));
        clock.advance(QUARTER);
        inTheRow.tick();
        assertThat(standing()).isEqualTo(before);
        clock.advance(Duration.ofSeconds(90));
        engine.rescue();
        engine.run();
        assertThat(standing()).isEqualTo(before);
        assertThat(telegram.messages(elsewhere())).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("and whose turn to be changed comes after the chat was linked elsewhere is left as it is")
    void correctedInTheRow(boolean theTaskIsThere) {
        var stood = standing();
        if (theTaskIsThere) {
            arrange.execute("update tasks set title = 'Тайна' where id = ?", task);
        } else {
            arrange.execute("delete from tasks where id = ?", task);
        }
        stale();
        parts.replica(clock, parts.messenger, asItsTurnComes(this::linkedElsewhere))
                .correct();
        assertThat(standing()).isEqualTo(stood);
        assertThat(calls("editmessagetext")).isEmpty();
        assertThat(calls("deletemessage")).isEmpty();
        assertThat(arrange.count("select count(*) from chat_messages where chat_id = ?", anna.chat()))
                .as("and forgotten")
                .isZero();
    }

    @Test
    @DisplayName("and could not be deleted is not edited either, when the chat was linked elsewhere between the two")
    void refusedAndThenLinkedElsewhere() {
        var turns = new AtomicInteger();
        telegram.script(
                Fault.on("deleteMessage").chat(anna.chat()).error(400, "Bad Request: message can't be deleted"));
        arrange.execute("delete from tasks where id = ?", task);
        stale();
        parts.replica(clock, parts.messenger, asItsTurnComes(() -> {
                    if (turns.incrementAndGet() == 2) {
                        linkedElsewhere();
                    }
                }))
                .correct();
        assertThat(turns).hasValue(2);
        assertThat(calls("deletemessage")).hasSize(1);
        assertThat(calls("editmessagetext")).isEmpty();
    }

    private UnlimitedRate asItsTurnComes(Runnable then) {
        return new UnlimitedRate() {
            @Override
            public Uni<Turn> ask(long chatId, Rank rank) {
                if (chatId == anna.chat()) {
                    then.run();
                }
                return super.ask(chatId, rank);
            }
        };
    }

    private long elsewhere() {
        return anna.chat() + 500_000_000;
    }

    private void linkedElsewhere() {
        telegram.addChat(elsewhere(), "Анна");
        arrange.execute(
                "update accounts set telegram_chat_id = ?, telegram_user_id = ? where id = ?",
                elsewhere(),
                elsewhere(),
                anna.account());
    }

    @Test
    @DisplayName("3.2: a 429 to its correction makes the rest of the chat wait without asking")
    void tooManyRequests() {
        for (int i = 0; i < 5; i++) {
            arrange.reminder(anna, arrange.task(anna, "Дело " + i), clock.instant());
        }
        engine.run();
        arrange.execute("delete from tasks where account_id = ?", anna.account());
        stale();
        int before = calls("deletemessage").size();
        telegram.script(Fault.on("deleteMessage").chat(anna.chat()).rateLimited(7));
        engine.correct();
        engine.correct();
        assertThat(calls("deletemessage")).hasSize(before + 1);
        clock.advance(Duration.ofMinutes(1));
        engine.correct();
        assertThat(standing()).isEmpty();
    }

    private void days() {
        clock.advance(TOO_OLD);
        telegram.shiftClock(TOO_OLD);
    }

    private void stale() {
        arrange.execute(
                "update chat_messages set stale_since = ?, next_try_at = ?, revision = revision + 1 where chat_id = ?",
                clock.instant(),
                clock.instant(),
                anna.chat());
    }

    private void assertHarmless(SandboxMessage message) {
        assertThat(message.text()).isEqualTo(OUTDATED);
        assertThat(message.buttons()).isEmpty();
    }

    private List<SandboxMessage> standing() {
        return telegram.messages(anna.chat()).stream()
                .filter(message -> !message.deleted())
                .toList();
    }

    private List<ApiCall> calls(String method) {
        return telegram.calls().stream()
                .filter(call ->
                        call.method().equals(method) && call.chatId().equals(java.util.OptionalLong.of(anna.chat())))
                .toList();
    }
}
