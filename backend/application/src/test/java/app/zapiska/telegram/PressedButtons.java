package app.zapiska.telegram;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.Language;
import app.zapiska.platform.Wording;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A feature with one button, one word and one command, whose effect is visible in the database: it raises the account's repeat_minutes_1 by one. */
@Singleton
class PressedButtons implements ButtonHandler, TextHandler, CommandHandler, ChatListener {

    static final ButtonCode CODE = new ButtonCode("zz", "z", 1, 2, 3);

    static final String WORD = "слово, которое что-то делает";

    final AtomicInteger failuresToCome = new AtomicInteger();
    final List<Long> reachable = new CopyOnWriteArrayList<>();

    @Override
    public boolean handles(String data) {
        return ButtonCode.parse(data)
                .filter(code -> code.action().equals("zz") && code.kind().equals("z"))
                .isPresent();
    }

    @Override
    public Uni<Reply> pressed(Press press) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "update accounts set repeat_minutes_1 = repeat_minutes_1 + 1 where id = ?1")
                        .setParameter(1, press.account().accountId())
                        .executeUpdate())
                .map(rows -> {
                    if (failuresToCome.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                        throw new IllegalStateException("the feature fails after its effect");
                    }
                    return Reply.toast("Сделано");
                });
    }

    /** The same effect for a written word. */
    @Override
    public Uni<Optional<OutgoingMessage>> written(Written message) {
        return message.text().equals(WORD)
                ? pressed(new Press(message.account(), CODE.encode(), message.chatId(), OptionalLong.empty()))
                        .map(done -> Optional.of(OutgoingMessage.plain("Прочитано")))
                : Uni.createFrom().item(Optional.empty());
    }

    @Override
    public List<String> names() {
        return List.of("zz", "проверка");
    }

    @Override
    public Wording description() {
        return language -> Language.choose(language, "проверка", "a test");
    }

    @Override
    public int place() {
        return 900;
    }

    @Override
    public boolean changes() {
        return true;
    }

    @Override
    public Uni<Optional<Answer>> commanded(Commanded command) {
        return pressed(new Press(command.account(), CODE.encode(), command.chatId(), OptionalLong.empty()))
                .map(done -> Optional.of(Answer.of(OutgoingMessage.plain("Выполнено: " + command.argument()))));
    }

    @Override
    public Uni<Void> chatReachable(AccountSettings account) {
        return Uni.createFrom().voidItem().invoke(() -> {
            if (!account.chatBlocked() && account.chat().isPresent()) {
                reachable.add(account.accountId());
            }
        });
    }
}
