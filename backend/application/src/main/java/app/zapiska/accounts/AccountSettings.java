package app.zapiska.accounts;

import app.zapiska.platform.DateText;
import app.zapiska.platform.Money;
import app.zapiska.platform.MoneyText;
import java.time.DayOfWeek;
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
 * @param defaults what reminds of things of which nothing is said
 */
public record AccountSettings(
        long accountId,
        Place place,
        Nagging nagging,
        Loans loans,
        DefaultTemplates defaults,
        Digests digests,
        Chat link) {

    /** Of somebody who has asked for none of the digests. */
    public AccountSettings(
            long accountId, Place place, Nagging nagging, Loans loans, DefaultTemplates defaults, Chat link) {
        this(accountId, place, nagging, loans, defaults, Digests.OFF, link);
    }

    /** Where the person lives and what they speak: all wall times and words follow from it. */
    public record Place(ZoneId zone, Locale language) {}

    /**
     * When the bot writes.
     *
     * @param hours outside them it is silent
     * @param repeatIntervals how soon a reminder repeats, by importance 1–3
     * @param snoozeDefault for how long the button puts off
     * @param pause empty when there is none; may be over
     */
    public record Nagging(
            WorkingHours hours, Map<Integer, Duration> repeatIntervals, Duration snoozeDefault, Optional<Pause> pause) {

        /** Without a pause. */
        public Nagging(WorkingHours hours, Map<Integer, Duration> repeatIntervals, Duration snoozeDefault) {
            this(hours, repeatIntervals, snoozeDefault, Optional.empty());
        }

        /** The same interval for every importance. */
        public static Nagging every(Duration interval, WorkingHours hours) {
            return new Nagging(hours, Map.of(1, interval, 2, interval, 3, interval), Duration.ofHours(1));
        }
    }

    /**
     * A holiday: until then nothing is sent, and what comes due waits.
     *
     * @param sparesPayments what is about payments is sent as ever
     */
    public record Pause(Instant until, boolean sparesPayments) {}

    /**
     * @param urgentDays a payment is urgent when fewer days than this are left
     * @param digestTimes wall times of the urgent-loans message
     * @param currency ISO 4217
     * @param ceilings whether the day is told on which a loan's ceiling is reached
     */
    public record Loans(int urgentDays, List<LocalTime> digestTimes, String currency, boolean ceilings) {

        /** Of somebody who has not switched anything off. */
        public Loans(int urgentDays, List<LocalTime> digestTimes, String currency) {
            this(urgentDays, digestTimes, currency, true);
        }

        public Loans withDigestTimes(List<LocalTime> others) {
            return new Loans(urgentDays, others, currency, ceilings);
        }

        public Loans withCeilings(boolean told) {
            return new Loans(urgentDays, digestTimes, currency, told);
        }
    }

    /** Ids of reminder templates; empty: no reminders. */
    public record DefaultTemplates(Optional<Long> ofTasks, Optional<Long> ofPayments) {

        public static final DefaultTemplates NONE = new DefaultTemplates(Optional.empty(), Optional.empty());
    }

    /** Which messages about a day or a week are wanted; those about urgent loans are with the {@link Loans}. */
    public record Digests(Daily morning, Daily evening, Weekly weekly) {

        public static final Digests OFF = new Digests(
                new Daily(false, LocalTime.of(8, 0)),
                new Daily(false, LocalTime.of(21, 0)),
                new Weekly(false, DayOfWeek.SUNDAY, LocalTime.of(18, 0)));
    }

    /** @param at wall time, kept while it is off */
    public record Daily(boolean on, LocalTime at) {}

    /** @param at wall time of that day, kept while it is off */
    public record Weekly(boolean on, DayOfWeek day, LocalTime at) {}

    /**
     * Where the bot writes to.
     *
     * @param id of the chat, when one is linked
     * @param blocked the person has blocked the bot: nothing is sent until they press «Запустить»
     * @param readOnly who writes there may look, and change nothing
     * @param active false: the owner has deactivated the account, nothing is sent and nothing is listened to
     * @param second the way when that one does not reach the person
     */
    public record Chat(OptionalLong id, boolean blocked, boolean readOnly, boolean active, Second second) {

        public Chat(OptionalLong id, boolean blocked, boolean readOnly, boolean active) {
            this(id, blocked, readOnly, active, Second.NONE);
        }

        public Chat(OptionalLong id, boolean blocked) {
            this(id, blocked, false, true);
        }

        public static final Chat NONE = new Chat(OptionalLong.empty(), false);
    }

    /**
     * The channel of those whom Telegram does not reach.
     *
     * @param push whether there is a device that takes messages
     * @param mail whether there is an address that takes letters, and a mail server
     * @param after how long Telegram must be away before it takes over
     * @param details whether its messages name what they are about: others may see the screen they come up on
     */
    public record Second(boolean push, boolean mail, Duration after, boolean details) {

        public static final Second NONE = new Second(false, false, Duration.ofMinutes(10), true);

        public boolean ready() {
            return push || mail;
        }
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

    public AccountSettings withPlace(Place other) {
        return new AccountSettings(accountId, other, nagging, loans, defaults, digests, link);
    }

    public AccountSettings withNagging(Nagging other) {
        return new AccountSettings(accountId, place, other, loans, defaults, digests, link);
    }

    public AccountSettings withLoans(Loans other) {
        return new AccountSettings(accountId, place, nagging, other, defaults, digests, link);
    }

    public AccountSettings withDefaults(DefaultTemplates others) {
        return new AccountSettings(accountId, place, nagging, loans, others, digests, link);
    }

    public AccountSettings withDigests(Digests others) {
        return new AccountSettings(accountId, place, nagging, loans, defaults, others, link);
    }

    /** A chat that can be written to. */
    public AccountSettings withChat(long chatId) {
        var chat = new Chat(OptionalLong.of(chatId), false, link.readOnly(), link.active(), link.second());
        return new AccountSettings(accountId, place, nagging, loans, defaults, digests, chat);
    }

    public ZoneId zone() {
        return place.zone();
    }

    public Locale language() {
        return place.language();
    }

    public WorkingHours workingHours() {
        return nagging.hours();
    }

    public Map<Integer, Duration> repeatIntervals() {
        return nagging.repeatIntervals();
    }

    public Duration snoozeDefault() {
        return nagging.snoozeDefault();
    }

    public int urgentDays() {
        return loans.urgentDays();
    }

    public List<LocalTime> digestTimes() {
        return loans.digestTimes();
    }

    public String currency() {
        return loans.currency();
    }

    public OptionalLong chat() {
        return link.id();
    }

    public boolean chatBlocked() {
        return link.blocked();
    }

    /** Whether anything may be sent to the person at all, whatever the way: see {@link Chat#active}. */
    public boolean active() {
        return link.active();
    }

    public Second second() {
        return link.second();
    }

    /** Whether there is any way on which the person is written to. */
    public boolean reachable() {
        return active() && (second().ready() || chat().isPresent() && !chatBlocked());
    }

    /** Of what comes from the chat: a request of the page or a token is judged by {@link RequestGuard}. */
    public boolean readOnly() {
        return link.readOnly();
    }

    public LocalDate today(Instant now) {
        return now.atZone(zone()).toLocalDate();
    }

    public LocalDateTime localTime(Instant now) {
        return now.atZone(zone()).toLocalDateTime();
    }

    /** How days and moments are told to the person. */
    public DateText dates(Instant now) {
        return new DateText(today(now), zone(), language());
    }

    /** How sums are told to the person. */
    public String money(Money sum) {
        return MoneyText.of(sum, language(), currency());
    }

    /** The moment itself inside working hours, else the next opening. */
    public Instant inHours(Instant moment) {
        return workingHours().firstAtOrAfter(moment, zone());
    }

    /** The pause that is on, whatever it spares. */
    public Optional<Pause> pauseAt(Instant now) {
        return nagging.pause().filter(pause -> now.isBefore(pause.until()));
    }

    /** Until when nothing is sent about such things; empty when nothing keeps them back. */
    public Optional<Instant> heldUntil(Instant now, boolean payment) {
        return pauseAt(now).filter(pause -> !payment || !pause.sparesPayments()).map(Pause::until);
    }

    /** When that is sent which comes due at this moment: after a pause, and inside working hours. */
    public Instant comesAt(Instant moment, boolean payment) {
        return inHours(heldUntil(moment, payment).orElse(moment));
    }

    public Duration repeatInterval(int importance) {
        return repeatIntervals().get(importance);
    }
}
