package app.zapiska.telegram;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A command as a person writes it: {@code /help}, {@code /today@zapiska_bot}, {@code /задачи на завтра}.
 *
 * @param name without the slash, in lower case; in any alphabet
 * @param addressee the bot it names, when it names one
 * @param argument what follows, without outer spaces; may be empty
 */
record Command(String name, Optional<String> addressee, String argument) {

    private static final Pattern SHAPE =
            Pattern.compile("/([^\\s/@]{1,64})(?:@([A-Za-z0-9_]{1,64}))?(?:\\s+(.*))?", Pattern.DOTALL);

    /** @param text untrusted; @return empty when it is no command */
    static Optional<Command> parse(String text) {
        var match = SHAPE.matcher(text.strip());
        return match.matches()
                ? Optional.of(new Command(
                        match.group(1).toLowerCase(Locale.ROOT),
                        Optional.ofNullable(match.group(2)),
                        match.group(3) == null ? "" : match.group(3).strip()))
                : Optional.empty();
    }

    /** In a group there may be other bots, and Telegram shows everybody's commands to all of them. */
    boolean forAnother(Optional<String> ourName) {
        return addressee.isPresent() && ourName.isPresent() && !addressee.get().equalsIgnoreCase(ourName.get());
    }
}
