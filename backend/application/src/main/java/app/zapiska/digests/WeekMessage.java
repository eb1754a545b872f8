package app.zapiska.digests;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.digests.DigestMessages.Content;
import app.zapiska.platform.DateText;
import app.zapiska.platform.Excerpt;
import app.zapiska.platform.Money;
import app.zapiska.platform.Plural;
import app.zapiska.reminders.PaymentDue;
import app.zapiska.reminders.Payments.Made;
import app.zapiska.reminders.Remindable.Subject;
import app.zapiska.reminders.TaskDue;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.RichText;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.BiConsumer;

/** The review of a week: one message, whatever there is to say. Pure. */
final class WeekMessage {

    /** Of a list: the rest is told by number. Two lists of the longest names are one message that Telegram takes. */
    static final int MOST_LISTED = 10;

    private static final int LONGEST_NAME = 120;

    private final DayTexts texts;
    private final AccountSettings account;
    private final DateText dates;

    WeekMessage(DayTexts texts, AccountSettings account, DateText dates) {
        this.texts = texts;
        this.account = account;
        this.dates = dates;
    }

    /** Whole days. @param last included */
    record Period(LocalDate first, LocalDate last) {

        /** Of a review in the morning the seven days before it, of a later one its own day and the six before. */
        static Period of(LocalDate date, LocalTime slot) {
            var last = slot.isBefore(LocalTime.NOON) ? date.minusDays(1) : date;
            return new Period(last.minusDays(6), last);
        }

        Period next() {
            return new Period(first.plusDays(7), last.plusDays(7));
        }
    }

    /**
     * @param done how many tasks; @param late of them after they were due
     * @param made payments
     * @param overdue what is overdue now, the oldest first
     * @param coming payments from today to the end of the seven days after it, by date
     * @param early what a chosen plan asks for in that time or has asked for before: it may pay some of {@code coming}, so it is
     *     never added to that
     */
    record Week(
            Period period,
            int done,
            int late,
            Made made,
            List<Subject> overdue,
            List<PaymentDue> coming,
            List<PaymentDue> early) {

        boolean nothing() {
            return done == 0 && made.count() == 0 && overdue.isEmpty() && coming.isEmpty() && early.isEmpty();
        }
    }

    OutgoingMessage of(Content content, Week week) {
        var language = account.language();
        var text = RichText.builder().line(texts.weekly()).add(period(week.period()));
        if (week.done() > 0 || week.made().count() > 0) {
            text.add("\n");
        }
        if (week.done() > 0) {
            var tasks = Plural.TASK.of(week.done(), language);
            text.add("\n").add(week.late() > 0 ? texts.doneLate(tasks, week.late()) : texts.doneInWeek(tasks));
        }
        if (week.made().count() > 0) {
            text.add("\n")
                    .add(texts.made(
                            Plural.PAYMENT.of(week.made().count(), language),
                            account.money(week.made().sum())));
        }
        if (!week.overdue().isEmpty()) {
            text.add("\n\n").add(texts.overdueNow(week.overdue().size()));
            list(text, week.overdue(), this::overdue);
        }
        if (!week.coming().isEmpty()) {
            text.add("\n\n")
                    .add(texts.coming(
                            date(week.period().next().last()),
                            Plural.PAYMENT.of(week.coming().size(), language),
                            sum(week.coming())));
            list(text, week.coming(), this::coming);
        }
        if (!week.early().isEmpty()) {
            text.add("\n\n").add(texts.early(Plural.PAYMENT.of(week.early().size(), language), sum(week.early())));
            list(text, week.early(), this::coming);
        }
        return new OutgoingMessage(text.build(), List.of(DayMessage.turn(texts, account, content)));
    }

    private String sum(List<PaymentDue> payments) {
        return account.money(
                Money.sum(payments.stream().map(PaymentDue::remaining).toList()));
    }

    private <T> void list(RichText.Builder text, List<T> all, BiConsumer<RichText.Builder, T> line) {
        all.stream().limit(MOST_LISTED).forEach(one -> line.accept(text.add("\n• "), one));
        if (all.size() > MOST_LISTED) {
            text.add("\n").add(texts.andMore(all.size() - MOST_LISTED));
        }
    }

    private void overdue(RichText.Builder text, Subject subject) {
        switch (subject) {
            case TaskDue task ->
                text.bold(name(task.title()))
                        .add(" — ")
                        .add(texts.due(dates.day(task.dueDate().orElseThrow())));
            case PaymentDue payment ->
                text.bold(name(payment.lender()))
                        .add(" — ")
                        .add(account.money(payment.remaining()))
                        .add(", ")
                        .add(texts.due(dates.day(payment.dueDate().orElseThrow())));
        }
    }

    private void coming(RichText.Builder text, PaymentDue payment) {
        text.bold(name(payment.lender()))
                .add(" — ")
                .add(account.money(payment.remaining()))
                .add(", ")
                .add(dates.day(payment.dueDate().orElseThrow()));
    }

    private static String name(String typed) {
        return Excerpt.of(typed, LONGEST_NAME);
    }

    /** {@code 24–30 ноября}, {@code 28 ноября – 4 декабря}, with the year when it is another. */
    private String period(Period period) {
        boolean sameMonth = period.first().getMonth() == period.last().getMonth();
        return day(period.first(), sameMonth ? "d" : "d MMMM") + (sameMonth ? "–" : " – ") + date(period.last());
    }

    private String date(LocalDate day) {
        return day(day, day.getYear() == dates.today().getYear() ? "d MMMM" : "d MMMM u");
    }

    private String day(LocalDate day, String pattern) {
        return day.format(DateTimeFormatter.ofPattern(pattern).withLocale(account.language()));
    }
}
