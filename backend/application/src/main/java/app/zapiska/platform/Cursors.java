package app.zapiska.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * Where a list goes on, in a form clients can't read anything into. It is signed together with the list it belongs to, so a
 * cursor of another filter or order is refused instead of giving a piece with holes.
 */
@Singleton
public class Cursors {

    private static final int SIGNATURE = 16;
    private static final int LONGEST = 2_000;

    private final ObjectMapper json;
    private final SecretKey key;

    Cursors(ObjectMapper json, SigningKeys keys) {
        this.json = json;
        this.key = keys.forPurpose("cursor");
    }

    /**
     * @param list names the list with its order and filters, such as {@code tasks:due:open}
     * @param position a record with the sort key of the last row
     */
    public String write(String list, Record position) {
        try {
            var content = json.writeValueAsBytes(position);
            var whole = new ByteArrayOutputStream();
            whole.write(signature(list, content));
            whole.write(content);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(whole.toByteArray());
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * @param cursor null for the beginning
     * @throws DomainException.Invalid when it is not one of this list's
     */
    public <T extends Record> Optional<T> read(String list, String cursor, Class<T> position) {
        if (cursor == null) {
            return Optional.empty();
        }
        try {
            if (cursor.length() > LONGEST) {
                throw refused();
            }
            var whole = Base64.getUrlDecoder().decode(cursor);
            if (whole.length <= SIGNATURE) {
                throw refused();
            }
            var content = Arrays.copyOfRange(whole, SIGNATURE, whole.length);
            if (!MessageDigest.isEqual(Arrays.copyOf(whole, SIGNATURE), signature(list, content))) {
                throw refused();
            }
            return Optional.of(json.readValue(new String(content, StandardCharsets.UTF_8), position));
        } catch (IllegalArgumentException | JsonProcessingException broken) {
            throw refused();
        }
    }

    private byte[] signature(String list, byte[] content) {
        var name = list.getBytes(StandardCharsets.UTF_8);
        var message = Arrays.copyOf(name, name.length + 1 + content.length);
        System.arraycopy(content, 0, message, name.length + 1, content.length);
        return Arrays.copyOf(SigningKeys.hmac(key, message), SIGNATURE);
    }

    private static DomainException.Invalid refused() {
        return new DomainException.Invalid("cursor", Wording.of(PlatformMessages.class, PlatformMessages::badCursor));
    }
}
