package app.zapiska.commands;

import app.zapiska.platform.Money;
import app.zapiska.telegram.ButtonCode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A button that writes down what a lender's message says was paid. It names the sum and the day that stand beside it, so that it never
 * writes another, and the message it is about, so that it writes once.
 *
 * @param message of {@link TypedTasks}
 * @param again also when such a payment stands there already
 */
record LenderButton(long message, long loan, Money amount, LocalDate day, boolean again) {

    private static final String ONCE = "lp";
    private static final String AGAIN = "la";
    /** Sum and day share a number: days since then, in its last bits. */
    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);

    private static final int DAY_BITS = 16;
    private static final long MOST_DAYS = (1L << DAY_BITS) - 1;

    String encode() {
        long days = day.toEpochDay() - FIRST.toEpochDay();
        if (days < 0 || days > MOST_DAYS) {
            throw new IllegalArgumentException("no button can carry this");
        }
        long kopeks = amount.amount().movePointRight(2).longValueExact();
        return new ButtonCode(again ? AGAIN : ONCE, TypedMessages.KIND, message, loan, kopeks << DAY_BITS | days)
                .encode();
    }

    /** @param data untrusted */
    static Optional<LenderButton> parse(String data) {
        return ButtonCode.parse(data)
                .filter(code -> code.kind().equals(TypedMessages.KIND))
                .filter(code -> code.action().equals(ONCE) || code.action().equals(AGAIN))
                .map(code -> new LenderButton(
                        code.subjectId(),
                        code.reminderId(),
                        new Money(BigDecimal.valueOf(code.seq() >> DAY_BITS, 2)),
                        FIRST.plusDays(code.seq() & MOST_DAYS),
                        code.action().equals(AGAIN)))
                .filter(button ->
                        button.amount().isPositive() && button.amount().compareTo(Money.MOST) <= 0);
    }
}
