package app.zapiska.commands;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.accounts.AccountSettings.Pause;
import app.zapiska.accounts.SettingsService;
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
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** A holiday from reminders, by {@code /pause}: first what is still sent, then until when. */
@ApplicationScoped
class Pauses implements CommandHandler, ButtonHandler, PromptHandler {

    private static final Set<String> OFF = Set.of("off", "стоп", "снять", "снять паузу", "выкл", "нет", "end");

    private final SettingsService settings;
    private final Prompts prompts;
    private final InstantSource clock;

    Pauses(SettingsService settings, Prompts prompts, InstantSource clock) {
        this.settings = settings;
        this.prompts = prompts;
        this.clock = clock;
    }

    private PauseWords words(AccountSettings account) {
        return new PauseWords(account, clock.instant());
    }

    // ---- the command

    @Override
    public List<String> names() {
        return List.of("pause", "пауза");
    }

    @Override
    public Wording description() {
        return Wording.of(PauseTexts.class, PauseTexts::description);
    }

    @Override
    public int place() {
        return 60;
    }

    @Override
    public boolean changes() {
        return true;
    }

    @Override
    public Uni<Optional<Answer>> commanded(Commanded command) {
        var account = command.account();
        var words = words(account);
        var pause = account.pauseAt(words.now());
        if (command.argument().isEmpty()) {
            return said(pause.map(words::on).orElseGet(() -> words.kinds(OptionalLong.empty())));
        }
        if (OFF.contains(command.argument().toLowerCase(Locale.ROOT))) {
            return pause.isEmpty()
                    ? said(words.plain(PauseTexts::noPause))
                    : end(account).map(Answer::of).map(Optional::of);
        }
        var until = until(command.argument(), words);
        if (until.isEmpty()) {
            return said(words.plain(PauseTexts::unclearCommand));
        }
        return said(refused(until.get(), words.now())
                .map(words::plain)
                .orElseGet(() -> words.kinds(OptionalLong.of(until.get().getEpochSecond()))));
    }

    private static Uni<Optional<Answer>> said(OutgoingMessage message) {
        return Uni.createFrom().item(Optional.of(Answer.of(message)));
    }

    private static Optional<Instant> until(String text, PauseWords words) {
        var account = words.account();
        return SnoozeMoment.read(text, SnoozeMoment.situation(account, words.now()), LocalTime.MIDNIGHT)
                        instanceof SnoozeMoment.At(var moment)
                ? Optional.of(moment.atZone(account.zone())
                        .withEarlierOffsetAtOverlap()
                        .toInstant())
                : Optional.empty();
    }

    private static Optional<Function<PauseTexts, String>> refused(Instant until, Instant now) {
        if (!until.isAfter(now)) {
            return Optional.of(PauseTexts::past);
        }
        return until.isAfter(now.plus(SettingsService.LONGEST_PAUSE))
                ? Optional.of(PauseTexts::tooLong)
                : Optional.empty();
    }

    private Uni<OutgoingMessage> begin(AccountSettings account, Pause pause) {
        return settings.pauseFromChat(account.accountId(), Optional.of(pause))
                .map(changed -> words(changed).on(pause));
    }

    private Uni<OutgoingMessage> end(AccountSettings account) {
        return settings.pauseFromChat(account.accountId(), Optional.empty())
                .map(changed -> words(changed).ended());
    }

    // ---- the buttons

    @Override
    public boolean handles(String data) {
        return PauseWords.Pressed.parse(data).isPresent();
    }

    @Override
    public Uni<Reply> pressed(Press press) {
        var pressed = PauseWords.Pressed.parse(press.data()).orElseThrow();
        var account = press.account();
        var words = words(account);
        return switch (pressed.action()) {
            case PauseWords.KINDS -> shown(words.kinds(OptionalLong.empty()));
            case PauseWords.DAYS ->
                pressed.number() == 0
                        ? shown(words.days(pressed.sparing()))
                        : begin(words, Instant.ofEpochSecond(pressed.number()), pressed.sparing());
            case PauseWords.SO_LONG ->
                begin(words, words.inDays(Math.clamp(pressed.number(), 0, 400)), pressed.sparing());
            case PauseWords.OTHER_DAY -> ask(press, words, pressed.sparing());
            default ->
                account.pauseAt(words.now()).isEmpty()
                        ? Uni.createFrom()
                                .item(Reply.toast(words.say(PauseTexts::noPause))
                                        .followedBy(new FollowUp.Edit(words.plain(PauseTexts::noPause))))
                        : end(account)
                                .map(answer -> Reply.toast(words.say(PauseTexts::ended))
                                        .followedBy(new FollowUp.Edit(answer)));
        };
    }

    private static Uni<Reply> shown(OutgoingMessage message) {
        return Uni.createFrom().item(Reply.toast("").followedBy(new FollowUp.Edit(message)));
    }

    private Uni<Reply> begin(PauseWords words, Instant until, boolean sparing) {
        var refusal = refused(until, words.now());
        return refusal.isPresent()
                ? Uni.createFrom().item(Reply.toast(words.say(refusal.get())))
                : begin(words.account(), new Pause(until, sparing))
                        .map(on -> Reply.toast(words.say(PauseTexts::onToast)).followedBy(new FollowUp.Edit(on)));
    }

    private Uni<Reply> ask(Press press, PauseWords words, boolean sparing) {
        return prompts.open(
                        words.account().accountId(),
                        words.account().chat().orElse(press.chatId()),
                        kind(),
                        PauseWords.kind(sparing),
                        words.now())
                .map(id -> Reply.toast(words.say(PauseTexts::askedToast))
                        .followedBy(new FollowUp.Send(words.ask(), message -> prompts.asked(id, message))));
    }

    // ---- the day that was asked for

    @Override
    public String kind() {
        return "PAUSE";
    }

    @Override
    public Uni<OutgoingMessage> answered(Written message, Prompt prompt) {
        var words = words(message.account());
        var until = until(message.text(), words);
        if (until.isEmpty()) {
            return Uni.createFrom().item(words.plain(PauseTexts::unclear));
        }
        var refusal = refused(until.get(), words.now());
        return refusal.isPresent()
                ? Uni.createFrom().item(words.plain(refusal.get()))
                : begin(message.account(), new Pause(until.get(), PauseWords.sparing(prompt.about())))
                        .call(() -> prompts.close(prompt, State.ANSWERED));
    }

    @Override
    public Wording expired() {
        return Wording.of(PauseTexts.class, PauseTexts::expired);
    }

    @Override
    public Wording over() {
        return Wording.of(PauseTexts.class, PauseTexts::over);
    }

    /** A day alone is no task. */
    @Override
    public boolean onlyAnswers(Written message) {
        return until(message.text(), words(message.account())).isPresent();
    }
}
