package app.zapiska.digests;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.DateText;
import app.zapiska.platform.Excerpt;
import app.zapiska.platform.Money;
import app.zapiska.platform.Plural;
import app.zapiska.reminders.PaymentDue;
import app.zapiska.reminders.SubjectKey;
import app.zapiska.reminders.SubjectKeyboard;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.OutgoingMessage.Button;
import app.zapiska.telegram.RichText;
import java.time.Instant;
import java.time.LocalDate;
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

    /** Telegram takes 4,096 UTF-16 units. */
    static final int LONGEST = 4095;

    /** As many as a phone shows with their buttons without much scrolling. */
    static final int MOST_LOANS = 10;

    /** What a message may grow by after it was cut: its head, more days overdue, «left of» where the sum stood. */
    private static final int GROWTH = 600;

    /** What lenders' names are cut to when they have grown so much that a message would no longer be taken. */
    private static final int SHORT_NAME = 100;

    /** Telegram also bounds the size of a keyboard; the link in the text has no such bound. */
    private static final int LONGEST_LINK = 500;

    /** A September of another year. */
    private static final Instant LONGEST_MOMENT = Instant.parse("1970-09-15T12:00:00Z");

    private final DigestTexts texts;
    private final AccountSettings account;
    private final DateText dates;
    private final SubjectKeyboard buttons;
    private final Function<Money, String> sums;

    /**
     * @param dates of the account, as of now: days are counted from its today
     * @param sums how a sum is written in the account's language and currency
     */
    UrgentMessage(
            DigestTexts texts,
            AccountSettings account,
            DateText dates,
            SubjectKeyboard buttons,
            Function<Money, String> sums) {
        this.texts = texts;
        this.account = account;
        this.dates = dates;
        this.buttons = buttons;
        this.sums = sums;
    }

    /**
     * A loan's next payment in its place.
     *
     * @param number within all messages, from 1
     * @param snoozedUntil when it is spoken of again; empty when it is not put off
     * @param costOfDay by how much its loan grows overnight; empty where that is nothing, or is not known
     */
    record Line(int number, PaymentDue payment, Optional<Instant> snoozedUntil, Optional<Money> costOfDay) {

        Line(int number, PaymentDue payment, Optional<Instant> snoozedUntil) {
            this(number, payment, snoozedUntil, Optional.empty());
        }

        private Line withoutCost() {
            return new Line(number, payment, snoozedUntil);
        }
    }

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
                    Money.sum(
                            all.stream().map(line -> line.payment().remaining()).toList()));
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

    /** The longest this loan's block can become without anybody renaming the lender: the longest words for a moment. */
    private int room(Line line) {
        return Stream.of(line, new Line(line.number(), line.payment(), Optional.of(LONGEST_MOMENT)))
                .mapToInt(version -> {
                    var text = RichText.builder();
                    block(text, version, Integer.MAX_VALUE);
                    return text.length();
                })
                .max()
                .orElseThrow();
    }

    /**
     * One of the messages. Nobody's loans can make it too long for Telegram.
     *
     * @param opened the loan that is shown by itself with its own buttons, if it is among several; empty: each has one button
     *     that names it
     */
    OutgoingMessage part(Head head, List<Line> lines, Optional<SubjectKey> opened) {
        var shown = opened.flatMap(key -> lines.stream()
                .filter(line -> lines.size() > 1 && line.payment().key().equals(key))
                .findFirst());
        if (shown.isPresent()) {
            return opened(head, shown.get());
        }
        var text = text(head, lines, Integer.MAX_VALUE);
        if (text.text().length() > LONGEST) {
            // What was not there when the messages were cut gives way first.
            var bare = lines.stream().map(Line::withoutCost).toList();
            text = text(head, bare, Integer.MAX_VALUE);
            if (text.text().length() > LONGEST) {
                text = text(head, bare, SHORT_NAME);
            }
        }
        return new OutgoingMessage(text, lines.size() == 1 ? keyboard(lines.getFirst()) : names(lines));
    }

    private List<List<Button>> names(List<Line> lines) {
        var namesakes =
                SubjectKeyboard.namesakes(lines.stream().map(Line::payment).toList());
        return lines.stream()
                .flatMap(line -> buttons
                        .named(
                                line.payment(),
                                line.snoozedUntil().isPresent(),
                                line.payment()
                                        .dueDate()
                                        .filter(due -> namesakes.contains(
                                                line.payment().key()))
                                        .map(dates::day))
                        .stream())
                .toList();
    }

    /** Without the sum of all: what stands above a button that pays is about this one. */
    private OutgoingMessage opened(Head head, Line line) {
        var text = RichText.builder().add(heading(head));
        block(text, line, Integer.MAX_VALUE);
        var rows = new ArrayList<>(keyboard(line));
        rows.add(buttons.back(line.payment()));
        return new OutgoingMessage(text.build(), rows);
    }

    private String heading(Head head) {
        if (head.parts() == 1) {
            return texts.urgent();
        }
        return head.part() == 1 ? texts.urgentFirst(1, head.parts()) : texts.urgentNext(head.part(), head.parts());
    }

    private RichText text(Head head, List<Line> lines, int longestName) {
        var text = RichText.builder().add(heading(head));
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
            block(text, line, longestName);
        }
        return text.build();
    }

    private void block(RichText.Builder text, Line line, int longestName) {
        var payment = line.payment();
        text.add("\n\n");
        var lender = Excerpt.of(payment.lender(), longestName);
        if (!payment.open()) {
            text.add("✅ ").add(texts.paid()).add(" ").bold(lender).add(" — ").add(sums.apply(payment.amount()));
            return;
        }
        payment.dueDate()
                .ifPresentOrElse(
                        due -> urgency(text, due, lender), () -> text.add("⚪ ").bold(lender));
        text.add("\n")
                .add(
                        payment.remaining().compareTo(payment.amount()) < 0
                                ? texts.remaining(sums.apply(payment.remaining()), sums.apply(payment.amount()))
                                : texts.sum(sums.apply(payment.remaining())));
        line.costOfDay().ifPresent(cost -> text.add(" · ").add(texts.perDay(sums.apply(cost))));
        line.snoozedUntil().ifPresent(until -> text.add("\n").add(texts.snoozed(dates.brief(until))));
        payment.portal().ifPresent(address -> text.add("\n🔗 ").link(texts.portal(), address));
    }

    private void urgency(RichText.Builder text, LocalDate due, String lender) {
        long days = ChronoUnit.DAYS.between(dates.today(), due);
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

    private List<List<Button>> keyboard(Line line) {
        var payment = line.payment();
        if (!payment.open()) {
            return buttons.over(payment);
        }
        return line.snoozedUntil().isPresent()
                ? buttons.snoozed(payment)
                : buttons.open(
                        payment,
                        payment.portal().filter(address -> address.toString().length() <= LONGEST_LINK));
    }
}
