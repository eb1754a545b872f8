package app.zapiska.interest;

import app.zapiska.platform.Money;
import java.time.LocalDate;

/** @param day on which it reached the lender's account */
public record Payment(LocalDate day, Money amount) {
    public Payment {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("a payment is above 0");
        }
    }
}
