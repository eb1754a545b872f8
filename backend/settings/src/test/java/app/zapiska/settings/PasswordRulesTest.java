package app.zapiska.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("S17: passwords")
class PasswordRulesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Russian words in Latin letters
                "parol123",
                "Parol2026!",
                "PAROL'12",
                "privet2026",
                "lyublu777",
                "solnyshko",
                "solnishko1",
                "natasha87",
                "moskva1987",
                "zaichik12",
                "chempion1",
                "zapisnayaknizhka",
                "pyatnica13",
                "p@rol123",
                "p@r0l2024",
                // on the wrong layout
                "gfhjkm123",
                "Gfhjkm2026",
                "gfhjkmgfhjkm",
                "ghbdtn12",
                "yfnfif1987",
                ",f,eirf1",
                "зфыыцщкв",
                "зфыыцщкв1",
                "йцукен12",
                "ijrjkfl1",
                // keys in a row
                "qwertyui",
                "1qaz2wsx",
                "1qaz2wsx3edc",
                "zaq12wsx",
                "qazwsxedc",
                "asdfghjk",
                "йцукенгш",
                "фывапролдж",
                "ячсмитьб",
                "poiuytre",
                "qwerty98765",
                "asdf1234",
                "12345678",
                "87654321",
                "123123123",
                "abcdefgh",
                "абвгдежз",
                "!@#$%^&*",
                "1234qwer",
                "qweasdzxc",
                "йфяцычувс",
                // a word with what a form asks for
                "Пароль1!",
                "пароль_пароль",
                "наташа12.05.1987",
                "москва1234567",
                "0000пароль",
                "football99",
                "12Sunshine!",
                "parolparolparol",
                "пароль00000000"
            })
    @DisplayName("what is guessed first is refused: words in Latin letters or on the wrong layout, keys in a row")
    void weak(String password) {
        assertThat(PasswordRules.objection(password)).contains(PasswordRules.Weakness.TOO_COMMON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "сорок две сороки", "correct horse", "Тр0стник", "        a b c", "forty-two-magpies",
                        "новый длинный пароль",
                "пароль от книжки", "наташа и медведь", "Kbr7-wq2x", "x8Vn2Lq0", "продавец слонов", "лодка плывёт",
                "property tax", "we were here", "трава во дворе", "саша любит машу", "bufos-tilib-kanug-fazok-mitod"
            })
    @DisplayName("anything else is taken")
    void good(String password) {
        assertThat(PasswordRules.objection(password)).isEmpty();
    }

    @Test
    @DisplayName("no password of a generator is refused")
    void generated() {
        var random = new Random(17);
        for (int i = 0; i < 20_000; i++) {
            var password = new StringBuilder();
            for (int letter = 0; letter < 10; letter++) {
                password.append("abcdefghijklmnopqrstuvwxyz0123456789".charAt(random.nextInt(36)));
            }
            assertThat(PasswordRules.objection(password.toString()))
                    .as(password.toString())
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("length is counted in characters")
    void length() {
        assertThat(PasswordRules.objection("🦔1🦔2🦔3🦔4")).isEmpty();
        assertThat(PasswordRules.objection("ы1ж".repeat(2) + "ы")).contains(PasswordRules.Weakness.TOO_SHORT);
        assertThat(PasswordRules.objection("ыйц".repeat(43))).contains(PasswordRules.Weakness.TOO_LONG);
    }
}
