package app.zapiska.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A log entry in JSON */
class JsonLinesTest {

    @Test
    void isOneLineWhateverItSays() {
        var line = new JsonLines()
                .format(entry("first\nsecond \"quoted\" \u2028 end", new IllegalStateException("bad\nthing")));
        assertThat(line.strip()).doesNotContain("\n");
        var read = new JsonObject(line);
        assertThat(read.getString("level")).isEqualTo("WARN");
        assertThat(read.getString("logger")).isEqualTo("app.zapiska.Some");
        assertThat(read.getString("message")).isEqualTo("first\nsecond \"quoted\" \u2028 end");
        assertThat(read.getString("stack")).contains("IllegalStateException: bad\nthing", "JsonLinesTest");
        assertThat(read.getInstant("time")).isNotNull();
    }

    @ParameterizedTest
    @DisplayName("S32: what tells a person or opens a door does not stand in it")
    @CsvSource(
            delimiter = '|',
            value = {
                "https://api.telegram.org/bot123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/getMe | AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw",
                "cookie session=eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln | eyJzdWIiOiIxIn0",
                "Authorization: Bearer abcdefgh12345678 | abcdefgh12345678",
                "password=сорок-две-сороки | сороки",
                "redis://:hunter22@redis:6379 | hunter22",
                "written by ivan.petrov@example.org today | ivan.petrov",
                "signed in from 203.0.113.77 | 203.0.113.77",
                "signed in from 2001:db8:85a3::8a2e:370:7334 | 370:7334",
                "chat 987654321 is blocked | 987654321",
                "group -1001234567890 moved | 1001234567890",
                "call +7 (921) 555-12-34 | 555",
            })
    void hidesWhatIsPersonal(String said, String secret) {
        var line = new JsonLines().format(entry(said, new RuntimeException(said)));
        assertThat(line).doesNotContain(secret.strip());
    }

    @ParameterizedTest
    @CsvSource({
        "Quarkus 3.34.3 started in 2.351s",
        "Listening on: http://0.0.0.0:8080",
        "reminder 12345 sent in 1250 ms"
    })
    void leavesTheRestReadable(String said) {
        assertThat(new JsonObject(new JsonLines().format(entry(said, null))).getString("message"))
                .isEqualTo(said.replace("0.0.0.0", "0.0.0.x"));
    }

    private static ExtLogRecord entry(String message, Throwable thrown) {
        var entry = new ExtLogRecord(
                Level.WARN, message, ExtLogRecord.FormatStyle.NO_FORMAT, JsonLinesTest.class.getName());
        entry.setLoggerName("app.zapiska.Some");
        entry.setThrown(thrown);
        return entry;
    }
}
