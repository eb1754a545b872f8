package app.zapiska.interest;

import app.zapiska.law.Law.Claim;
import app.zapiska.platform.Money;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a payment went to (353-ФЗ ст. 5 ч. 20).
 *
 * @param parts above 0, by claim
 * @param excess what was paid above all claims
 */
public record Credit(Map<Claim, Money> parts, Money excess) {

    /** @param order first to last; each claim once */
    public static Credit of(Money payment, Map<Claim, Money> claims, List<Claim> order) {
        var parts = new EnumMap<Claim, Money>(Claim.class);
        var left = payment;
        for (var claim : order) {
            var part = left.min(claims.getOrDefault(claim, Money.ZERO)).max(Money.ZERO);
            if (part.isPositive()) {
                parts.put(claim, part);
                left = left.minus(part);
            }
        }
        return new Credit(Collections.unmodifiableMap(parts), left);
    }

    public Money to(Claim claim) {
        return parts.getOrDefault(claim, Money.ZERO);
    }
}
