package app.zapiska.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextRulesTest {

    @ParameterizedTest
    @CsvSource({
        "0, попыток",
        "1, попытка",
        "2, попытки",
        "4, попытки",
        "5, попыток",
        "11, попыток",
        "12, попыток",
        "14, попыток",
        "21, попытка",
        "22, попытки",
        "25, попыток",
        "101, попытка",
        "111, попыток",
        "112, попыток",
        "1001, попытка"
    })
    void russianNumbersTakeTheirForm(int number, String form) {
        assertThat(Plural.ATTEMPT.of(number, Language.RUSSIAN)).isEqualTo(number + " " + form);
    }

    @Test
    void englishNumbersToo() {
        assertThat(Plural.ATTEMPT.of(1, Locale.UK)).isEqualTo("1 attempt");
        assertThat(Plural.ATTEMPT.of(3, Locale.ENGLISH)).isEqualTo("3 attempts");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "null, ru",
                "en, en",
                "'en-GB,en;q=0.9', en",
                "'ru,en', ru",
                "'fr', ru",
                "'fr,en;q=0.1', en",
                "'*', ru",
                "';;;', ru"
            })
    void theLanguageIsWhatIsAskedForOrRussian(String header, String language) {
        assertThat(Language.wanted(header, Language.RUSSIAN).getLanguage()).isEqualTo(language);
    }

    @Test
    void theAccountsLanguageCountsWhenNothingElseIsAsked() {
        assertThat(Language.wanted(null, Language.ENGLISH)).isEqualTo(Language.ENGLISH);
        assertThat(Language.wanted("fr", Language.ENGLISH)).isEqualTo(Language.ENGLISH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000", "\u001b[31m", "\u009f", "\ud800", "\udc00a", "\uffff", "\ufdd0"})
    void whatIsNoTextIsRefused(String text) {
        assertThat(CleanText.of(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u00a0",
                "\u200b",
                "\u200b \u200d",
                "\u2060",
                "\ufeff",
                "\u00ad",
                "\u061c\u200e\u200f",
                "\u2800",
                "\u3164",
                "\u115f\u1160",
                "\uffa0",
                "\u034f",
                "\ufe0f",
                "\u180e",
                "\udb40\udc41",
                "\u2065",
                "\u0301"
            })
    void whatNobodyCanSeeIsInvisible(String text) {
        assertThat(CleanText.visible(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"а", "1", ".", "👩‍👩‍👧‍👦", "\u200bа", "שלום", "ㅎ", "é", "\ud83e\udee9"})
    void whatCanBeSeenIsVisible(String text) {
        assertThat(CleanText.visible(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"👩‍👩‍👧‍👦", "שלום עולם", "مرحبا", "a < b & <b>", "`'\";--", "e\u0301\u200d"})
    void whatPeopleWriteIsAccepted(String text) {
        assertThat(CleanText.of(text)).isPresent();
        assertThat(CleanText.oneLine(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\tb", "a\u2028b", "a\u202eb", "\u2066a"})
    void whatBreaksALineIsNotOneLine(String text) {
        assertThat(CleanText.of(text)).isPresent();
        assertThat(CleanText.oneLine(text)).isFalse();
    }

    @Test
    @DisplayName("S33: a log entry stays on its line")
    void aLogEntryStaysOnItsLine() {
        assertThat(OneLineLogs.escaped("a\r\n2026-11-21 ERROR forged \u001b[31m\u2028"))
                .isEqualTo("a\\r\\n2026-11-21 ERROR forged \\u001b[31m\\u2028");
    }

    private static ClientAddress address(String trusted, String socket, String... forwarded) {
        return new ClientAddresses(Optional.of(trusted)).resolve(socket, List.of(forwarded));
    }

    @Test
    void theAddressIsTheLastHopThatIsNotOurs() {
        assertThat(address("", "192.0.2.1", "203.0.113.9").limitKey()).isEqualTo("192.0.2.1");
        assertThat(address("192.0.2.1", "192.0.2.1", "203.0.113.9").limitKey()).isEqualTo("203.0.113.9");
        assertThat(address("192.0.2.1", "192.0.2.1", "1.1.1.1, 203.0.113.9").limitKey())
                .isEqualTo("203.0.113.9");
        assertThat(address("192.0.2.1", "192.0.2.1", "1.1.1.1", "203.0.113.9").limitKey())
                .isEqualTo("203.0.113.9");
        assertThat(address("172.16.0.0/12", "172.18.0.3", "1.1.1.1, 203.0.113.9, 172.18.0.2")
                        .limitKey())
                .isEqualTo("203.0.113.9");
        assertThat(address("192.0.2.1", "192.0.2.1", "1.1.1.1, unknown").limitKey())
                .isEqualTo("192.0.2.1");
        assertThat(address("192.0.2.1", "192.0.2.1").limitKey()).isEqualTo("192.0.2.1");
        assertThat(address("192.0.2.1", "::ffff:192.0.2.1", "203.0.113.9").limitKey())
                .isEqualTo("203.0.113.9");
        assertThatThrownBy(() -> address("proxy.example", "192.0.2.1")).hasMessageContaining("TRUSTED_PROXIES");
    }

    @Test
    void addressesAreMasked() {
        assertThat(address("", "192.0.2.77").masked()).isEqualTo("192.0.2.x");
        assertThat(address("", "2001:db8:1:2:3:4:5:6").limitKey()).isEqualTo("2001:db8:1:2::/64");
        assertThat(address("", "2001:db8:1:2:3:4:5:6").toString()).isEqualTo("2001:db8:1::/48");
    }

    record Position(long id, String title) {}

    @Test
    void aCursorBelongsToItsList() {
        var cursors = new Cursors(new ObjectMapper(), new SigningKeys(Optional.of("0123456789abcdef0123456789abcdef")));
        var cursor = cursors.write("tasks:due", new Position(5, "а"));
        assertThat(cursors.read("tasks:due", cursor, Position.class)).contains(new Position(5, "а"));
        assertThat(cursors.read("tasks:due", null, Position.class)).isEmpty();
        for (var wrong : new String[] {"", "x", "AAAA", cursor + "A", cursor.substring(2), "я", "A".repeat(5000)}) {
            assertThatThrownBy(() -> cursors.read("tasks:due", wrong, Position.class))
                    .isInstanceOf(DomainException.Invalid.class);
        }
        assertThatThrownBy(() -> cursors.read("tasks:created", cursor, Position.class))
                .isInstanceOf(DomainException.Invalid.class);
    }

    @Test
    void announcementsAreReadStrictly() {
        assertThat(Changes.parse("1:task:2:3")).contains(new Changes.Change(1, "task", 2, 3));
        assertThat(Changes.parse("1:task:2")).isEmpty();
        assertThat(Changes.parse("x")).isEmpty();
    }
}
