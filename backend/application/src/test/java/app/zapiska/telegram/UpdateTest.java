package app.zapiska.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.zapiska.accounts.Visitor;
import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import app.zapiska.sandbox.SandboxControl;
import app.zapiska.sandbox.SandboxMessage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("An update from Telegram")
class UpdateTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final AtomicLong PEOPLE = new AtomicLong(50_000_000);
    private static final AtomicLong UPDATES = new AtomicLong(900_000_000);

    @Inject
    UpdateReceiver receiver;

    @Inject
    UpdateService updates;

    @Inject
    BotLife life;

    @Inject
    Bot bot;

    @Inject
    Chats chats;

    @Inject
    PressedButtons buttons;

    @Inject
    MutableClock clock;

    private SandboxControl telegram;
    private Visitor visitor;
    private long person;

    @BeforeEach
    void aLinkedPerson() throws SQLException {
        telegram = RealServices.sandbox().control();
        visitor = Visitor.newcomer();
        person = PEOPLE.incrementAndGet();
        telegram.addChat(person, "Борис");
        sql("update accounts set telegram_chat_id = " + person + ", telegram_user_id = " + person + " where id = "
                + visitor.accountId());
    }

    @AfterEach
    void calm() {
        buttons.failuresToCome.set(0);
        clock.backToReal();
        telegram.clearFaults();
    }

    @Test
    void ofAPressActsAndIsAnsweredWithAToast() {
        var press = telegram.pressAs(person, person, 1, PressedButtons.CODE.encode());
        receive(press(press.updateId(), press.callbackId(), person, PressedButtons.CODE.encode()));
        assertThat(press.awaitAnswered(SOON)).isTrue();
        assertThat(press.toast()).contains("Сделано");
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void deliveredFiveTimesInParallelActsOnceAndIsAnsweredEachTime() throws Exception {
        var press = telegram.pressAs(person, person, 1, PressedButtons.CODE.encode());
        var update = press(press.updateId(), press.callbackId(), person, PressedButtons.CODE.encode());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var deliveries = new ArrayList<Future<Object>>();
            for (int i = 0; i < 5; i++) {
                deliveries.add(threads.submit((Callable<Object>) () -> {
                    receive(update);
                    return null;
                }));
            }
            for (var delivery : deliveries) {
                delivery.get();
            }
        }
        assertThat(effects()).isEqualTo(1);
        assertThat(press.awaitAnswered(SOON)).isTrue();
    }

    @Test
    void thatFailedLeavesNoTraceAndWorksTheNextTime() {
        buttons.failuresToCome.set(1);
        var press = telegram.pressAs(person, person, 1, PressedButtons.CODE.encode());
        var update = press(press.updateId(), press.callbackId(), person, PressedButtons.CODE.encode());
        assertThatThrownBy(() -> receive(update)).hasMessageContaining("the feature fails");
        assertThat(effects()).isZero();
        assertThat(press.answered()).isFalse();
        receive(update);
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void whosePressHasExpiredIsHandledAllTheSame() {
        receive(press(UPDATES.incrementAndGet(), "12345", person, PressedButtons.CODE.encode()));
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    @DisplayName("S30: from a stranger changes nothing and learns nothing")
    void fromAStranger() {
        long stranger = PEOPLE.incrementAndGet();
        telegram.addChat(stranger, "Чужой");
        var press = telegram.pressAs(stranger, stranger, 1, PressedButtons.CODE.encode());
        receive(press(press.updateId(), press.callbackId(), stranger, PressedButtons.CODE.encode()));
        assertThat(press.awaitAnswered(SOON)).isTrue();
        assertThat(press.toast()).isEmpty();
        for (var text : new String[] {"привет", "/help", "/start", "/start 0123456789abcdefABCDEF", "/start x", ""}) {
            receive(text(stranger, text));
        }
        // The stranger in the linked person's name: only from.id counts.
        receive(new Incoming.Press(
                UPDATES.incrementAndGet(), "1", stranger, PressedButtons.CODE.encode(), person, OptionalLong.of(1)));
        receive(new Incoming.Text(UPDATES.incrementAndGet(), person, stranger, false, "/start", OptionalLong.empty()));
        assertThat(effects()).isZero();
        // An answer to the linked person comes after whatever would have been said to the stranger.
        receive(text(person, "/help"));
        telegram.awaitMessage(person, message -> message.text().contains("/help"), SOON);
        assertThat(telegram.messages(stranger))
                .noneMatch(message -> message.text().contains("/"));
        assertThat(telegram.acceptedSends()).noneMatch(sent -> sent.chatId() == stranger);
    }

    @Test
    @DisplayName("S30: with forged data is refused quietly")
    void withForgedData() {
        for (var data : new String[] {"", "zz:z:1:2", "'; drop table tasks; --", "\u0000", "я".repeat(5000)}) {
            var press = telegram.pressAs(person, person, 1, "x");
            receive(press(press.updateId(), press.callbackId(), person, data));
            assertThat(press.awaitAnswered(SOON)).isTrue();
            assertThat(press.toast()).isEmpty();
        }
        assertThat(effects()).isZero();
    }

    @Test
    void withAButtonNobodyKnowsAnyMoreSaysSo() {
        var data = new ButtonCode("y", "y", 1, 2, 3).encode();
        var press = telegram.pressAs(person, person, 1, data);
        receive(press(press.updateId(), press.callbackId(), person, data));
        assertThat(press.awaitAnswered(SOON)).isTrue();
        assertThat(press.toast()).contains("Эта кнопка больше не действует.");
    }

    @Test
    void aboutABlockMarksTheAccountAndStartClearsIt() {
        try (var poller = life.newPoller()) {
            poller.start();
            telegram.block(person);
            await(() -> blocked() != null);
            assertThat(status()).containsEntry("state", "blocked").containsEntry("linked", true);

            telegram.unblock(person);
            telegram.sendText(person, "/start");
            await(() -> blocked() == null && buttons.reachable.contains(visitor.accountId()));
            telegram.awaitMessage(person, message -> message.text().contains("на связи"), SOON);
        }
    }

    @Test
    void startFromTheLinkedChatClearsABlockTheEngineFound() {
        on(() -> chats.markBlocked(person, "Forbidden: bot was blocked by the user"));
        assertThat(blocked()).isEqualTo("Forbidden: bot was blocked by the user");
        receive(text(person, "/start"));
        assertThat(blocked()).isNull();
        assertThat(buttons.reachable).contains(visitor.accountId());
    }

    @Test
    void fromAMovedGroupFindsItsAccountAgain() throws SQLException {
        long group = -PEOPLE.incrementAndGet();
        sql("update accounts set telegram_chat_id = " + group + " where id = " + visitor.accountId());
        on(() -> chats.migrate(group, group * 1000));
        assertThat(query("select telegram_chat_id from accounts where id = " + visitor.accountId()))
                .isEqualTo(Long.toString(group * 1000));
    }

    @Test
    @DisplayName("G6: with a command that does not exist is answered with what works and a way to the page")
    void withACommandThatDoesNotExistSaysWhatWorks() throws SQLException {
        for (var command : new String[] {"/завтрак", "/ZZZ@zapiska_sandbox_bot молоко"}) {
            var asked = Visitor.newcomer();
            long chat = PEOPLE.incrementAndGet();
            telegram.addChat(chat, "Спросивший");
            link(asked, chat, chat);
            receive(text(chat, command));
            var answer = telegram.awaitMessage(chat, SandboxMessage::fromBot, SOON);
            assertThat(answer.text())
                    .as(command)
                    .startsWith("Такой команды я пока не знаю.")
                    .contains("Оплачено", "Отменить запись", "⏰ Отложить", "/help", "/zz — проверка")
                    .doesNotContain("Оплатил", "кредит");
            assertThat(answer.buttons()).as(command).singleElement().satisfies(button -> {
                assertThat(button.text()).isEqualTo("Открыть Записную книжку");
                assertThat(button.url()).isPresent();
            });
        }
    }

    @Test
    @DisplayName("V-49: in a group with a command for another bot is left to that bot")
    void inAGroupIsAnsweredWhenItIsMeant() throws SQLException {
        long group = -PEOPLE.incrementAndGet();
        telegram.addChat(group, "Семья");
        link(visitor, group, person);
        on(() -> bot.check());
        for (var others : new String[] {"/zz@other_bot", "/help@other_bot", "/roll", "просто разговор"}) {
            receive(new Incoming.Text(UPDATES.incrementAndGet(), group, person, false, others, OptionalLong.empty()));
        }
        receive(new Incoming.Text(
                UPDATES.incrementAndGet(), group, person, false, "/roll@Zapiska_Sandbox_Bot", OptionalLong.empty()));
        telegram.awaitMessage(group, message -> message.text().contains("пока не знаю"), SOON);
        assertThat(telegram.messages(group)).filteredOn(SandboxMessage::fromBot).hasSize(1);
    }

    private static void link(Visitor account, long chat, long user) throws SQLException {
        sql("update accounts set telegram_chat_id = " + chat + ", telegram_user_id = " + user + " where id = "
                + account.accountId());
    }

    @Test
    void withASignThatIsNoTextGetsAHintAndAWayToThePage() {
        receive(text(person, "\u0000"));
        var answer = telegram.awaitMessage(person, message -> message.text().contains("/help"), SOON);
        assertThat(answer.text()).doesNotContain("\n");
        assertThat(answer.buttons()).extracting(SandboxMessage.Button::text).containsExactly("Открыть Записную книжку");
    }

    @Test
    void withAWordAFeatureReadsActsOnceHoweverOftenItIsDelivered() {
        var update = text(person, PressedButtons.WORD);
        buttons.failuresToCome.set(1);
        assertThatThrownBy(() -> receive(update)).hasMessageContaining("the feature fails");
        assertThat(effects()).isZero();
        for (int i = 0; i < 5; i++) {
            receive(update);
        }
        assertThat(effects()).isEqualTo(1);
        telegram.awaitMessage(person, message -> message.text().equals("Прочитано"), SOON);
        assertThat(telegram.messages(person))
                .filteredOn(SandboxMessage::fromBot)
                .hasSize(1);
    }

    @Test
    @DisplayName("G6: with a command acts once however often it is delivered")
    void withACommandActsOnce() {
        var update = text(person, "/Проверка  раз <b>два</b>");
        buttons.failuresToCome.set(1);
        assertThatThrownBy(() -> receive(update)).hasMessageContaining("the feature fails");
        assertThat(effects()).isZero();
        for (int i = 0; i < 5; i++) {
            receive(update);
        }
        assertThat(effects()).isEqualTo(1);
        telegram.awaitMessage(person, message -> message.text().equals("Выполнено: раз <b>два</b>"), SOON);
        assertThat(telegram.messages(person))
                .filteredOn(SandboxMessage::fromBot)
                .hasSize(1);
    }

    @Test
    @DisplayName("S30: is read from the linked person in the linked chat only")
    void withAWordFromElsewhereIsNotRead() {
        receive(new Incoming.Text(
                UPDATES.incrementAndGet(), person + 1, person, true, PressedButtons.WORD, OptionalLong.empty()));
        receive(new Incoming.Text(
                UPDATES.incrementAndGet(), person, person + 1, true, PressedButtons.WORD, OptionalLong.empty()));
        assertThat(effects()).isZero();
    }

    @Test
    @DisplayName("S30: from who may only look changes nothing and is told so")
    void fromWhoMayOnlyLook() throws SQLException {
        sql("update accounts set role = 'READER' where id = " + visitor.accountId());
        var press = telegram.pressAs(person, person, 1, PressedButtons.CODE.encode());
        receive(press(press.updateId(), press.callbackId(), person, PressedButtons.CODE.encode()));
        assertThat(press.awaitAnswered(SOON)).isTrue();
        assertThat(press.toast()).contains("Эта учётная запись — только для просмотра: менять ничего нельзя.");
        receive(text(person, PressedButtons.WORD));
        telegram.awaitMessage(person, message -> message.text().contains("только для просмотра"), SOON);
        receive(text(person, "/zz"));
        receive(text(person, "/help"));
        telegram.awaitMessage(person, message -> message.text().contains("/help"), SOON);
        assertThat(effects()).isZero();
    }

    @Test
    void ofAKindWithoutUseIsIgnored() {
        receive(new Incoming.Other(UPDATES.incrementAndGet()));
    }

    @Test
    void withALinkCodeLinksItsChatOnce() {
        var newcomer = Visitor.newcomer();
        var code = linkCode(newcomer);
        long friend = PEOPLE.incrementAndGet();
        telegram.addChat(friend, "Вера");

        receive(text(friend, "/start " + code));
        telegram.awaitMessage(friend, message -> message.text().contains("привязан"), SOON);
        assertThat(query("select telegram_chat_id from accounts where id = " + newcomer.accountId()))
                .isEqualTo(Long.toString(friend));
        assertThat(buttons.reachable).contains(newcomer.accountId());

        long thief = PEOPLE.incrementAndGet();
        telegram.addChat(thief, "Вор");
        receive(text(thief, "/start " + code));
        assertThat(query("select telegram_user_id from accounts where id = " + newcomer.accountId()))
                .isEqualTo(Long.toString(friend));
    }

    @Test
    void withAnExpiredLinkCodeLinksNothing() {
        var newcomer = Visitor.newcomer();
        var code = linkCode(newcomer);
        long friend = PEOPLE.incrementAndGet();
        telegram.addChat(friend, "Вера");
        clock.advance(LinkService.VALID);
        receive(text(friend, "/start " + code));
        telegram.awaitMessage(friend, message -> message.text().contains("устарела"), SOON);
        assertThat(query("select telegram_chat_id from accounts where id = " + newcomer.accountId()))
                .isNull();
    }

    @Test
    void withALinkCodeFromAChatOfAnotherAccountIsRefusedWithoutTellingWhose() {
        var newcomer = Visitor.newcomer();
        receive(text(person, "/start " + linkCode(newcomer)));
        var answer = telegram.awaitMessage(person, message -> message.text().contains("уже привязан"), SOON);
        assertThat(answer.text()).doesNotContain("newcomer").doesNotContain("Новичок");
        assertThat(query("select telegram_chat_id from accounts where id = " + newcomer.accountId()))
                .isNull();
    }

    @Test
    void withTooManyLinkCodesIsNoLongerLookedAt() {
        var newcomer = Visitor.newcomer();
        long guesser = PEOPLE.incrementAndGet();
        telegram.addChat(guesser, "Угадчик");
        for (int i = 0; i < 5; i++) {
            receive(text(guesser, "/start AAAAAAAAAAAAAAAAAAAA0" + i));
        }
        receive(text(guesser, "/start " + linkCode(newcomer)));
        assertThat(query("select telegram_chat_id from accounts where id = " + newcomer.accountId()))
                .isNull();
    }

    @Test
    void isForgottenAfterTwoDays() {
        receive(text(person, "/help"));
        var known = "select count(*) from telegram_updates where update_id = " + UPDATES.get();
        on(updates::purge);
        assertThat(query(known)).isEqualTo("1");
        clock.advance(UpdateService.KEPT.plusMinutes(1));
        on(updates::purge);
        assertThat(query(known)).isEqualTo("0");
    }

    @Test
    @DisplayName("E7: is answered within a second, also by the hundredth press")
    void isAnsweredQuickly() {
        try (var poller = life.newPoller()) {
            poller.start();
            for (int i = 0; i < 100; i++) {
                long began = System.nanoTime();
                var press = telegram.pressAs(person, person, 1, PressedButtons.CODE.encode());
                assertThat(press.awaitAnswered(SOON)).isTrue();
                if (i > 0) {
                    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
                }
            }
            assertThat(effects()).isEqualTo(100);
        }
    }

    @Test
    void reachesTheOwnerWhoseChatTheEnvironmentNames() {
        on(life::linkOwner);
        assertThat(query("select telegram_user_id from accounts where role = 'OWNER'"))
                .isEqualTo(Long.toString(telegram.ownerId()));
        receive(text(telegram.ownerId(), "/help"));
        telegram.awaitMessage(telegram.ownerId(), message -> message.text().contains("/start"), SOON);
    }

    @Test
    void stopsConcerningAnAccountThatUnlinkedItsChat() {
        visitor.request().delete("/telegram/link").then().statusCode(204);
        assertThat(status()).containsEntry("linked", false);
        receive(press(UPDATES.incrementAndGet(), "1", person, PressedButtons.CODE.encode()));
        assertThat(effects()).isZero();
    }

    private Map<String, Object> status() {
        return visitor.request()
                .get("/telegram/status")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("");
    }

    private static String linkCode(Visitor visitor) {
        return visitor.request()
                .post("/telegram/link-code")
                .then()
                .statusCode(200)
                .extract()
                .path("code");
    }

    private static Incoming press(long updateId, String pressId, long user, String data) {
        return new Incoming.Press(updateId, pressId, user, data, user, OptionalLong.of(1));
    }

    private static Incoming text(long user, String text) {
        return new Incoming.Text(UPDATES.incrementAndGet(), user, user, true, text, OptionalLong.empty());
    }

    private void receive(Incoming update) {
        on(() -> receiver.receive(update));
    }

    private static <T> T on(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(work);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    private int effects() {
        return Integer.parseInt(query("select repeat_minutes_1 - 15 from accounts where id = " + visitor.accountId()));
    }

    private String blocked() {
        return query("select telegram_blocked_reason from accounts where id = " + visitor.accountId());
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    private static String query(String sql) {
        try (var database = DriverManager.getConnection(RealServices.ownerUrl());
                var rows = database.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sql(String statement) throws SQLException {
        try (var database = DriverManager.getConnection(RealServices.ownerUrl())) {
            database.createStatement().executeUpdate(statement);
        }
    }
}
