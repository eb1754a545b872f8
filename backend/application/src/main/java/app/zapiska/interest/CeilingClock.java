package app.zapiska.interest;

import app.zapiska.platform.Money;
import java.time.LocalDate;
import java.util.Optional;

/**
 * How near the ceiling of a contract is (353-ФЗ ст. 5 ч. 24).
 *
 * @param most what interest, penalty and services may come to
 * @param wholeContract the principal with it: nobody pays more than that
 * @param accrued by today, whatever of it is paid
 * @param reachedOn the day after which it grows no more, if nothing else is paid; empty when that is ten years away or never
 */
public record CeilingClock(
        Money most, Money wholeContract, Money accrued, Money room, Optional<LocalDate> reachedOn, String ruleId) {}
