package app.zapiska.platform;

import app.zapiska.platform.DomainException.Invalid;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/** A day in the address. Read by hand, so that what is no day is said about its field. */
public final class DayParameter {

    private DayParameter() {}

    /** @return empty when it was left out */
    public static Optional<LocalDate> find(String name, String value) {
        if (value == null || value.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalMoment.parseDate(value));
        } catch (DateTimeException notADay) {
            throw new Invalid(name, Wording.of(PlatformMessages.class, PlatformMessages::notDate));
        }
    }

    public static LocalDate require(String name, String value) {
        return find(name, value)
                .orElseThrow(() -> new Invalid(name, Wording.of(PlatformMessages.class, PlatformMessages::required)));
    }
}
