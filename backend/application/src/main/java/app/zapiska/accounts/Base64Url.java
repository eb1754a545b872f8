package app.zapiska.accounts;

import java.util.Base64;

/** Bytes in JSON, as WebAuthn writes them: base64url without padding. */
final class Base64Url {

    private Base64Url() {}

    static String write(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** @return nothing for what is none: that is judged by whoever looks at the bytes */
    static byte[] read(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException none) {
            return new byte[0];
        }
    }
}
