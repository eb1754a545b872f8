package app.zapiska.payments;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.payments.AmountPrompts.Question;
import app.zapiska.payments.AmountPrompts.State;
import app.zapiska.platform.Money;
import app.zapiska.platform.TypedMoney;
import app.zapiska.reminders.Payments;
import app.zapiska.reminders.Payments.Result;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.TextHandler;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Currency;
import java.util.Optional;
import java.util.function.Function;

/** Reads the sum that answers «Другая сумма» and pays it. */
@ApplicationScoped
class AmountReplies implements TextHandler {

    private final AmountPrompts questions;
    private final Payments payments;
    private final PaymentFormatters writers;
    private final InstantSource clock;

    AmountReplies(AmountPrompts questions, Payments payments, PaymentFormatters writers, InstantSource clock) {
        this.questions = questions;
        this.payments = payments;
        this.writers = writers;
        this.clock = clock;
    }

    @Override
    public Uni<Optional<OutgoingMessage>> written(Written message) {
        if (message.replyTo().isEmpty() && !message.privateChat()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return questions
                .answeredBy(message.account().accountId(), message.chatId(), message.replyTo())
                .chain(question ->
                        question.isEmpty() ? Uni.createFrom().item(Optional.empty()) : answer(message, question.get()));
    }

    private Uni<Optional<OutgoingMessage>> answer(Written message, Question question) {
        var account = message.account();
        var sum = TypedMoney.parse(message.text(), Currency.getInstance(account.currency()));
        if (question.state() != State.OPEN) {
            return say(account, PaymentTexts::questionOver);
        }
        if (question.expiredAt(clock.instant())) {
            // Whoever writes about something else need not hear of a question they have forgotten.
            return sum.isEmpty() && message.replyTo().isEmpty()
                    ? Uni.createFrom().item(Optional.empty())
                    : say(account, PaymentTexts::expired);
        }
        return sum.isEmpty() ? say(account, PaymentTexts::notSum) : pay(account, question, sum.get());
    }

    private Uni<Optional<OutgoingMessage>> pay(AccountSettings account, Question question, Money sum) {
        return payments.payPart(account, question.payment(), sum).chain(result -> switch (result) {
            case Result.Written written ->
                questions
                        .close(question, State.ANSWERED)
                        .replaceWith(() -> Optional.of(writers.note(account).written(written)));
            case Result.TooMuch refused ->
                say(
                        account,
                        texts -> texts.tooMuch(account.money(refused.payment().remaining())));
            case Result.AlreadyPaid paid ->
                questions.close(question, State.DROPPED).chain(() -> say(account, PaymentTexts::alreadyPaidToast));
            case Result.Gone gone ->
                questions.close(question, State.DROPPED).chain(() -> say(account, PaymentTexts::gone));
            case Result.Changed changed -> throw new IllegalStateException("nothing was expected of a part");
            case Result.AlreadyReversed reversed -> throw new IllegalStateException("nothing was taken back");
        });
    }

    private Uni<Optional<OutgoingMessage>> say(AccountSettings account, Function<PaymentTexts, String> words) {
        return Uni.createFrom().item(Optional.of(OutgoingMessage.plain(words.apply(writers.texts(account)))));
    }
}
