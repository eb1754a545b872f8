package app.zapiska.commands;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.CleanText;
import app.zapiska.platform.LocalMoment;
import app.zapiska.quickadd.Proposal;
import app.zapiska.quickadd.Proposal.Question;
import app.zapiska.quickadd.QuickAdd;
import app.zapiska.quickadd.Situation;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Until when somebody who answers a reminder puts it off, read by the grammar of quick add. Pure. */
sealed interface SnoozeMoment {

    /** Wall time of the account. */
    record At(LocalDateTime moment) implements SnoozeMoment {}

    /** It could be any of these, or there is more in the text than a moment: the person is asked. */
    record OneOf(List<LocalDateTime> moments) implements SnoozeMoment {}

    record Unclear() implements SnoozeMoment {}

    /** A day that is said without a time, as the button «Завтра 09:00» has it. */
    LocalTime MORNING = LocalTime.of(9, 0);

    LocalTime EVENING = LocalTime.of(19, 0);

    /** Longer than anybody says a moment in; also bounds what the grammar is asked about. */
    int LONGEST = 100;

    Pattern AROUND = Pattern.compile(
            "^(?:(?:пожалуйста|плиз|давай(?:те)?|лучше|отложи(?:ть|те)?|перенеси(?:те)?|напомни(?:те)?(?: мне)?|попозже|позже|до"
                    + "|snooze|postpone|remind me|please|later|until|till)[\\s,:]+)+"
                    + "|(?:[\\s,]+(?:пожалуйста|плиз|please))+$");

    /** The grammar knows nothing that has passed, and would read what stands beside it. */
    Pattern PAST = Pattern.compile("\\b(?:назад|вчера|позавчера|ago|yesterday)\\b", Pattern.UNICODE_CHARACTER_CLASS);

    Pattern FOR = Pattern.compile("^(?:на|for)\\s+");

    static SnoozeMoment read(String text, Situation situation) {
        return read(text, situation, MORNING);
    }

    /** @param ofDay what a day means that is said without a time */
    static SnoozeMoment read(String text, Situation situation, LocalTime ofDay) {
        var clean = CleanText.of(text)
                .map(line -> line.toLowerCase(Locale.ROOT).replaceAll("[.!?\\s]+$", ""))
                .filter(line -> !line.isEmpty() && line.length() <= LONGEST);
        if (clean.filter(line -> !PAST.matcher(line).find()).isEmpty()) {
            return new Unclear();
        }
        var bare = AROUND.matcher(clean.get()).replaceAll("");
        var span = FOR.matcher(bare).replaceFirst("");
        var tries = Stream.of(bare, "через " + span, "in " + span, "в " + bare, "at " + bare)
                .map(line -> QuickAdd.understand(line, situation))
                .toList();
        return tries.stream()
                .filter(SnoozeMoment::nothingElse)
                .findFirst()
                .map(proposal -> ofDue(proposal.due().orElseThrow(), situation, ofDay))
                .or(() -> asked(tries, situation, ofDay).map(OneOf::new))
                .orElseGet(Unclear::new);
    }

    /** A moment calls no category and no template. */
    static Situation situation(AccountSettings account, Instant now) {
        return new Situation(
                now.atZone(account.zone()),
                account.workingHours(),
                2,
                Currency.getInstance(account.currency()),
                account.language(),
                List.of(),
                List.of());
    }

    private static boolean nothingElse(Proposal proposal) {
        return proposal.due().isPresent()
                && proposal.title().isEmpty()
                && proposal.recurrence().isEmpty()
                && proposal.questions().stream().noneMatch(Question.Due.class::isInstance);
    }

    private static SnoozeMoment ofDue(LocalMoment due, Situation situation, LocalTime ofDay) {
        var moments = moments(due, situation, ofDay);
        return moments.size() == 1 ? new At(moments.getFirst()) : new OneOf(moments);
    }

    /** What the grammar would ask about; else the moment that is said among other words. */
    private static Optional<List<LocalDateTime>> asked(List<Proposal> tries, Situation situation, LocalTime ofDay) {
        var once = tries.stream()
                .filter(proposal -> proposal.recurrence().isEmpty())
                .toList();
        return once.stream()
                .map(proposal -> proposal.questions().stream()
                        .filter(Question.Due.class::isInstance)
                        .flatMap(question -> ((Question.Due) question).choices().stream())
                        .flatMap(due -> moments(due, situation, ofDay).stream())
                        .distinct()
                        .sorted()
                        .toList())
                .filter(choices -> !choices.isEmpty())
                .findFirst()
                .or(() -> tries.stream()
                        .limit(1)
                        .filter(proposal -> proposal.recurrence().isEmpty())
                        .flatMap(proposal -> proposal.due().stream())
                        .map(due -> moments(due, situation, ofDay))
                        .filter(choices -> !choices.isEmpty())
                        .findFirst());
    }

    /** What is left of today is not said by «сегодня» alone. */
    private static List<LocalDateTime> moments(LocalMoment due, Situation situation, LocalTime ofDay) {
        var now = situation.now().toLocalDateTime();
        if (due.time().isPresent()) {
            return List.of(due.date().atTime(due.time().get()));
        }
        if (due.date().isAfter(now.toLocalDate())) {
            return List.of(due.date().atTime(ofDay));
        }
        var inAnHour = now.plusHours(1).truncatedTo(ChronoUnit.MINUTES);
        return Stream.of(inAnHour, due.date().atTime(EVENING))
                .filter(moment -> moment.isAfter(now) && moment.toLocalDate().equals(due.date()))
                .distinct()
                .sorted()
                .toList();
    }
}
