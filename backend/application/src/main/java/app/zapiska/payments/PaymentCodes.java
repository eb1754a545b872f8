package app.zapiska.payments;

import app.zapiska.reminders.PaymentDue;
import app.zapiska.telegram.ButtonCode;

/** What the buttons under payments carry. */
final class PaymentCodes {

    enum Snooze {
        DEFAULT,
        QUARTER,
        HOUR,
        EVENING,
        TOMORROW
    }

    private PaymentCodes() {}

    static String pay(PaymentDue payment) {
        return code("p", payment, payment.rest().amount().movePointRight(2).longValueExact());
    }

    static String otherSum(PaymentDue payment) {
        return code("o", payment, 0);
    }

    static String takeBack(long entry) {
        return new ButtonCode("v", "e", entry, 0, 0).encode();
    }

    static String snooze(Snooze until, PaymentDue payment) {
        return code(
                switch (until) {
                    case DEFAULT -> "s";
                    case QUARTER -> "q";
                    case HOUR -> "h";
                    case EVENING -> "e";
                    case TOMORROW -> "t";
                },
                payment,
                0);
    }

    private static String code(String action, PaymentDue payment, long seq) {
        return new ButtonCode(action, payment.key().kind().code(), payment.key().id(), 0, seq).encode();
    }
}
