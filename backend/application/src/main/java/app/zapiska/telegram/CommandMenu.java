package app.zapiska.telegram;

import app.zapiska.platform.Language;
import app.zapiska.platform.Sha256;
import app.zapiska.platform.Wording;
import com.pengrad.telegrambot.model.BotCommand;
import com.pengrad.telegrambot.model.botcommandscope.BotCommandScope;
import com.pengrad.telegrambot.model.botcommandscope.BotCommandScopeAllGroupChats;
import com.pengrad.telegrambot.model.botcommandscope.BotCommandScopeAllPrivateChats;
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

    /** Only in groups. */
    static final List<String> UNLINK = List.of("unlink", "отвязать");

    private final Map<String, CommandHandler> byName = new HashMap<>();
    private final Map<Where, List<Entry>> entries;

    private record Entry(String name, Wording description) {}

    /** Telegram shows what works where one is. */
    enum Where {
        PRIVATE(new BotCommandScopeAllPrivateChats()),
        GROUP(new BotCommandScopeAllGroupChats());

        private final BotCommandScope scope;

        Where(BotCommandScope scope) {
            this.scope = scope;
        }
    }

    CommandMenu(@All List<CommandHandler> handlers) {
        for (var handler : handlers) {
            for (var name : handler.names()) {
                if (name.equals(HELP) || name.equals("start") || byName.put(name, handler) != null) {
                    throw new IllegalArgumentException("two answer /" + name);
                }
            }
        }
        var known = handlers.stream()
                .sorted(Comparator.comparingInt(CommandHandler::place))
                .toList();
        var help = Stream.of(new Entry(HELP, Wording.of(BotTexts.class, BotTexts::helpDescription)));
        entries = Map.of(
                Where.PRIVATE,
                Stream.concat(known.stream().map(CommandMenu::entry), help).toList(),
                Where.GROUP,
                Stream.concat(
                                known.stream().filter(CommandHandler::inGroups).map(CommandMenu::entry),
                                Stream.of(
                                        new Entry(
                                                UNLINK.getFirst(),
                                                Wording.of(GroupTexts.class, GroupTexts::unlinkDescription)),
                                        new Entry(HELP, Wording.of(GroupTexts.class, GroupTexts::helpDescription))))
                        .toList());
    }

    private static Entry entry(CommandHandler handler) {
        return new Entry(handler.names().getFirst(), handler.description());
    }

    /** @param name as {@link Command} reads it */
    Optional<CommandHandler> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** A line for each, as /help shows them. */
    String lines(Where where, Locale language) {
        return entries.get(where).stream()
                .map(entry -> "/" + entry.name() + " — " + entry.description().in(language))
                .collect(Collectors.joining("\n"));
    }

    /** Telegram shows a client the list of its language, else the one without any. */
    List<SetMyCommands> requests() {
        return Stream.of(Where.values())
                .flatMap(where -> Stream.of(
                        request(where, Language.RUSSIAN),
                        request(where, Language.RUSSIAN).languageCode(Language.RUSSIAN.getLanguage()),
                        request(where, Language.ENGLISH).languageCode(Language.ENGLISH.getLanguage())))
                .toList();
    }

    private SetMyCommands request(Where where, Locale language) {
        return new SetMyCommands(entries.get(where).stream()
                        .map(entry ->
                                new BotCommand(entry.name(), entry.description().in(language)))
                        .toArray(BotCommand[]::new))
                .scope(where.scope);
    }

    /** Differs when anything that Telegram is told differs, or whose menu it is. */
    byte[] fingerprint(long botId, MenuButton button) {
        return Sha256.of(Stream.of(Where.values())
                .flatMap(where -> Stream.of(Language.RUSSIAN, Language.ENGLISH).map(language -> lines(where, language)))
                .collect(Collectors.joining("\n", botId + "\n" + button.fingerprint() + "\n", "")));
    }
}
