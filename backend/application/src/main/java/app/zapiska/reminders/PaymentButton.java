package app.zapiska.reminders;

import app.zapiska.platform.Money;
import app.zapiska.telegram.ButtonCode;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What the buttons that move money carry, under reminders and under other messages alike. The codes stand in old messages for
 * ever: never give one another meaning.
 */
public enum PaymentButton {
    /** Pays the rest the label names. */
    PAY("p"),
    /** Asks how much was paid. */
    OTHER_SUM("o"),
    /** Reverses a ledger entry. */
    TAKE_BACK("v");

    private static final String ENTRY = "e";

    private final String code;

    PaymentButton(String code) {
        this.code = code;
    }

    /**
     * Names the sum the label shows, so that an old button pays no other.
     *
     * @param reminderId whose message the button is under; 0 for a message that is not a reminder's
     */
    public static String codeForPay(PaymentDue payment, long reminderId) {
        return of(
                PAY,
                payment.key(),
                reminderId,
                payment.remaining().amount().movePointRight(2).longValueExact());
    }

    /** @param reminderId as for {@link #codeForPay} */
    public static String codeForOtherSum(PaymentDue payment, long reminderId) {
        return of(OTHER_SUM, payment.key(), reminderId, 0);
    }

    /** @param reminderId as for {@link #codeForPay} */
    public static String codeForTakeBack(long entryId, long reminderId) {
        return new ButtonCode(TAKE_BACK.code, ENTRY, entryId, reminderId, 0).encode();
    }

    private static String of(PaymentButton button, SubjectKey payment, long reminderId, long seq) {
        return new ButtonCode(button.code, payment.kind().code(), payment.id(), reminderId, seq).encode();
    }

    /** A press of one of these buttons, as the untrusted data says it. */
    public sealed interface Pressed {

        /** For {@link PressedMessages#around}. */
        long reminderId();

        /** @param expected the sum that the label named; positive */
        record Pay(SubjectKey payment, Money expected, long reminderId) implements Pressed {}

        record OtherSum(SubjectKey payment, long reminderId) implements Pressed {}

        record TakeBack(long entryId, long reminderId) implements Pressed {}
    }

    /** @return empty for anything that is not one of these buttons */
    public static Optional<Pressed> parse(String data) {
        return ButtonCode.parse(data).flatMap(PaymentButton::pressed);
    }

    private static Optional<Pressed> pressed(ButtonCode code) {
        if (code.action().equals(TAKE_BACK.code)) {
            return code.kind().equals(ENTRY) && code.seq() == 0
                    ? Optional.of(new Pressed.TakeBack(code.subjectId(), code.reminderId()))
                    : Optional.empty();
        }
        return SubjectKey.Kind.ofCode(code.kind())
                .filter(SubjectKey.Kind::isPayment)
                .map(kind -> new SubjectKey(kind, code.subjectId()))
                .flatMap(payment -> pressed(code, payment));
    }

    private static Optional<Pressed> pressed(ButtonCode code, SubjectKey payment) {
        if (code.action().equals(OTHER_SUM.code) && code.seq() == 0) {
            return Optional.of(new Pressed.OtherSum(payment, code.reminderId()));
        }
        return code.action().equals(PAY.code)
                ? sum(code.seq()).map(expected -> new Pressed.Pay(payment, expected, code.reminderId()))
                : Optional.empty();
    }

    private static Optional<Money> sum(long minorUnits) {
        return Optional.of(new Money(BigDecimal.valueOf(minorUnits, 2)))
                .filter(sum -> sum.isPositive() && sum.compareTo(Money.MOST) <= 0);
    }
}
