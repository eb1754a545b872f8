package app.zapiska.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.delivery.Pace.Rank;
import app.zapiska.delivery.Pace.Turn;
import app.zapiska.telegram.Messenger;
import app.zapiska.telegram.NotedChats;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.RichText;
import app.zapiska.telegram.SendOutcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("7.1: an answer to what a person writes")
class AnswerRowTest {

    private static final long CHAT = 7;

    private final ScriptedPace pace = new ScriptedPace();
    private final List<OutgoingMessage> sent = new ArrayList<>();
    private final List<String> shown = new ArrayList<>();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    private final AnswerRow answers = new AnswerRow(
            new Delivery(
                    new Messenger() {
                        @Override
                        public Uni<SendOutcome> send(long chatId, OutgoingMessage message) {
                            sent.add(message);
                            return Uni.createFrom().item(new SendOutcome.Sent(sent.size()));
                        }

                        @Override
                        public Uni<EditOutcome> edit(long chatId, long messageId, OutgoingMessage message) {
                            shown.add(messageId + ": " + message.text().text());
                            return Uni.createFrom().item(new EditOutcome.Done());
                        }

                        @Override
                        public Uni<EditOutcome> delete(long chatId, long messageId) {
                            throw new AssertionError("answers delete nothing");
                        }

                        @Override
                        public boolean ready() {
                            return true;
                        }
                    },
                    pace,
                    new NotedChats()),
            metrics);

    private CompletableFuture<Turn> busy() {
        var turn = new CompletableFuture<Turn>();
        pace.turns.add(Uni.createFrom().completionStage(turn));
        return turn;
    }

    private static void free(CompletableFuture<Turn> turn) {
        turn.complete(new Turn.Taken(Duration.ZERO, ScriptedPace.PLACE));
    }

    private List<String> texts() {
        return sent.stream().map(message -> message.text().text()).toList();
    }

    @Test
    void isSaidAtOnceWhenTheChatIsFree() {
        answers.say(CHAT, OutgoingMessage.plain("раз"));
        answers.say(CHAT, OutgoingMessage.plain("два"));
        assertThat(texts()).containsExactly("раз", "два");
        assertThat(pace.asked).containsExactly(Rank.ANSWER, Rank.ANSWER);
    }

    @Test
    @DisplayName("becomes one with the others that wait, and says nothing twice")
    void severalBecomeOne() {
        var turn = busy();
        for (int i = 0; i < 200; i++) {
            answers.say(CHAT, OutgoingMessage.plain("Я понимаю только кнопки"));
        }
        answers.say(
                CHAT, new OutgoingMessage(RichText.builder().bold("Записано").build(), List.of()));
        assertThat(sent).isEmpty();
        free(turn);
        assertThat(texts()).containsExactly("Я понимаю только кнопки\n\nЗаписано");
        assertThat(sent.getFirst().text().entities())
                .singleElement()
                .satisfies(bold -> assertThat(bold.offset()).isEqualTo(25));
        assertThat(pace.asked).hasSize(1);
    }

    @Test
    @DisplayName("with a button it can't be joined with others, but is not said twice either")
    void oneWithAButtonIsSaidOnce() {
        var turn = busy();
        var help = new OutgoingMessage(
                RichText.plain("Вот что я умею"),
                List.of(List.of(new OutgoingMessage.LinkButton(
                        "Открыть Записную книжку", java.net.URI.create("https://zapiska.example.org/")))));
        for (int i = 0; i < 200; i++) {
            answers.say(CHAT, help);
            answers.say(CHAT, OutgoingMessage.plain("другое"));
        }
        free(turn);
        assertThat(texts()).containsExactly("Вот что я умею", "другое");
    }

    @Test
    void neverBecomesLongerThanAMessage() {
        var turn = busy();
        for (int i = 0; i < 12; i++) {
            answers.say(CHAT, OutgoingMessage.plain(i + "я".repeat(900)));
        }
        free(turn);
        assertThat(sent)
                .hasSize(3)
                .allSatisfy(message -> assertThat(message.text().text()).hasSizeLessThanOrEqualTo(4_096));
    }

    @Test
    @DisplayName("with buttons keeps them; of several questions only the last is asked, and learns its number")
    void buttonsAndQuestions() {
        var told = new ArrayList<String>();
        var turn = busy();
        var keyboard = List.of(List.<OutgoingMessage.Button>of(new OutgoingMessage.ActionButton("Назад", "b")));
        answers.say(CHAT, new OutgoingMessage(RichText.plain("с кнопкой"), keyboard));
        for (var question : List.of("первый", "второй")) {
            answers.say(CHAT, OutgoingMessage.asking(RichText.plain(question), "сумма"), id -> {
                told.add(question + " " + id);
                return Uni.createFrom().voidItem();
            });
        }
        answers.say(CHAT, OutgoingMessage.plain("слова"));
        free(turn);
        assertThat(texts()).containsExactly("с кнопкой", "второй", "слова");
        assertThat(sent.getFirst().keyboard()).isEqualTo(keyboard);
        assertThat(told).containsExactly("второй 2");
    }

    @Test
    @DisplayName("that changes a message waits for its turn like any other, and only the last change is made")
    void changes() {
        var turn = busy();
        answers.show(CHAT, 5, OutgoingMessage.plain("раз"));
        answers.show(CHAT, 6, OutgoingMessage.plain("другое"));
        answers.show(CHAT, 5, OutgoingMessage.plain("два"));
        assertThat(shown).isEmpty();
        free(turn);
        assertThat(shown).containsExactly("5: два", "6: другое");
    }

    @Test
    @DisplayName("is dropped when the turn would come too late, and the next one is not")
    void tooLate() {
        var turn = busy();
        for (int i = 0; i < 50; i++) {
            answers.show(CHAT, i, OutgoingMessage.plain("поздно"));
        }
        turn.complete(new Turn.NotYet(Duration.ofMinutes(1)));
        assertThat(shown).isEmpty();
        assertThat(pace.closedFor).isEqualTo(Optional.empty());
        assertThat(metrics.counter("zapiska.telegram.answers", "result", "late").count())
                .isEqualTo(50);
        answers.say(CHAT, OutgoingMessage.plain("снова"));
        assertThat(texts()).containsExactly("снова");
    }

    @Test
    void ofOneChatDoesNotWaitForAnothers() {
        var turn = busy();
        answers.say(CHAT, OutgoingMessage.plain("ждёт"));
        answers.say(8, OutgoingMessage.plain("другой чат"));
        assertThat(texts()).containsExactly("другой чат");
        free(turn);
        assertThat(texts()).containsExactly("другой чат", "ждёт");
    }
}
