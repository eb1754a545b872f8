package app.zapiska.telegram;

import app.zapiska.platform.PublicUrl;
import app.zapiska.platform.Wording;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The ways from the chat to the page. */
@Singleton
public class PageLinks {

    private final PublicUrl publicUrl;
    private final boolean anywhere;

    @Inject
    PageLinks(PublicUrl publicUrl, TelegramConfig config) {
        this(publicUrl, config.sandboxUrl().isPresent());
    }

    /** @param anywhere the sandbox runs where the application runs, so its buttons may lead to any name */
    PageLinks(PublicUrl publicUrl, boolean anywhere) {
        this.publicUrl = publicUrl;
        this.anywhere = anywhere;
    }

    /**
     * Telegram refuses a whole message for a button that leads to a name without a dot, such as localhost; the words of the
     * message matter more than such a button.
     */
    public static boolean isPublic(URI target) {
        return target.getHost() != null
                && (target.getHost().contains(".") || target.getHost().contains(":"));
    }

    boolean linkable(URI target) {
        return anywhere || isPublic(target);
    }

    /**
     * Where a button leads.
     *
     * @param path from the root, such as {@code /tasks/5}
     * @return empty when Telegram would refuse the message for it
     */
    public Optional<URI> button(String path) {
        return Optional.of(publicUrl.at(path)).filter(this::linkable);
    }

    /** Leads on to the page: by a button, or in words where Telegram would refuse the button. */
    public OutgoingMessage leading(String text, Locale language) {
        return button("/")
                .map(address -> new OutgoingMessage(
                        RichText.plain(text),
                        List.of(List.<OutgoingMessage.Button>of(
                                new OutgoingMessage.LinkButton(say(BotTexts::pageButton, language), address)))))
                .orElseGet(() ->
                        OutgoingMessage.plain(text + "\n\n" + say(texts -> texts.pageAddress(inWords()), language)));
    }

    private static String say(Function<BotTexts, String> words, Locale language) {
        return Wording.of(BotTexts.class, words).in(language);
    }

    /** The page's address for a sentence, which may name any host. */
    public String inWords() {
        return publicUrl.origin();
    }
}
