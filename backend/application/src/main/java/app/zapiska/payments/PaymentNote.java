package app.zapiska.payments;

import app.zapiska.platform.Money;
import app.zapiska.reminders.PaymentDue;
import app.zapiska.reminders.Payments.Result.Written;
import app.zapiska.reminders.SubjectKeyboard;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.OutgoingMessage.Button;
import app.zapiska.telegram.RichText;
import java.util.List;
import java.util.function.Function;

/** The small messages about one payment: the question for a sum, and what was written down. Pure. */
final class PaymentNote {

    private final PaymentTexts texts;
    private final SubjectKeyboard buttons;
    private final Function<Money, String> sums;

    PaymentNote(PaymentTexts texts, SubjectKeyboard buttons, Function<Money, String> sums) {
        this.texts = texts;
        this.buttons = buttons;
        this.sums = sums;
    }

    OutgoingMessage question(PaymentDue payment) {
        return OutgoingMessage.asking(
                RichText.builder()
                        .add("💳 ")
                        .bold(payment.lender())
                        .add("\n")
                        .line(texts.question(sums.apply(payment.remaining())))
                        .add("\n")
                        .add(texts.questionHint())
                        .build(),
                texts.placeholder());
    }

    OutgoingMessage written(Written payment) {
        return new OutgoingMessage(
                RichText.builder()
                        .add("✅ ")
                        .bold(payment.payment().lender())
                        .add("\n")
                        .add(texts.written(sums.apply(payment.amount())))
                        .add(" ")
                        .add(left(payment.payment()))
                        .build(),
                buttons.undo(payment.entryId()));
    }

    /** What the message above turns into. */
    OutgoingMessage takenBack(Written reversal) {
        var payment = reversal.payment();
        return new OutgoingMessage(
                RichText.builder()
                        .add("↩️ ")
                        .bold(payment.lender())
                        .add("\n")
                        .add(texts.takenBack(sums.apply(reversal.amount())))
                        .add(" ")
                        .add(left(payment))
                        .build(),
                buttons(payment));
    }

    /** The same when the sum on its button was no longer true. */
    OutgoingMessage open(PaymentDue payment) {
        return new OutgoingMessage(
                RichText.builder()
                        .add("💳 ")
                        .bold(payment.lender())
                        .add("\n")
                        .add(left(payment))
                        .build(),
                buttons(payment));
    }

    private List<List<Button>> buttons(PaymentDue payment) {
        return payment.open() ? buttons.paying(payment) : List.of();
    }

    private String left(PaymentDue payment) {
        return payment.open() ? texts.left(sums.apply(payment.remaining())) : texts.closed();
    }
}
