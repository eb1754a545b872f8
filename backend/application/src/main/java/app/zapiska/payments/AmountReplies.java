package app.zapiska.payments;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.Money;
import app.zapiska.platform.TypedMoney;
import app.zapiska.platform.Wording;
import app.zapiska.reminders.Payments;
import app.zapiska.reminders.Payments.Result;
import app.zapiska.reminders.SubjectKey;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.PromptHandler;
import app.zapiska.telegram.Prompts;
import app.zapiska.telegram.Prompts.Prompt;
import app.zapiska.telegram.Prompts.State;
import app.zapiska.telegram.TextHandler.Written;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Currency;
import java.util.Optional;
import java.util.function.Function;

/** Reads the sum that answers «Другая сумма» and pays it. */
@ApplicationScoped
class AmountReplies implements PromptHandler {

    static final String KIND = "AMOUNT";

    private final Prompts prompts;
    private final Payments payments;
    private final PaymentFormatters writers;

    AmountReplies(Prompts prompts, Payments payments, PaymentFormatters writers) {
        this.prompts = prompts;
        this.payments = payments;
        this.writers = writers;
    }

    static String about(SubjectKey payment) {
        return payment.kind() + ":" + payment.id();
    }

    private static SubjectKey payment(Prompt prompt) {
        var parts = prompt.about().split(":");
        return new SubjectKey(SubjectKey.Kind.valueOf(parts[0]), Long.parseLong(parts[1]));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Wording expired() {
        return Wording.of(PaymentTexts.class, PaymentTexts::expired);
    }

    @Override
    public Wording over() {
        return Wording.of(PaymentTexts.class, PaymentTexts::questionOver);
    }

    @Override
    public boolean onlyAnswers(Written message) {
        return sum(message).isPresent();
    }

    private static Optional<Money> sum(Written message) {
        return TypedMoney.parse(
                message.text(), Currency.getInstance(message.account().currency()));
    }

    @Override
    public Uni<OutgoingMessage> answered(Written message, Prompt prompt) {
        return sum(message)
                .map(sum -> pay(message.account(), prompt, sum))
                .orElseGet(() -> say(message.account(), PaymentTexts::notSum));
    }

    private Uni<OutgoingMessage> pay(AccountSettings account, Prompt prompt, Money sum) {
        return payments.payPart(account, payment(prompt), sum).chain(result -> switch (result) {
            case Result.Written written ->
                prompts.close(prompt, State.ANSWERED)
                        .replaceWith(() -> writers.note(account).written(written));
            case Result.TooMuch refused ->
                say(
                        account,
                        texts -> texts.tooMuch(account.money(refused.payment().remaining())));
            case Result.AlreadyPaid paid ->
                prompts.close(prompt, State.DROPPED).chain(() -> say(account, PaymentTexts::alreadyPaidToast));
            case Result.Gone gone -> prompts.close(prompt, State.DROPPED).chain(() -> say(account, PaymentTexts::gone));
            case Result.Changed changed -> throw new IllegalStateException("nothing was expected of a part");
            case Result.AlreadyReversed reversed -> throw new IllegalStateException("nothing was taken back");
        });
    }

    private Uni<OutgoingMessage> say(AccountSettings account, Function<PaymentTexts, String> words) {
        return Uni.createFrom().item(OutgoingMessage.plain(words.apply(writers.texts(account))));
    }
}
