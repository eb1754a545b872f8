package app.zapiska.tasks;

import app.zapiska.platform.DomainException;
import app.zapiska.platform.PlatformMessages;
import app.zapiska.platform.Wording;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

final class Cursor {
    static String write(String list, String position) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((list.hashCode() + "|" + position).getBytes(StandardCharsets.UTF_8));
    }

    static Optional<String> read(String list, String cursor) {
        if (cursor == null) {
            return Optional.empty();
        }
        try {
            var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split("\\|");
            if (text.length == 2 && text[0].equals("" + list.hashCode())) {
                return Optional.of(text[1]);
            }
        } catch (IllegalArgumentException e) {
            // below
        }
        throw new DomainException.Invalid("cursor", Wording.of(PlatformMessages.class, PlatformMessages::badCursor));
    }
}
