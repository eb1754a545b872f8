package app.zapiska.commands;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.accounts.AccountSettings.Pause;
import app.zapiska.platform.Wording;
import app.zapiska.telegram.ButtonCode;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.OutgoingMessage.ActionButton;
import app.zapiska.telegram.OutgoingMessage.Button;
import app.zapiska.telegram.RichText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Words of one account for a pause, and the buttons under them, which remember everything that was chosen before. Pure. */
record PauseWords(AccountSettings account, Instant now) {

    static final String KINDS = "pa";
    static final String DAYS = "pk";
    static final String SO_LONG = "pd";
    static final String OTHER_DAY = "po";
    static final String END = "pe";

    private static final String SPARING = "p";
    private static final String NOTHING = "n";

    private static final int WEEK = 7;

    /** @param number of days, or the moment in seconds when that is known before the kind; 0 for none */
    record Pressed(String action, boolean sparing, long number) {

        static Optional<Pressed> parse(String data) {
            return ButtonCode.parse(data)
                    .filter(code ->
                            List.of(KINDS, DAYS, SO_LONG, OTHER_DAY, END).contains(code.action())
                                    && List.of(SPARING, NOTHING).contains(code.kind())
                                    // Later than any clock goes.
                                    && code.subjectId() <= 253_402_300_799L)
                    .map(code -> new Pressed(code.action(), code.kind().equals(SPARING), code.subjectId()));
        }
    }

    /** As the question for another day remembers it. */
    static String kind(boolean sparing) {
        return sparing ? SPARING : NOTHING;
    }

    static boolean sparing(String kind) {
        return kind.equals(SPARING);
    }

    String say(Function<PauseTexts, String> words) {
        return Wording.of(PauseTexts.class, words).in(account.language());
    }

    OutgoingMessage plain(Function<PauseTexts, String> words) {
        return OutgoingMessage.plain(say(words));
    }

    /** @param until when that is known already */
    OutgoingMessage kinds(OptionalLong until) {
        long number = until.orElse(0);
        return message(
                until.isPresent()
                        ? say(texts -> texts.until(moment(Instant.ofEpochSecond(number)))) + "\n\n"
                                + say(PauseTexts::kinds)
                        : say(PauseTexts::kinds),
                List.of(
                        List.of(button(PauseTexts::sparing, DAYS, true, number)),
                        List.of(button(PauseTexts::nothing, DAYS, false, number))));
    }

    OutgoingMessage days(boolean sparing) {
        return message(
                say(sparing ? PauseTexts::sparing : PauseTexts::nothing) + ".\n" + say(PauseTexts::days),
                List.of(
                        List.of(button(PauseTexts::tomorrow, SO_LONG, sparing, 1)),
                        List.of(button(texts -> texts.threeDays(day(3)), SO_LONG, sparing, 3)),
                        List.of(button(texts -> texts.week(day(WEEK)), SO_LONG, sparing, WEEK)),
                        List.of(button(PauseTexts::otherDay, OTHER_DAY, sparing, 0))));
    }

    private OutgoingMessage message(String words, List<List<Button>> keyboard) {
        return new OutgoingMessage(
                RichText.builder()
                        .bold(say(PauseTexts::title))
                        .add("\n\n")
                        .add(words)
                        .build(),
                keyboard);
    }

    private Button button(Function<PauseTexts, String> label, String action, boolean sparing, long number) {
        return new ActionButton(say(label), new ButtonCode(action, kind(sparing), number, 0, 0).encode());
    }

    OutgoingMessage ask() {
        return OutgoingMessage.asking(RichText.plain(say(PauseTexts::asked)), say(PauseTexts::placeholder));
    }

    OutgoingMessage on(Pause pause) {
        var end = moment(account.inHours(pause.until()));
        var words = say(texts -> texts.on(texts.until(moment(pause.until()))))
                + "\n"
                + say(pause.sparesPayments() ? PauseTexts::onlyPayments : PauseTexts::nothingComes)
                + " "
                + say(texts -> pause.sparesPayments() ? texts.restComes(end) : texts.allComes(end));
        return new OutgoingMessage(
                RichText.plain(words),
                List.of(List.of(
                        button(PauseTexts::changeButton, KINDS, true, 0),
                        button(PauseTexts::endButton, END, true, 0))));
    }

    OutgoingMessage ended() {
        var comes = account.inHours(now);
        return OutgoingMessage.plain(say(PauseTexts::ended)
                + "\n"
                + say(texts -> texts.comes(comes.equals(now) ? texts.now() : moment(comes))));
    }

    /** The beginning of the day in so many days. */
    Instant inDays(long days) {
        return account.today(now).plusDays(days).atStartOfDay(account.zone()).toInstant();
    }

    private String day(int days) {
        return account.dates(now).day(account.today(now).plusDays(days));
    }

    /** A day begins at midnight: «до завтра» says it better than «до завтра, 00:00». */
    private String moment(Instant moment) {
        var local = moment.atZone(account.zone());
        return local.toLocalDate().atStartOfDay(account.zone()).toInstant().equals(moment)
                ? account.dates(now).day(local.toLocalDate())
                : account.dates(now).moment(moment);
    }
}
