package app.zapiska.platform;

import app.zapiska.platform.DomainException.Invalid;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads what stands after the question mark, naming the parameter that is wrong. Empty is as good as missing. */
public final class QueryParameters {

    private static final int MOST_WORDS = 200;

    private QueryParameters() {}

    public static <E extends Enum<E>> E oneOf(String name, String value, E otherwise) {
        if (value == null || value.isEmpty()) {
            return otherwise;
        }
        var known = otherwise.getDeclaringClass().getEnumConstants();
        return Arrays.stream(known)
                .filter(constant -> written(constant).equals(value))
                .findFirst()
                .orElseThrow(() -> new Invalid(
                        name,
                        say(m -> m.notOneOf(Arrays.stream(known)
                                .map(QueryParameters::written)
                                .collect(Collectors.joining(", "))))));
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Long> number(String name, String value) {
        try {
            return value == null || value.isEmpty() ? Optional.empty() : Optional.of(Long.valueOf(value));
        } catch (NumberFormatException e) {
            throw new Invalid(name, say(PlatformMessages::notInteger));
        }
    }

    /** A sum, nothing or above. */
    public static Optional<Money> sum(String name, String value) {
        if (value == null || value.isEmpty()) {
            return Optional.empty();
        }
        try {
            var sum = Money.of(value);
            if (sum.isNegative()) {
                throw new Invalid(name, say(m -> m.tooSmall("0")));
            }
            return Optional.of(sum);
        } catch (Money.TooManyDecimals e) {
            throw new Invalid(name, say(PlatformMessages::tooManyDecimals));
        } catch (Money.TooBig e) {
            throw new Invalid(name, say(m -> m.tooMuchMoney(Money.MOST.toString())));
        } catch (NumberFormatException e) {
            throw new Invalid(name, say(PlatformMessages::notMoney));
        }
    }

    /** @return clean and not blank */
    public static Optional<String> words(String name, String value) {
        var clean = CleanText.of(value == null ? "" : value)
                .orElseThrow(() -> new Invalid(name, say(PlatformMessages::controlCharacters)));
        if (clean.codePointCount(0, clean.length()) > MOST_WORDS) {
            throw new Invalid(name, say(m -> m.tooLong(MOST_WORDS)));
        }
        return Optional.of(clean).filter(text -> !text.isEmpty());
    }

    private static Wording say(Function<PlatformMessages, String> message) {
        return Wording.of(PlatformMessages.class, message);
    }
}
