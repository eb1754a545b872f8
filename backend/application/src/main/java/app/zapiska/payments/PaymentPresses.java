package app.zapiska.payments;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.reminders.PaymentButton;
import app.zapiska.reminders.PaymentButton.Pressed;
import app.zapiska.reminders.PaymentDue;
import app.zapiska.reminders.Payments;
import app.zapiska.reminders.Payments.Result;
import app.zapiska.reminders.PressedMessages;
import app.zapiska.reminders.SubjectKey;
import app.zapiska.telegram.ButtonHandler;
import app.zapiska.telegram.Prompts;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The buttons that move money: under reminders, urgent-loans messages and notes. A press names the payment and the sum its
 * label showed, so it works on a message nobody knows any more and never pays another sum than the person saw.
 */
@ApplicationScoped
class PaymentPresses implements ButtonHandler {

    private final Payments payments;
    private final Prompts prompts;
    private final PressedMessages messages;
    private final PaymentFormatters writers;
    private final InstantSource clock;

    PaymentPresses(
            Payments payments,
            Prompts prompts,
            PressedMessages messages,
            PaymentFormatters writers,
            InstantSource clock) {
        this.payments = payments;
        this.prompts = prompts;
        this.messages = messages;
        this.writers = writers;
        this.clock = clock;
    }

    @Override
    public boolean handles(String data) {
        return PaymentButton.parse(data).isPresent();
    }

    /** A sum is asked for only where nobody else can answer. */
    @Override
    public boolean inGroups(String data) {
        var pressed = PaymentButton.parse(data).orElseThrow();
        return pressed.reminderId() == 0 && !(pressed instanceof Pressed.OtherSum);
    }

    @Override
    public Uni<Reply> pressed(Press press) {
        var pressed = PaymentButton.parse(press.data()).orElseThrow();
        return messages.around(
                press,
                pressed.reminderId(),
                OptionalInt.empty(),
                payment(pressed),
                kept -> act(press.account(), pressed, !kept && pressed.reminderId() == 0));
    }

    private static Optional<SubjectKey> payment(Pressed pressed) {
        return switch (pressed) {
            case Pressed.Pay pay -> Optional.of(pay.payment());
            case Pressed.OtherSum other -> Optional.of(other.payment());
            case Pressed.TakeBack back -> Optional.empty();
        };
    }

    /** @param note the message stands for itself: nothing but its own buttons changes it */
    private Uni<Reply> act(AccountSettings account, Pressed pressed, boolean note) {
        return switch (pressed) {
            case Pressed.Pay pay ->
                payments.pay(account, pay.payment(), pay.expected()).map(result -> reply(account, result, note));
            case Pressed.TakeBack back ->
                payments.reverse(account, back.entryId()).map(result -> takenBack(account, result, note));
            case Pressed.OtherSum other -> ask(account, other.payment());
        };
    }

    private Reply reply(AccountSettings account, Result result, boolean note) {
        var texts = writers.texts(account);
        return switch (result) {
            case Result.Written written -> {
                var reply = Reply.toast(texts.paidToast(account.money(written.amount())));
                yield note
                        ? reply.followedBy(
                                new FollowUp.Edit(writers.note(account).written(written)))
                        : reply;
            }
            case Result.AlreadyPaid paid -> Reply.toast(texts.alreadyPaidToast());
            case Result.Changed changed -> changed(account, changed.payment(), note);
            case Result.TooMuch tooMuch -> changed(account, tooMuch.payment(), note);
            case Result.AlreadyReversed reversed -> Reply.toast(texts.alreadyTakenBackToast());
            case Result.Gone gone -> Reply.toast(texts.gone());
        };
    }

    private Reply changed(AccountSettings account, PaymentDue payment, boolean note) {
        var reply = Reply.toast(writers.texts(account).changedToast(account.money(payment.remaining())));
        return note ? reply.followedBy(new FollowUp.Edit(writers.note(account).open(payment))) : reply;
    }

    private Reply takenBack(AccountSettings account, Result result, boolean note) {
        if (!(result instanceof Result.Written written)) {
            return reply(account, result, note);
        }
        var reply = Reply.toast(writers.texts(account).takenBackToast(account.money(written.amount())));
        return note ? reply.followedBy(new FollowUp.Edit(writers.note(account).takenBack(written))) : reply;
    }

    private Uni<Reply> ask(AccountSettings account, SubjectKey key) {
        var texts = writers.texts(account);
        return payments.find(account.accountId(), key).chain(found -> {
            if (found.isEmpty()) {
                return Uni.createFrom().item(Reply.toast(texts.gone()));
            }
            if (!found.get().open()) {
                return Uni.createFrom().item(Reply.toast(texts.alreadyPaidToast()));
            }
            return prompts.open(
                            account.accountId(),
                            account.chat().orElseThrow(),
                            AmountReplies.KIND,
                            AmountReplies.about(key),
                            clock.instant())
                    .map(id -> Reply.toast(texts.askedToast())
                            .followedBy(new FollowUp.Send(
                                    writers.note(account).question(found.get()),
                                    message -> prompts.asked(id, message))));
        });
    }
}
