package app.zapiska.channels;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.channels.ChannelChoice.Why;
import app.zapiska.platform.Language;
import io.quarkus.qute.i18n.Localized;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** Tells a person why a message does not come by Telegram. */
@Singleton
public class WhyElsewhere {

    private final ChannelMessages russian;
    private final ChannelMessages english;

    WhyElsewhere(ChannelMessages russian, @Localized("en") ChannelMessages english) {
        this.russian = russian;
        this.english = english;
    }

    /** @param awaySince only of one that is away, and not of every one */
    public String sentence(AccountSettings account, Why why, Optional<Instant> awaySince, Instant now) {
        var texts = Language.choose(account.language(), russian, english);
        return switch (why) {
            case NOT_LINKED -> texts.notLinked();
            case BLOCKED -> texts.blocked();
            case AWAY ->
                awaySince
                        .map(since -> texts.awaySince(account.dates(now).brief(since)))
                        .orElseGet(texts::away);
        };
    }
}
