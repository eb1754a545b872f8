package app.zapiska.commands;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.accounts.AccountSettings.Daily;
import app.zapiska.accounts.AccountSettings.Digests;
import app.zapiska.accounts.AccountSettings.Nagging;
import app.zapiska.accounts.AccountSettings.Place;
import app.zapiska.accounts.AccountSettings.Weekly;
import app.zapiska.accounts.SettingsService;
import app.zapiska.accounts.WorkingHours;
import app.zapiska.commands.ChatSettingsWords.Action;
import app.zapiska.commands.ChatSettingsWords.Pressed;
import app.zapiska.platform.Language;
import app.zapiska.platform.Wording;
import app.zapiska.telegram.ButtonHandler;
import app.zapiska.telegram.CommandHandler;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.PromptHandler;
import app.zapiska.telegram.Prompts;
import app.zapiska.telegram.Prompts.Prompt;
import app.zapiska.telegram.Prompts.State;
import app.zapiska.telegram.TextHandler.Written;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The settings by buttons, in one message. A press changes one thing of what is chosen at that moment, so it undoes nothing that
 * was changed elsewhere meanwhile; what no button of ours offers is not taken.
 */
@ApplicationScoped
class ChatSettings implements CommandHandler, ButtonHandler, PromptHandler {

    private final SettingsService settings;
    private final Prompts prompts;
    private final InstantSource clock;

    ChatSettings(SettingsService settings, Prompts prompts, InstantSource clock) {
        this.settings = settings;
        this.prompts = prompts;
        this.clock = clock;
    }

    private ChatSettingsWords words(AccountSettings account) {
        return new ChatSettingsWords(account, clock.instant());
    }

    @Override
    public List<String> names() {
        return List.of("settings", "настройки");
    }

    @Override
    public Wording description() {
        return Wording.of(ChatSettingsTexts.class, ChatSettingsTexts::description);
    }

    @Override
    public int place() {
        return 70;
    }

    @Override
    public boolean changes() {
        return false;
    }

    @Override
    public Uni<Optional<Answer>> commanded(Commanded command) {
        return Uni.createFrom()
                .item(Optional.of(Answer.of(words(command.account()).main())));
    }

    @Override
    public boolean handles(String data) {
        return Pressed.parse(data).isPresent();
    }

    @Override
    public boolean onlyShows(String data) {
        return Pressed.parse(data).orElseThrow().action().onlyShows();
    }

    @Override
    public Uni<Reply> pressed(Press press) {
        var pressed = Pressed.parse(press.data()).orElseThrow();
        var account = press.account();
        if (pressed.action() == Action.ASK_ZONE) {
            return askZone(press);
        }
        if (pressed.action().onlyShows()) {
            return shown("", words(account).screen(pressed.action()));
        }
        return change(pressed, account)
                .map(change -> settings.change(account.accountId(), change).chain(changed -> {
                    var words = words(changed);
                    return shown(words.say(ChatSettingsTexts::saved), words.screen(pressed.action()));
                }))
                .orElseGet(() -> shown(
                        words(account)
                                .say(
                                        pressed.action() == Action.SET_START || pressed.action() == Action.SET_END
                                                ? ChatSettingsTexts::outOfOrder
                                                : ChatSettingsTexts::notOffered),
                        words(account).screen(pressed.action())));
    }

    private static Uni<Reply> shown(String toast, OutgoingMessage screen) {
        return Uni.createFrom().item(Reply.toast(toast).followedBy(new FollowUp.Edit(screen)));
    }

    private static Optional<UnaryOperator<AccountSettings>> change(Pressed pressed, AccountSettings account) {
        int value = (int) Math.clamp(pressed.value(), 0, 1_440);
        var hours = account.workingHours();
        return switch (pressed.action()) {
            case SET_START ->
                offered(ChatSettingsWords.STARTS, value)
                        .filter(start -> start < hours.everyDay().end())
                        .map(start -> hours(start, null));
            case SET_END ->
                offered(ChatSettingsWords.ENDS, value)
                        .filter(end -> end > hours.everyDay().start())
                        .map(end -> hours(null, end));
            case SET_REPEAT -> offered(ChatSettingsWords.MINUTES, value).map(ChatSettings::repeat);
            case SET_ZONE ->
                value < ChatZone.COMMON.size()
                        ? Optional.of(zone(ZoneId.of(ChatZone.COMMON.get(value).id())))
                        : Optional.empty();
            case SET_LANGUAGE ->
                Optional.of(
                        now -> now.withPlace(new Place(now.zone(), value == 1 ? Language.ENGLISH : Language.RUSSIAN)));
            case SET_DIGEST ->
                Optional.of(now -> now.withLoans(
                        now.loans().withDigestTimes(value == 1 ? ChatSettingsWords.DIGEST_TIMES : List.of())));
            case SET_CEILINGS -> Optional.of(now -> now.withLoans(now.loans().withCeilings(value == 1)));
            case SET_MORNING ->
                daily(ChatSettingsWords.MORNINGS, value)
                        .map(to -> digests(now -> new Digests(to.apply(now.morning()), now.evening(), now.weekly())));
            case SET_EVENING ->
                daily(ChatSettingsWords.EVENINGS, value)
                        .map(to -> digests(now -> new Digests(now.morning(), to.apply(now.evening()), now.weekly())));
            case SET_WEEK_TIME ->
                daily(ChatSettingsWords.WEEK_TIMES, value)
                        .map(to -> weekly(now -> {
                            var daily = to.apply(new Daily(now.on(), now.at()));
                            return new Weekly(daily.on(), now.day(), daily.at());
                        }));
            case SET_WEEK_DAY ->
                Optional.of(value)
                        .filter(day -> day >= 1 && day <= 7)
                        .map(DayOfWeek::of)
                        .map(day -> weekly(now -> new Weekly(true, day, now.at())));
            case MAIN, HOURS, REPEAT, ZONE, LANGUAGE, DIGEST, CEILINGS, DIGESTS, MORNING, EVENING, WEEKLY, ASK_ZONE ->
                throw new IllegalStateException("changes nothing");
        };
    }

    private static Optional<Integer> offered(List<Integer> choices, int value) {
        return Optional.of(value).filter(choices::contains);
    }

    /** Off keeps the time for the day it is wanted again. */
    private static Optional<UnaryOperator<Daily>> daily(List<Integer> times, int value) {
        return value == ChatSettingsWords.OFF
                ? Optional.of(now -> new Daily(false, now.at()))
                : offered(times, value).map(minutes -> now -> new Daily(true, LocalTime.MIN.plusMinutes(minutes)));
    }

    private static UnaryOperator<AccountSettings> digests(UnaryOperator<Digests> by) {
        return now -> now.withDigests(by.apply(now.digests()));
    }

    private static UnaryOperator<AccountSettings> weekly(UnaryOperator<Weekly> by) {
        return digests(now -> new Digests(now.morning(), now.evening(), by.apply(now.weekly())));
    }

    /** What the other end is may have changed a moment ago: then this one gives way. */
    private static UnaryOperator<AccountSettings> hours(Integer start, Integer end) {
        return now -> {
            var before = now.workingHours().everyDay();
            int from = start == null ? before.start() : start;
            int to = end == null ? before.end() : end;
            return from < to
                    ? now.withNagging(new Nagging(
                            new WorkingHours(
                                    new WorkingHours.Hours(from, to),
                                    now.workingHours().exceptions()),
                            now.repeatIntervals(),
                            now.snoozeDefault(),
                            now.nagging().pause()))
                    : now;
        };
    }

    private static UnaryOperator<AccountSettings> repeat(int minutes) {
        var interval = Duration.ofMinutes(minutes);
        return now -> now.withNagging(new Nagging(
                now.workingHours(),
                Map.of(1, interval, 2, interval, 3, interval),
                now.snoozeDefault(),
                now.nagging().pause()));
    }

    private static UnaryOperator<AccountSettings> zone(ZoneId zone) {
        return now -> now.withPlace(new Place(zone, now.language()));
    }

    // ---- a city in words

    private Uni<Reply> askZone(Press press) {
        var account = press.account();
        var words = words(account);
        return prompts.open(account.accountId(), account.chat().orElse(press.chatId()), kind(), "", clock.instant())
                .map(id -> Reply.toast(words.say(ChatSettingsTexts::zoneAskedToast))
                        .followedBy(new FollowUp.Send(words.zoneQuestion(), message -> prompts.asked(id, message))));
    }

    @Override
    public String kind() {
        return "ZONE";
    }

    @Override
    public Uni<OutgoingMessage> answered(Written message, Prompt prompt) {
        var account = message.account();
        return ChatZone.of(message.text())
                .map(zone -> settings.change(account.accountId(), zone(zone))
                        .call(() -> prompts.close(prompt, State.ANSWERED))
                        .map(changed -> words(changed).main()))
                .orElseGet(() -> Uni.createFrom().item(words(account).plain(ChatSettingsTexts::zoneUnknown)));
    }

    @Override
    public Wording expired() {
        return Wording.of(ChatSettingsTexts.class, ChatSettingsTexts::expired);
    }

    @Override
    public Wording over() {
        return Wording.of(ChatSettingsTexts.class, ChatSettingsTexts::over);
    }

    @Override
    public boolean onlyAnswers(Written message) {
        return ChatZone.of(message.text()).isPresent();
    }
}
