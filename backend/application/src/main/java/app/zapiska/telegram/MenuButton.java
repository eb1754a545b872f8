package app.zapiska.telegram;

import app.zapiska.platform.Language;
import app.zapiska.platform.PublicUrl;
import app.zapiska.platform.Wording;
import com.pengrad.telegrambot.model.MenuButtonDefault;
import com.pengrad.telegrambot.model.MenuButtonWebApp;
import com.pengrad.telegrambot.model.WebAppInfo;
import com.pengrad.telegrambot.request.SetChatMenuButton;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** The button beside the field one writes in: it opens the page inside Telegram, signed in. */
@Singleton
class MenuButton {

    private static final String PATH = "/telegram";

    /** Telegram opens only what comes by https, at a name of the internet. */
    private final Optional<URI> target;

    MenuButton(PublicUrl publicUrl) {
        target = Optional.of(publicUrl.at(PATH)).filter(at -> publicUrl.secure() && PageLinks.isPublic(at));
    }

    /** For whoever is nobody here yet: one button has one language. */
    SetChatMenuButton request() {
        return request(Language.RUSSIAN);
    }

    /** In a person's chat, in their language. */
    SetChatMenuButton request(long chat, Locale language) {
        return request(language).chatId(chat);
    }

    private SetChatMenuButton request(Locale language) {
        return new SetChatMenuButton()
                .menuButton(target.<com.pengrad.telegrambot.model.MenuButton>map(address -> new MenuButtonWebApp(
                                Wording.of(BotTexts.class, BotTexts::menuButton).in(language),
                                new WebAppInfo(address.toString())))
                        .orElseGet(MenuButtonDefault::new));
    }

    /** Differs when the button does; empty when there is none. */
    String fingerprint() {
        return target.map(URI::toString).orElse("");
    }
}
