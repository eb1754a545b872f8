package app.zapiska.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.accounts.AccountSettings.Second;
import app.zapiska.accounts.WorkingHours;
import app.zapiska.channels.Channel;
import app.zapiska.channels.ChannelChoice;
import app.zapiska.channels.ChannelChoice.InVain;
import app.zapiska.channels.ChannelChoice.Telegram;
import app.zapiska.channels.ChannelChoice.Why;
import app.zapiska.platform.Language;
import app.zapiska.telegram.SendOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("R10: a message goes by the second channel")
class ChannelChoiceTest {

    private static final Instant NOW = Instant.parse("2027-03-10T12:00:00Z");
    private static final Telegram WORKS = Telegram.WORKS;

    private static Instant ago(int minutes) {
        return NOW.minus(Duration.ofMinutes(minutes));
    }

    private static Telegram away(int minutes) {
        return new Telegram(true, Optional.of(ago(minutes)));
    }

    private static AccountSettings account(OptionalLong chat, boolean blocked, boolean second) {
        return new AccountSettings(
                1,
                new AccountSettings.Place(ZoneId.of("Europe/Moscow"), Language.RUSSIAN),
                AccountSettings.Nagging.every(
                        Duration.ofHours(4), new WorkingHours(new WorkingHours.Hours(7, 22), Map.of())),
                new AccountSettings.Loans(5, List.of(), "RUB"),
                AccountSettings.DefaultTemplates.NONE,
                new AccountSettings.Chat(
                        chat, blocked, false, true, new Second(second, false, Duration.ofMinutes(10), true)));
    }

    private static final AccountSettings LINKED = account(OptionalLong.of(7), false, true);

    private static Optional<Why> choice(Telegram telegram, InVain tries, Instant dueAt) {
        return ChannelChoice.second(
                LINKED, false, ChannelChoice.waitsSince(telegram, Optional.ofNullable(tries), dueAt), NOW);
    }

    @Test
    @DisplayName("at once when no chat is linked or the bot is blocked")
    void noChat() {
        var none = Optional.<Instant>empty();
        assertThat(ChannelChoice.second(account(OptionalLong.empty(), false, true), false, none, NOW))
                .contains(Why.NOT_LINKED);
        assertThat(ChannelChoice.second(account(OptionalLong.of(7), true, true), false, none, NOW))
                .contains(Why.BLOCKED);
    }

    @Test
    @DisplayName("never without one: blocked, unlinked or away, everything is as before")
    void withoutSecond() {
        for (var account : List.of(
                account(OptionalLong.empty(), false, false),
                account(OptionalLong.of(7), true, false),
                account(OptionalLong.of(7), false, false))) {
            assertThat(ChannelChoice.second(account, false, Optional.of(ago(600)), NOW))
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("never when the same number may have reached the chat already")
    void uncertain() {
        assertThat(ChannelChoice.second(LINKED, true, Optional.of(ago(600)), NOW))
                .isEmpty();
        assertThat(ChannelChoice.second(account(OptionalLong.of(7), true, true), true, Optional.empty(), NOW))
                .isEmpty();
    }

    @Test
    @DisplayName("when Telegram is known to be away for the setting, also for what is due only now")
    void knownToBeAway() {
        assertThat(choice(away(10), null, NOW)).contains(Why.AWAY);
        assertThat(choice(away(9), null, NOW)).isEmpty();
    }

    @Test
    @DisplayName("when this message was tried for the setting, though it was noticed later that Telegram is away")
    void triedSooner() {
        assertThat(choice(away(9), new InVain(ago(10), 1, 0), ago(10))).contains(Why.AWAY);
        assertThat(choice(away(9), new InVain(ago(9), 1, 0), ago(10))).isEmpty();
    }

    @Test
    @DisplayName("not for one lost answer while Telegram works: the next message goes there")
    void oneLostAnswer() {
        assertThat(choice(WORKS, new InVain(ago(10), 1, 0), NOW)).isEmpty();
        assertThat(choice(WORKS, null, ago(30))).isEmpty();
    }

    @Test
    @DisplayName("for what was refused or never left for the setting, and for many lost answers, whatever getMe says")
    void itsOwnTries() {
        assertThat(choice(WORKS, new InVain(ago(10), 1, 1), ago(10))).contains(Why.AWAY);
        assertThat(choice(WORKS, new InVain(ago(10), 3, 0), NOW)).contains(Why.AWAY);
        assertThat(choice(WORKS, new InVain(ago(9), 9, 9), ago(9))).isEmpty();
    }

    @Test
    @DisplayName("when nothing may be sent by Telegram since it was due: a long 429, a dead token")
    void mayNotBeSent() {
        var silenced = new Telegram(false, Optional.empty());
        assertThat(choice(silenced, null, ago(10))).contains(Why.AWAY);
        assertThat(choice(silenced, null, ago(9))).isEmpty();
    }

    @Test
    @DisplayName(
            "in time: no pause between tries is longer than until it takes over, and a lost answer is made good by then")
    void notSleptThrough() {
        var takesOver = NOW.plus(Duration.ofMinutes(2));
        var later = NOW.plus(Duration.ofMinutes(5));
        var lost = DeliveryDecision.unknown("reset", false, LINKED, 1, NOW);
        assertThat(lost.dueAt()).contains(NOW.plus(Duration.ofHours(4)));
        assertThat(lost.noLaterThan(takesOver).dueAt()).contains(takesOver);
        assertThat(lost.noLaterThan(takesOver).advance()).isTrue();
        var limited = DeliveryDecision.of(
                new SendOutcome.TooManyRequests(Duration.ofMinutes(5)), 1, 0, false, LINKED, 1, NOW, null, 0.5);
        assertThat(limited.dueAt()).contains(later);
        assertThat(limited.noLaterThan(takesOver).dueAt()).contains(takesOver);
        assertThat(limited.noLaterThan(later.plusSeconds(1))).isSameAs(limited);
        var sent = DeliveryDecision.of(new SendOutcome.Sent(5), 1, 0, false, LINKED, 1, NOW, null, 0.5);
        assertThat(sent.noLaterThan(takesOver)).isSameAs(sent);
    }

    @Test
    @DisplayName("push comes first; mail when there is no device or push fails more often than it; and back again")
    void pushThenMail() {
        var both = new Second(true, true, Duration.ofMinutes(10), true);
        var push = new Second(true, false, Duration.ofMinutes(10), true);
        var mail = new Second(false, true, Duration.ofMinutes(10), true);
        assertThat(ChannelChoice.channel(both, 0, 0)).isEqualTo(Channel.PUSH);
        assertThat(ChannelChoice.channel(both, 2, 0)).isEqualTo(Channel.PUSH);
        assertThat(ChannelChoice.channel(both, 3, 0)).isEqualTo(Channel.MAIL);
        assertThat(ChannelChoice.channel(both, 3, 2)).isEqualTo(Channel.MAIL);
        assertThat(ChannelChoice.channel(both, 3, 3)).isEqualTo(Channel.PUSH);
        assertThat(ChannelChoice.channel(both, 4, 3)).isEqualTo(Channel.MAIL);
        assertThat(ChannelChoice.channel(push, 9, 0)).isEqualTo(Channel.PUSH);
        assertThat(ChannelChoice.channel(mail, 0, 9)).isEqualTo(Channel.MAIL);
        assertThat(ChannelChoice.second(account(OptionalLong.empty(), false, true), false, Optional.empty(), NOW))
                .contains(Why.NOT_LINKED);
    }
}
