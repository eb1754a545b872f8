package app.zapiska.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LegacyAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://reader:s%40cret+@db.example:5433/mikrokredit",
                "postgres://reader:s%40cret+@db.example:5433/mikrokredit",
                "jdbc:postgresql://reader:s%40cret+@db.example:5433/mikrokredit"
            })
    void isTakenApart(String url) {
        assertThat(LegacyAddress.of(url))
                .contains(new LegacyAddress("db.example", 5433, "mikrokredit", "reader", "s@cret+", false));
    }

    @Test
    void hasTheUsualPort() {
        assertThat(LegacyAddress.of("postgresql://a@b/c").orElseThrow().port()).isEqualTo(5432);
    }

    @Test
    void asksForTlsAsHostersWriteIt() {
        assertThat(LegacyAddress.of("postgresql://a:b@c/d?sslmode=require").orElseThrow())
                .returns(true, LegacyAddress::tls)
                .extracting(LegacyAddress::database)
                .isEqualTo("d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"169.254.169.254", "[fe80::1]", "0.0.0.0", "[::]", "224.0.0.1", "[::ffff:169.254.169.254]"})
    void leadsNowhereWhereNoDatabaseIs(String host) {
        var address = LegacyAddress.of("postgresql://a:b@" + host + ":80/d").orElseThrow();
        assertThatThrownBy(address::source).isInstanceOf(UnknownHostException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mikrokredit",
                "mysql://a:b@c/d",
                "postgresql://host/database",
                "postgresql://a:b@c/",
                "postgresql://a:b@c/d?socketFactory=org.springframework.context.support.ClassPathXmlApplicationContext",
                "postgresql://a:b@c/d?sslmode=require&sslfactory=x",
                "postgresql://a:b@c/d/e",
                "postgresql://a:b@c/d#e",
                "postgresql://a:b@c:port/d",
                "file:///etc/passwd"
            })
    void takesNothingElse(String url) {
        assertThat(LegacyAddress.of(url)).isEmpty();
    }

    @Test
    void doesNotShowItsPassword() {
        assertThat(LegacyAddress.of("postgresql://a:secret@b/c").orElseThrow()).hasToString("postgresql://b:5432/c");
    }
}
