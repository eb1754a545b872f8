package app.zapiska.commands;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.commands.TypedTasks.State;
import app.zapiska.payments.PaymentFormatters;
import app.zapiska.reminders.Payments;
import app.zapiska.reminders.Payments.Result;
import app.zapiska.telegram.ButtonHandler;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/** Writes down the payment that a lender's message tells of: once, however often somebody presses. */
@ApplicationScoped
class LenderPresses implements ButtonHandler {

    private final TypedTasks messages;
    private final Payments payments;
    private final PaymentFormatters paid;
    private final LenderFormatters formatters;

    LenderPresses(TypedTasks messages, Payments payments, PaymentFormatters paid, LenderFormatters formatters) {
        this.messages = messages;
        this.payments = payments;
        this.paid = paid;
        this.formatters = formatters;
    }

    @Override
    public boolean handles(String data) {
        return LenderButton.parse(data).isPresent();
    }

    @Override
    public Uni<Reply> pressed(Press press) {
        var button = LenderButton.parse(press.data()).orElseThrow();
        var account = press.account();
        return messages.find(account.accountId(), button.message())
                .chain(found -> found.isEmpty()
                        ? say(account, LenderTexts::stale)
                        : switch (found.get().state()) {
                            case SAVED -> say(account, LenderTexts::answered);
                            case CANCELLED -> say(account, LenderTexts::stale);
                            // Several messages may be forwarded at once: each is about a payment of its own.
                            case OPEN, REPLACED -> pay(account, button);
                        });
    }

    private Uni<Reply> pay(AccountSettings account, LenderButton button) {
        return payments.payLoan(account, button.loan(), button.amount(), button.day(), button.again())
                .chain(result -> switch (result) {
                    case Result.Written written ->
                        messages.close(button.message(), State.SAVED)
                                .replaceWith(() -> Reply.toast(
                                                paid.texts(account).paidToast(account.money(written.amount())))
                                        .followedBy(new FollowUp.Edit(paid.written(account, written))));
                    case Result.AlreadyPaid already -> say(account, LenderTexts::alreadyThere);
                    case Result.TooMuch tooMuch -> say(account, LenderTexts::tooMuch);
                    case Result.Changed changed -> say(account, LenderTexts::changed);
                    case Result.Gone gone -> say(account, LenderTexts::gone);
                    case Result.AlreadyReversed reversed -> throw new IllegalStateException("nothing was taken back");
                });
    }

    private Uni<Reply> say(AccountSettings account, Function<LenderTexts, String> words) {
        return Uni.createFrom().item(Reply.toast(words.apply(formatters.texts(account))));
    }
}
