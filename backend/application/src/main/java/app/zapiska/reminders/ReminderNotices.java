package app.zapiska.reminders;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.channels.Channel;
import app.zapiska.channels.Notice;
import app.zapiska.channels.SecondMessage;
import app.zapiska.channels.WhyElsewhere;
import app.zapiska.platform.DateText;
import app.zapiska.platform.Language;
import app.zapiska.reminders.Remindable.Subject;
import app.zapiska.reminders.ReminderQueue.Claimed;
import io.quarkus.qute.i18n.Localized;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Reminders as they go by the second channel. */
@Singleton
class ReminderNotices {

    /** A screen says «завтра»; a letter, which may be read the day after, names the day. */
    private record Days(DateText dates, boolean named) {

        static Days of(Parcel parcel, Instant now) {
            boolean letter =
                    parcel.second().filter(way -> way.channel() == Channel.MAIL).isPresent();
            return new Days(parcel.account().dates(now), letter);
        }

        String day(LocalDate day) {
            return named ? dates.date(day) : dates.day(day);
        }

        String moment(LocalDateTime moment) {
            return named ? dates.dateAndTime(moment) : dates.moment(moment);
        }
    }

    private final NoticeTexts russian;
    private final NoticeTexts english;
    private final ReminderFormatters chat;
    private final WhyElsewhere why;

    ReminderNotices(
            NoticeTexts russian, @Localized("en") NoticeTexts english, ReminderFormatters chat, WhyElsewhere why) {
        this.russian = russian;
        this.english = english;
        this.chat = chat;
        this.why = why;
    }

    SecondMessage of(Parcel parcel, Instant now) {
        var account = parcel.account();
        var texts = Language.choose(account.language(), russian, english);
        var subjects = parcel.claimed().stream().map(parcel::subject).toList();
        boolean single = subjects.size() == 1;
        var days = Days.of(parcel, now);
        return new SecondMessage(
                single
                        ? one(account, parcel.claimed().getFirst(), subjects.getFirst(), texts, days)
                        : several(account, subjects, texts),
                parcel.claimed().stream()
                        .map(one -> "reminder-" + one.id() + "." + one.seq())
                        .sorted()
                        .collect(Collectors.joining(",")),
                single && account.second().details() ? moment(subjects.getFirst(), days) : Optional.empty(),
                why(parcel, now),
                true);
    }

    private String why(Parcel parcel, Instant now) {
        var elsewhere = parcel.elsewhere().orElseThrow();
        var awaySince = parcel.claimed().stream()
                .map(one -> elsewhere.awaySince().get(one.id()))
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder());
        return why.sentence(parcel.account(), elsewhere.way().why(), awaySince, now);
    }

    private static Notice one(AccountSettings account, Claimed claimed, Subject subject, NoticeTexts texts, Days days) {
        boolean details = account.second().details();
        var heading =
                switch (subject) {
                    case TaskDue task -> texts.task();
                    case PaymentDue payment -> texts.payment();
                };
        var words = List.of(
                claimed.firstSentAt().isPresent() ? texts.again() : heading,
                facts(account, subject, texts, days).orElse(""));
        return new Notice(
                details ? name(subject) : heading,
                details
                        ? words.stream().filter(word -> !word.isEmpty()).collect(Collectors.joining("\n"))
                        : texts.seePage(),
                "reminder-" + subject.key().kind() + "-" + subject.key().id(),
                page(subject),
                subject instanceof TaskDue task ? OptionalLong.of(task.id()) : OptionalLong.empty(),
                new Notice.Words(
                        texts.done(),
                        texts.snooze(),
                        texts.doneAnswer(),
                        texts.snoozedAnswer(),
                        texts.failed(),
                        texts.open(),
                        account.language().getLanguage(),
                        account.snoozeDefault().toMinutes()));
    }

    private Notice several(AccountSettings account, List<Subject> subjects, NoticeTexts texts) {
        return new Notice(
                chat.texts(account.language()).combined(subjects.size()),
                account.second().details()
                        ? subjects.stream().map(ReminderNotices::name).collect(Collectors.joining("\n"))
                        : texts.seePage(),
                "reminders-" + account.accountId(),
                "/",
                OptionalLong.empty(),
                Notice.Words.none(account.language()));
    }

    private static Optional<String> facts(AccountSettings account, Subject subject, NoticeTexts texts, Days days) {
        var due = moment(subject, days)
                .map(words -> subject instanceof PaymentDue payment && payment.planned()
                        ? texts.byPlan(words)
                        : texts.due(words));
        return switch (subject) {
            case TaskDue task -> due;
            case PaymentDue payment ->
                Optional.of(texts.remaining(account.money(payment.remaining()))
                        + due.map(words -> "\n" + words).orElse(""));
        };
    }

    private static Optional<String> moment(Subject subject, Days days) {
        return switch (subject) {
            case TaskDue task ->
                task.dueDate()
                        .map(date -> task.dueTime()
                                .map(time -> days.moment(date.atTime(time)))
                                .orElseGet(() -> days.day(date)));
            case PaymentDue payment -> payment.dueDate().map(days::day);
        };
    }

    private static String page(Subject subject) {
        return switch (subject) {
            case TaskDue task -> "/tasks/" + task.id();
            case PaymentDue payment -> "/loans/" + payment.loanId();
        };
    }

    private static String name(Subject subject) {
        return switch (subject) {
            case TaskDue task -> task.title();
            case PaymentDue payment -> payment.lender();
        };
    }
}
