package app.zapiska.payments;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.Money;
import app.zapiska.platform.Plural;
import app.zapiska.reminders.PaymentButton;
import app.zapiska.reminders.PaymentDue;
import app.zapiska.reminders.ReminderButton;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.OutgoingMessage.ActionButton;
import app.zapiska.telegram.OutgoingMessage.Button;
import app.zapiska.telegram.OutgoingMessage.LinkButton;
import app.zapiska.telegram.RichText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The urgent-loans message: what it says, and how it is cut into messages that Telegram takes. Pure: the same payments give
 * the same message, so an edit that would change nothing is recognised as such.
 */
final class UrgentMessage {

    /** Telegram takes 4,096 UTF-16 units and 100 buttons; ten loans have at most fifty. */
    static final int LONGEST = 4095;

    static final int MOST_LOANS = 10;

    /** What a message may grow by after it was cut: its head, more days overdue, «left of» where the sum stood. */
    private static final int GROWTH = 600;

    /** What lenders' names are cut to when they have grown so much that a message would no longer be taken. */
    private static final int SHORT_NAME = 100;

    /** Telegram also bounds the size of a keyboard; the link in the text has no such bound. */
    private static final int LONGEST_LINK = 500;

    private static final long NO_REMINDER = 0;

    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    private final PaymentTexts texts;
    private final AccountSettings account;
    private final LocalDate today;
    private final Function<Money, String> sums;

    /**
     * @param today the account's day, from which days are counted
     * @param sums how a sum is written in the account's language and currency
     */
    UrgentMessage(PaymentTexts texts, AccountSettings account, LocalDate today, Function<Money, String> sums) {
        this.texts = texts;
        this.account = account;
        this.today = today;
        this.sums = sums;
    }

    /**
     * A loan's next payment in its place.
     *
     * @param number within all messages, from 1
     * @param snoozedUntil when it is spoken of again; empty when it is not put off
     */
    record Line(int number, PaymentDue payment, Optional<Instant> snoozedUntil) {}

    /**
     * What the first message says about all of them.
     *
     * @param part of {@code parts}, from 1
     * @param open how many are not paid yet
     * @param left what is left of them together
     */
    record Head(int part, int parts, int open, Money left) {

        static Head of(int part, int parts, List<Line> all) {
            return new Head(
                    part,
                    parts,
                    (int) all.stream().filter(line -> line.payment().open()).count(),
                    Money.sum(all.stream().map(line -> line.payment().rest()).toList()));
        }
    }

    /**
     * Cuts at a loan's border; whatever happens to the loans afterwards, each part still fits.
     *
     * @return in order, none empty
     */
    List<List<Line>> parts(List<Line> lines) {
        var parts = new ArrayList<List<Line>>();
        var part = new ArrayList<Line>();
        int length = 0;
        for (var line : lines) {
            int room = room(line);
            if (!part.isEmpty() && (part.size() == MOST_LOANS || length + room > LONGEST - GROWTH)) {
                parts.add(List.copyOf(part));
                part.clear();
                length = 0;
            }
            part.add(line);
            length += room;
        }
        if (!part.isEmpty()) {
            parts.add(List.copyOf(part));
        }
        return parts;
    }

    /** The longest this loan's block can become without anybody renaming the lender. */
    private int room(Line line) {
        var someDay = account.localTime(Instant.EPOCH).atZone(account.zone()).toInstant();
        return Stream.of(line, new Line(line.number(), line.payment(), Optional.of(someDay)))
                .mapToInt(version -> {
                    var text = RichText.builder();
                    block(text, version, Integer.MAX_VALUE, true);
                    return text.length();
                })
                .max()
                .orElseThrow();
    }

    /** One of the messages. Nobody's loans can make it too long for Telegram. */
    OutgoingMessage part(Head head, List<Line> lines) {
        var text = text(head, lines, Integer.MAX_VALUE);
        if (text.text().length() > LONGEST) {
            text = text(head, lines, SHORT_NAME);
        }
        return new OutgoingMessage(text, keyboard(head, lines));
    }

    private RichText text(Head head, List<Line> lines, int longestName) {
        var text = RichText.builder();
        if (head.parts() == 1) {
            text.add(texts.urgent());
        } else if (head.part() == 1) {
            text.add(texts.urgentFirst(1, head.parts()));
        } else {
            text.add(texts.urgentNext(head.part(), head.parts()));
        }
        if (head.part() == 1) {
            text.add("\n\n");
            if (head.open() == 0) {
                text.add(texts.allPaid());
            } else {
                text.line(texts.total(Plural.LOAN.of(head.open(), account.language())))
                        .add(texts.totalSum(sums.apply(head.left())));
            }
        }
        for (var line : lines) {
            block(text, line, longestName, numbered(head, lines));
        }
        return text.build();
    }

    private static boolean numbered(Head head, List<Line> lines) {
        return head.parts() > 1 || lines.size() > 1;
    }

    private void block(RichText.Builder text, Line line, int longestName, boolean numbered) {
        var payment = line.payment();
        text.add("\n\n");
        if (numbered) {
            text.add(line.number() + ". ");
        }
        var lender = shortened(payment.lender(), longestName);
        if (!payment.open()) {
            text.add("✅ ").add(texts.paid()).add(" ").bold(lender).add(" — ").add(sums.apply(payment.amount()));
            return;
        }
        payment.dueDate()
                .ifPresentOrElse(
                        due -> urgency(text, due, lender), () -> text.add("⚪ ").bold(lender));
        text.add("\n")
                .add(
                        payment.rest().compareTo(payment.amount()) < 0
                                ? texts.rest(sums.apply(payment.rest()), sums.apply(payment.amount()))
                                : texts.sum(sums.apply(payment.rest())));
        line.snoozedUntil().ifPresent(until -> text.add("\n").add(texts.snoozed(moment(until))));
        payment.cabinet().ifPresent(address -> text.add("\n🔗 ").link(texts.cabinet(), address));
    }

    private void urgency(RichText.Builder text, LocalDate due, String lender) {
        long days = ChronoUnit.DAYS.between(today, due);
        if (days < 0) {
            text.add("🔴 ")
                    .add(texts.overdue())
                    .add(" ")
                    .bold(lender)
                    .add(" ")
                    .add(texts.daysAgo(Plural.DAY_SHORT.of(-days, account.language())));
        } else if (days == 0) {
            text.add("🔴 ").add(texts.today()).add(" ").bold(lender);
        } else if (days == 1) {
            text.add("🟠 ").add(texts.tomorrow()).add(" ").bold(lender);
        } else {
            text.add(days < account.urgentDays() ? "🟡 " : "⚪ ")
                    .bold(lender)
                    .add(" ")
                    .add(texts.inDays(Plural.DAY_SHORT.of(days, account.language())));
        }
    }

    private List<List<Button>> keyboard(Head head, List<Line> lines) {
        var rows = new ArrayList<List<Button>>();
        for (var line : lines) {
            var number = numbered(head, lines) ? " (" + line.number() + ")" : "";
            var payment = line.payment();
            if (!payment.open()) {
                payment.lastEntry()
                        .ifPresent(entry -> rows.add(List.of(new ActionButton(
                                texts.takeBackButton() + number, PaymentButton.codeForTakeBack(entry, NO_REMINDER)))));
                continue;
            }
            Button pay = new ActionButton(
                    texts.payButton(sums.apply(payment.rest())) + number,
                    PaymentButton.codeForPay(payment, NO_REMINDER));
            if (line.snoozedUntil().isPresent()) {
                rows.add(List.of(
                        snooze(texts.quarterButton(), ReminderButton.SNOOZE_QUARTER, payment, number),
                        snooze(texts.hourButton(), ReminderButton.SNOOZE_HOUR, payment, number),
                        snooze(texts.eveningButton(), ReminderButton.SNOOZE_EVENING, payment, number),
                        snooze(texts.tomorrowButton(), ReminderButton.SNOOZE_TOMORROW, payment, number)));
                rows.add(List.of(pay));
                continue;
            }
            rows.add(List.of(
                    pay,
                    new ActionButton(
                            texts.otherButton() + number, PaymentButton.codeForOtherSum(payment, NO_REMINDER))));
            var second = new ArrayList<Button>();
            second.add(snooze(texts.snoozeButton(), ReminderButton.SNOOZE_DEFAULT, payment, number));
            payment.cabinet()
                    .filter(address -> address.toString().length() <= LONGEST_LINK)
                    .ifPresent(address -> second.add(new LinkButton(texts.cabinetButton() + number, address)));
            rows.add(second);
        }
        return rows;
    }

    private static Button snooze(String label, ReminderButton until, PaymentDue payment, String number) {
        return new ActionButton(label + number, until.codeFor(payment.key()));
    }

    private String moment(Instant instant) {
        var local = account.localTime(instant);
        return local.format(local.toLocalDate().equals(today) ? TIME : DATE_TIME);
    }

    private static String shortened(String name, int longest) {
        if (name.length() <= longest) {
            return name;
        }
        int end = longest - 1;
        return name.substring(0, Character.isHighSurrogate(name.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
