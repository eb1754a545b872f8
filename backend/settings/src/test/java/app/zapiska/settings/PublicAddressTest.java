package app.zapiska.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("PUBLIC_URL")
class PublicAddressTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
                    https://Notes.Example.ORG,            https://notes.example.org
                    HTTPS://notes.example.org/,           https://notes.example.org
                    https://notes.example.org:443,        https://notes.example.org
                    https://notes.example.org:,           https://notes.example.org
                    https://notes.example.org.,           https://notes.example.org
                    https://notes.example.org:8443/,      https://notes.example.org:8443
                    http://localhost:80,                  http://localhost
                    http://localhost:443,                 http://localhost:443
                    ' http://192.168.1.5:8080 ',          http://192.168.1.5:8080
                    https://Займ.РФ,                      https://xn--80anhm.xn--p1ai
                    https://книжка.example.org:8443,      https://xn--80alfhcp.example.org:8443
                    http://[2001:DB8::1]:8080,            http://[2001:db8::1]:8080
                    """)
    @DisplayName("BR-44: is taken as browsers write it in their Origin, however a person wrote it")
    void normal(String written, String normal) throws WrongSetting {
        assertThat(PublicAddress.parse(written)).hasToString(normal);
        assertThat(PublicAddress.parse(normal)).as("once more").hasToString(normal);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    https://notes.example.org/zapiska,    does not work under a path,      под путём
                    https://notes.example.org/zapiska/,   does not work under a path,      под путём
                    https://notes.example.org/?a=1,       does not work under a path,      под путём
                    https://notes.example.org?a=1,        end with the host's name,        после имени сайта
                    https://notes.example.org/#top,       end with the host's name,        после имени сайта
                    https://my_notes.example.org,         put a hyphen,                    замените его на «-»
                    https://anna:secret@example.org,      without a user and a password,   без имени и пароля
                    https://notes.example.org:99999,      port from 1 to 65535,            число от 1 до 65535
                    https://,                             must look like,                  нужен адрес
                    https://a..b,                         must look like,                  нужен адрес
                    https://-a.example.org,               must look like,                  нужен адрес
                    https://[zz]/,                        must look like,                  нужен адрес
                    notebook,                             must look like,                  нужен адрес
                    notes.example.org,                    must look like,                  нужен адрес
                    ftp://notes.example.org,              must look like,                  нужен адрес
                    javascript:alert(1),                  must look like,                  нужен адрес
                    """)
    @DisplayName("BR-46: what can't work is refused with a sentence that says why, and never repeats it")
    void refused(String written, String english, String russian) {
        assertThatThrownBy(() -> PublicAddress.parse(written)).isInstanceOfSatisfying(WrongSetting.class, wrong -> {
            assertThat(wrong.english()).contains(english).doesNotContain("secret");
            assertThat(wrong.russian()).contains(russian).doesNotContain("secret");
        });
    }
}
