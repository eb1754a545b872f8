package app.zapiska.channels;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An address for letters")
class MailAddressTest {

    @Test
    @DisplayName("is taken as people type it, with a name of another alphabet in its ASCII form")
    void taken() {
        assertThat(MailAddress.read(" Anna.K+notes@Mail.RU "))
                .hasValueSatisfying(address -> assertThat(address).hasToString("Anna.K+notes@mail.ru"));
        assertThat(MailAddress.read("анна@почта.рф"))
                .as("its own part needs SMTPUTF8")
                .isEmpty();
        assertThat(MailAddress.read("anna@Почта.рф")).hasValueSatisfying(address -> {
            assertThat(address).hasToString("anna@xn--80a1acny.xn--p1ai");
            assertThat(MailAddress.shown(address.toString())).isEqualTo("anna@почта.рф");
            assertThat(address.masked()).isEqualTo("a***@x***.xn--p1ai");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "anna",
                "@mail.ru",
                "anna@",
                "anna@mail",
                "anna@127.0.0.1",
                "anna@[127.0.0.1]",
                "anna@mail..ru",
                ".anna@mail.ru",
                "anna@-mail.ru",
                "anna@mail.ru\r\nBcc: x@mail.ru",
                "anna\n@mail.ru",
                "anna\u0000@mail.ru",
                "anna\u2028@mail.ru",
                "anna@mail.ru>",
                "<anna@mail.ru>",
                "Анна <anna@mail.ru>",
                "anna@mail.ru,boris@mail.ru",
                "anna boris@mail.ru",
                "\"anna\"@mail.ru",
                "anna(x)@mail.ru",
                "anna@ma il.ru",
                "anna@mail.ru\u200b\r\nRCPT TO:<x@mail.ru>"
            })
    @DisplayName("is refused when it could end a line, a header or a command, or is none")
    void refused(String written) {
        assertThat(MailAddress.read(written)).isEmpty();
    }

    @Test
    @DisplayName("is not longer than a mail server takes")
    void lengths() {
        assertThat(MailAddress.read("a".repeat(64) + "@mail.ru")).isPresent();
        assertThat(MailAddress.read("a".repeat(65) + "@mail.ru")).isEmpty();
        var long_ = ("a".repeat(60) + ".").repeat(4) + "ru";
        assertThat(MailAddress.read("a".repeat(20) + "@" + long_)).isEmpty();
    }

    @Test
    @DisplayName("is given up only for what its server says of the mailbox itself")
    void refusals() {
        assertThat(MailAnswer.refused("RCPT", 550, "5.1.1")).isInstanceOf(MailAnswer.AddressRefused.class);
        assertThat(MailAnswer.refused("RCPT", 550, "")).isInstanceOf(MailAnswer.AddressRefused.class);
        assertThat(MailAnswer.refused("RCPT", 550, "5.2.1")).isInstanceOf(MailAnswer.AddressRefused.class);
        for (var enhanced : new String[] {"5.7.1", "5.2.2", "5.4.4", "5.3.0"}) {
            assertThat(MailAnswer.refused("RCPT", 550, enhanced))
                    .as(enhanced)
                    .isEqualTo(new MailAnswer.NotSent("550 " + enhanced + " to RCPT", true));
        }
        assertThat(MailAnswer.refused("RCPT", 554, "")).isInstanceOf(MailAnswer.NotSent.class);
        assertThat(MailAnswer.refused("RCPT", 450, "4.2.0"))
                .isEqualTo(new MailAnswer.NotSent("450 4.2.0 to RCPT", false));
        assertThat(MailAnswer.refused("AUTH", 535, "5.7.8"))
                .isEqualTo(new MailAnswer.NotSent("535 5.7.8 to AUTH", true));
        assertThat(MailAnswer.refused("MAIL", 550, "")).isEqualTo(new MailAnswer.NotSent("550 to MAIL", true));
    }
}
