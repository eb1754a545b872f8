package app.zapiska.telegram;

import app.zapiska.platform.Language;
import app.zapiska.platform.Sha256;
import app.zapiska.platform.Wording;
import com.pengrad.telegrambot.model.BotCommand;
import com.pengrad.telegrambot.request.SetMyCommands;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The commands there are: which of them a person means, and what the menu and /help say of them. */
@Singleton
class CommandMenu {

    static final String HELP = "help";

    private final Map<String, CommandHandler> byName = new HashMap<>();
    private final List<Entry> entries;

    private record Entry(String name, Wording description) {}

    CommandMenu(@All List<CommandHandler> handlers) {
        for (var handler : handlers) {
            for (var name : handler.names()) {
                if (name.equals(HELP) || name.equals("start") || byName.put(name, handler) != null) {
                    throw new IllegalArgumentException("two answer /" + name);
                }
            }
        }
        entries = Stream.concat(
                        handlers.stream()
                                .sorted(Comparator.comparingInt(CommandHandler::place))
                                .map(handler -> new Entry(handler.names().getFirst(), handler.description())),
                        Stream.of(new Entry(HELP, Wording.of(BotTexts.class, BotTexts::helpDescription))))
                .toList();
    }

    /** @param name as {@link Command} reads it */
    Optional<CommandHandler> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** A line for each, as /help shows them. */
    String lines(Locale language) {
        return entries.stream()
                .map(entry -> "/" + entry.name() + " — " + entry.description().in(language))
                .collect(Collectors.joining("\n"));
    }

    /** Telegram shows a client the list of its language, else the one without any. */
    List<SetMyCommands> requests() {
        return List.of(
                request(Language.RUSSIAN),
                request(Language.RUSSIAN).languageCode(Language.RUSSIAN.getLanguage()),
                request(Language.ENGLISH).languageCode(Language.ENGLISH.getLanguage()));
    }

    private SetMyCommands request(Locale language) {
        return new SetMyCommands(entries.stream()
                .map(entry -> new BotCommand(entry.name(), entry.description().in(language)))
                .toArray(BotCommand[]::new));
    }

    /** Differs when anything that Telegram is told differs, or whose menu it is. */
    byte[] fingerprint(long botId, MenuButton button) {
        return Sha256.of(
                botId + "\n" + button.fingerprint() + "\n" + lines(Language.RUSSIAN) + "\n" + lines(Language.ENGLISH));
    }
}
