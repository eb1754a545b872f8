package app.zapiska.accounts;

import app.zapiska.platform.DateText;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an account has chosen, as plain values for the rules.
 *
 * @param repeatIntervals how soon a reminder repeats, by importance 1–3
 * @param urgentDays a payment is urgent when fewer days than this are left
 * @param digestTimes wall times of the urgent-loans message
 * @param currency ISO 4217
 * @param defaults what reminds of things of which nothing is said
 * @param chat where the bot writes to, when linked
 * @param chatBlocked the person has blocked the bot: nothing is sent until they press «Запустить»
 */
public record AccountSettings(
        long accountId,
        ZoneId zone,
        Locale language,
        WorkingHours workingHours,
        Map<Integer, Duration> repeatIntervals,
        int urgentDays,
        List<LocalTime> digestTimes,
        Duration snoozeDefault,
        String currency,
        DefaultTemplates defaults,
        OptionalLong chat,
        boolean chatBlocked) {

    /** Ids of reminder templates; empty: no reminders. */
    public record DefaultTemplates(Optional<Long> ofTasks, Optional<Long> ofPayments) {

        public static final DefaultTemplates NONE = new DefaultTemplates(Optional.empty(), Optional.empty());
    }

    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    /** Only names of the zone database: ZoneId.of would also take offsets such as +3, which know no daylight saving. */
    public static boolean knowsZone(String name) {
        return ZoneId.getAvailableZoneIds().contains(name);
    }

    public static boolean knowsCurrency(String code) {
        return CURRENCIES.contains(code);
    }

    public LocalDate today(Instant now) {
        return now.atZone(zone).toLocalDate();
    }

    public LocalDateTime localTime(Instant now) {
        return now.atZone(zone).toLocalDateTime();
    }

    /** How days and moments are told to the person. */
    public DateText dates(Instant now) {
        return new DateText(today(now), zone, language);
    }

    /** The moment itself inside working hours, else the next opening. */
    public Instant inHours(Instant moment) {
        return workingHours.firstAtOrAfter(moment, zone);
    }

    public Duration repeatInterval(int importance) {
        return repeatIntervals.get(importance);
    }
}
