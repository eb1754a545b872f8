package app.zapiska.commands;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.accounts.AccountSettings.Daily;
import app.zapiska.accounts.AccountSettings.Weekly;
import app.zapiska.platform.Plural;
import app.zapiska.platform.Wording;
import app.zapiska.signin.LinkMessages;
import app.zapiska.telegram.ButtonCode;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.OutgoingMessage.ActionButton;
import app.zapiska.telegram.OutgoingMessage.Button;
import app.zapiska.telegram.RichText;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The screens of {@code /settings}: each shows what is chosen now, so a screen and its buttons need to remember nothing. Pure. */
record ChatSettingsWords(AccountSettings account, Instant now) {

    static final String KIND = "g";

    /** The codes stand in old messages for ever. */
    enum Action {
        MAIN("ga"),
        HOURS("gb"),
        REPEAT("gc"),
        ZONE("gd"),
        LANGUAGE("ge"),
        DIGEST("gf"),
        SET_START("gh"),
        SET_END("gi"),
        SET_REPEAT("gj"),
        SET_ZONE("gk"),
        ASK_ZONE("gl"),
        SET_LANGUAGE("gm"),
        SET_DIGEST("gn"),
        DIGESTS("go"),
        MORNING("gp"),
        EVENING("gq"),
        WEEKLY("gr"),
        SET_MORNING("gs"),
        SET_EVENING("gt"),
        SET_WEEK_TIME("gu"),
        SET_WEEK_DAY("gv"),
        CEILINGS("gw"),
        SET_CEILINGS("gx");

        private final String code;

        Action(String code) {
            this.code = code;
        }

        boolean onlyShows() {
            return switch (this) {
                case MAIN, HOURS, REPEAT, ZONE, LANGUAGE, DIGEST, CEILINGS, DIGESTS, MORNING, EVENING, WEEKLY -> true;
                default -> false;
            };
        }
    }

    /** @param value untrusted */
    record Pressed(Action action, long value) {

        static Optional<Pressed> parse(String data) {
            return ButtonCode.parse(data)
                    .filter(code -> code.kind().equals(KIND))
                    .flatMap(code -> Stream.of(Action.values())
                            .filter(action -> action.code.equals(code.action()))
                            .findFirst()
                            .map(action -> new Pressed(action, code.subjectId())));
        }
    }

    static final List<Integer> STARTS = List.of(0, 6, 7, 8, 9, 10);
    static final List<Integer> ENDS = List.of(18, 20, 21, 22, 23, 24);
    static final List<Integer> MINUTES = List.of(5, 10, 15, 30, 60, 120);
    static final List<LocalTime> DIGEST_TIMES = List.of(LocalTime.of(10, 0), LocalTime.of(20, 0));
    static final List<Integer> MORNINGS = minutes(6, 7, 8, 9, 10, 11);
    static final List<Integer> EVENINGS = minutes(18, 19, 20, 21, 22, 23);
    static final List<Integer> WEEK_TIMES = minutes(9, 12, 15, 18, 20, 21);
    /** In place of a time of day, which is told in minutes. */
    static final int OFF = 1_440;

    private static List<Integer> minutes(int... hours) {
        return IntStream.of(hours).map(hour -> hour * 60).boxed().toList();
    }

    String say(Function<ChatSettingsTexts, String> words) {
        return Wording.of(ChatSettingsTexts.class, words).in(account.language());
    }

    OutgoingMessage plain(Function<ChatSettingsTexts, String> words) {
        return OutgoingMessage.plain(say(words));
    }

    OutgoingMessage main() {
        return message(
                String.join(
                        "\n",
                        hours(),
                        repeat(),
                        zone(),
                        say(ChatSettingsTexts::language),
                        digest(),
                        ceilings(),
                        digests()),
                List.of(
                        List.of(
                                button(say(ChatSettingsTexts::hoursButton), Action.HOURS, 0),
                                button(say(ChatSettingsTexts::repeatButton), Action.REPEAT, 0)),
                        List.of(
                                button(say(ChatSettingsTexts::zoneButton), Action.ZONE, 0),
                                button(say(ChatSettingsTexts::languageButton), Action.LANGUAGE, 0)),
                        List.of(
                                button(say(ChatSettingsTexts::digestButton), Action.DIGEST, 0),
                                button(say(ChatSettingsTexts::digestsButton), Action.DIGESTS, 0)),
                        List.of(button(say(ChatSettingsTexts::ceilingsButton), Action.CEILINGS, 0)),
                        List.of(new ActionButton(say(ChatSettingsTexts::signInButton), LinkMessages.BUTTON))));
    }

    OutgoingMessage screen(Action action) {
        return switch (action) {
            case HOURS, SET_START, SET_END -> askHours();
            case REPEAT, SET_REPEAT -> askRepeat();
            case ZONE, SET_ZONE, ASK_ZONE -> askZone();
            case LANGUAGE, SET_LANGUAGE -> askLanguage();
            case DIGEST, SET_DIGEST -> askDigest();
            case CEILINGS, SET_CEILINGS -> askCeilings();
            case DIGESTS -> askDigests();
            case MORNING, SET_MORNING -> askDaily(morning(), account.digests().morning(), MORNINGS, Action.SET_MORNING);
            case EVENING, SET_EVENING -> askDaily(evening(), account.digests().evening(), EVENINGS, Action.SET_EVENING);
            case WEEKLY, SET_WEEK_TIME, SET_WEEK_DAY -> askWeekly();
            case MAIN -> main();
        };
    }

    private String hours() {
        var everyDay = account.workingHours().everyDay();
        return say(texts -> texts.hours(
                everyDay.start() == 0 && everyDay.end() == 24
                        ? texts.always()
                        : everyDay.start() + ":00–" + everyDay.end() + ":00"));
    }

    private String repeat() {
        var minutes = IntStream.rangeClosed(1, 3)
                .mapToObj(importance -> account.repeatInterval(importance).toMinutes())
                .toList();
        return say(texts -> texts.repeat(
                minutes.stream().distinct().count() == 1
                        ? minutes(minutes.getFirst())
                        : texts.repeats(minutes.stream().map(Object::toString).collect(Collectors.joining(" / ")))));
    }

    private String minutes(long minutes) {
        return Plural.MINUTE_ACCUSATIVE.of(minutes, account.language());
    }

    private String zone() {
        return say(texts -> texts.zone(
                ChatZone.name(account.zone(), account.language()),
                account.dates(now).time(now)));
    }

    private String digest() {
        return say(texts -> texts.digest(
                account.digestTimes().isEmpty()
                        ? texts.never()
                        : account.digestTimes().stream()
                                .map(LocalTime::toString)
                                .collect(Collectors.joining(", "))));
    }

    private String ceilings() {
        return say(texts -> texts.ceilings(account.loans().ceilings() ? texts.ceilingsTold() : texts.never()));
    }

    private OutgoingMessage askHours() {
        var text = hours() + "\n\n" + say(ChatSettingsTexts::askHours);
        return message(
                account.workingHours().exceptions().isEmpty() ? text : text + " " + say(ChatSettingsTexts::otherDays),
                withBack(
                        grid(STARTS.stream()
                                .map(hour -> chosen(
                                        account.workingHours().everyDay().start() == hour,
                                        say(texts -> texts.from(hour)),
                                        Action.SET_START,
                                        hour))
                                .toList()),
                        grid(ENDS.stream()
                                .map(hour -> chosen(
                                        account.workingHours().everyDay().end() == hour,
                                        say(texts -> texts.to(hour)),
                                        Action.SET_END,
                                        hour))
                                .toList())));
    }

    private OutgoingMessage askRepeat() {
        return message(
                repeat() + "\n\n" + say(ChatSettingsTexts::askRepeat),
                withBack(grid(MINUTES.stream()
                        .map(minutes -> chosen(
                                account.repeatIntervals().values().stream()
                                        .allMatch(Duration.ofMinutes(minutes)::equals),
                                minutes(minutes),
                                Action.SET_REPEAT,
                                minutes))
                        .toList())));
    }

    private OutgoingMessage askZone() {
        var buttons = new ArrayList<Button>();
        for (int place = 0; place < ChatZone.COMMON.size(); place++) {
            var zone = ChatZone.COMMON.get(place);
            buttons.add(chosen(
                    zone.id().equals(account.zone().getId()), zone.name(account.language()), Action.SET_ZONE, place));
        }
        return message(
                zone() + "\n\n" + say(ChatSettingsTexts::askZone),
                withBack(
                        grid(buttons),
                        List.of(List.of(button(say(ChatSettingsTexts::otherZone), Action.ASK_ZONE, 0)))));
    }

    private OutgoingMessage askLanguage() {
        boolean english = account.language().getLanguage().equals("en");
        return message(
                say(ChatSettingsTexts::language) + "\n\n" + say(ChatSettingsTexts::askLanguage),
                withBack(List.of(List.of(
                        chosen(!english, "Русский", Action.SET_LANGUAGE, 0),
                        chosen(english, "English", Action.SET_LANGUAGE, 1)))));
    }

    private OutgoingMessage askDigest() {
        return message(
                digest() + "\n\n" + say(ChatSettingsTexts::askDigest),
                withBack(
                        List.of(List.of(chosen(
                                account.digestTimes().equals(DIGEST_TIMES),
                                say(ChatSettingsTexts::digestOn),
                                Action.SET_DIGEST,
                                1))),
                        List.of(List.of(chosen(
                                account.digestTimes().isEmpty(),
                                say(ChatSettingsTexts::digestOff),
                                Action.SET_DIGEST,
                                0)))));
    }

    private OutgoingMessage askCeilings() {
        boolean told = account.loans().ceilings();
        return message(
                ceilings() + "\n\n" + say(ChatSettingsTexts::askCeilings),
                withBack(
                        List.of(List.of(chosen(told, say(ChatSettingsTexts::ceilingsOn), Action.SET_CEILINGS, 1))),
                        List.of(List.of(chosen(!told, say(ChatSettingsTexts::digestOff), Action.SET_CEILINGS, 0)))));
    }

    // ---- digests

    /** Those that are on, in a few words. */
    private String digests() {
        var chosen = account.digests();
        var on = Stream.of(
                        Optional.of(chosen.morning().at())
                                .filter(at -> chosen.morning().on())
                                .map(at -> say(texts -> texts.morningAt(at.toString()))),
                        Optional.of(chosen.evening().at())
                                .filter(at -> chosen.evening().on())
                                .map(at -> say(texts -> texts.eveningAt(at.toString()))),
                        Optional.of(chosen.weekly())
                                .filter(Weekly::on)
                                .map(weekly -> say(texts -> texts.weeklyAt(
                                        day(weekly.day()), weekly.at().toString()))))
                .flatMap(Optional::stream)
                .toList();
        return say(texts -> texts.digests(on.isEmpty() ? texts.never() : String.join(", ", on)));
    }

    private String morning() {
        return daily(say(ChatSettingsTexts::morning), account.digests().morning());
    }

    private String evening() {
        return daily(say(ChatSettingsTexts::evening), account.digests().evening());
    }

    private String daily(String name, Daily chosen) {
        return name + ": " + (chosen.on() ? chosen.at().toString() : say(ChatSettingsTexts::never));
    }

    private String weekly() {
        var chosen = account.digests().weekly();
        return say(ChatSettingsTexts::weekly) + ": "
                + (chosen.on() ? day(chosen.day()) + ", " + chosen.at() : say(ChatSettingsTexts::never));
    }

    private String day(DayOfWeek day) {
        return day.getDisplayName(TextStyle.SHORT, account.language());
    }

    private OutgoingMessage askDigests() {
        return message(
                String.join("\n", morning(), evening(), weekly()) + "\n\n" + say(ChatSettingsTexts::askDigests),
                withBack(List.of(
                        List.of(
                                button(say(ChatSettingsTexts::morning), Action.MORNING, 0),
                                button(say(ChatSettingsTexts::evening), Action.EVENING, 0)),
                        List.of(button(say(ChatSettingsTexts::weekly), Action.WEEKLY, 0)))));
    }

    private OutgoingMessage askDaily(String now, Daily chosen, List<Integer> times, Action set) {
        return message(
                now + quiet(chosen.on(), chosen.at(), List.of(DayOfWeek.values())) + "\n\n"
                        + say(ChatSettingsTexts::askDaily),
                under(grid(times(times, chosen.on(), chosen.at(), set)), notAtAll(chosen.on(), set)));
    }

    private OutgoingMessage askWeekly() {
        var chosen = account.digests().weekly();
        var days = Stream.of(DayOfWeek.values())
                .map(day -> chosen(chosen.on() && chosen.day() == day, day(day), Action.SET_WEEK_DAY, day.getValue()))
                .toList();
        return message(
                weekly() + quiet(chosen.on(), chosen.at(), List.of(chosen.day())) + "\n\n"
                        + say(ChatSettingsTexts::askWeekly),
                under(
                        List.of(List.copyOf(days.subList(0, 4)), List.copyOf(days.subList(4, 7))),
                        grid(times(WEEK_TIMES, chosen.on(), chosen.at(), Action.SET_WEEK_TIME)),
                        notAtAll(chosen.on(), Action.SET_WEEK_TIME)));
    }

    private static List<Button> times(List<Integer> offered, boolean on, LocalTime at, Action set) {
        return offered.stream()
                .map(minutes -> LocalTime.MIN.plusMinutes(minutes))
                .map(time -> chosen(on && time.equals(at), time.toString(), set, time.toSecondOfDay() / 60))
                .toList();
    }

    private List<List<Button>> notAtAll(boolean on, Action set) {
        return List.of(List.of(chosen(!on, say(ChatSettingsTexts::digestOff), set, OFF)));
    }

    /** Before the opening it waits for it, and after the closing it does not come: nobody shall believe otherwise. */
    private String quiet(boolean on, LocalTime at, List<DayOfWeek> days) {
        var hours = account.workingHours();
        boolean always = days.stream().allMatch(day -> hours.on(day, at));
        return !on || always ? "" : "\n" + say(ChatSettingsTexts::outsideHours);
    }

    OutgoingMessage zoneQuestion() {
        return OutgoingMessage.asking(
                RichText.plain(say(ChatSettingsTexts::zoneAsked)), say(ChatSettingsTexts::zonePlaceholder));
    }

    private OutgoingMessage message(String words, List<List<Button>> keyboard) {
        return new OutgoingMessage(
                RichText.builder()
                        .bold(say(ChatSettingsTexts::title))
                        .add("\n\n")
                        .add(words)
                        .build(),
                keyboard);
    }

    private static Button chosen(boolean chosen, String label, Action action, int value) {
        return button(chosen ? "✓ " + label : label, action, value);
    }

    private static Button button(String label, Action action, int value) {
        return new ActionButton(label, new ButtonCode(action.code, KIND, value, 0, 0).encode());
    }

    private static List<List<Button>> grid(List<? extends Button> buttons) {
        var rows = new ArrayList<List<Button>>();
        for (int from = 0; from < buttons.size(); from += 3) {
            rows.add(List.copyOf(buttons.subList(from, Math.min(from + 3, buttons.size()))));
        }
        return rows;
    }

    @SafeVarargs
    private List<List<Button>> withBack(List<List<Button>>... parts) {
        return backTo(Action.MAIN, parts);
    }

    @SafeVarargs
    private List<List<Button>> under(List<List<Button>>... parts) {
        return backTo(Action.DIGESTS, parts);
    }

    private List<List<Button>> backTo(Action screen, List<List<Button>>[] parts) {
        var rows = new ArrayList<List<Button>>();
        Stream.of(parts).forEach(rows::addAll);
        rows.add(List.of(button(say(ChatSettingsTexts::back), screen, 0)));
        return rows;
    }
}
