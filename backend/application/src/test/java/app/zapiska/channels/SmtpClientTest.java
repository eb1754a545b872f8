package app.zapiska.channels;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.channels.MailConfig.Tls;
import app.zapiska.channels.MailServer.Fault;
import app.zapiska.platform.PublicUrl;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PfxOptions;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMultipart;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a strict mail server that does as it is told, and against a real one by other hands. */
@DisplayName("A letter by SMTP")
class SmtpClientTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final MailAddress FROM =
            MailAddress.read("notes@zapiska.test").orElseThrow();
    private static final String ANNA = "anna@mail.test";
    private static final Instant NOW = Instant.parse("2027-03-10T12:00:00Z");

    private static final String PASSWORD = "пароль из многих слов";

    private static final Duration PATIENT = Duration.ofSeconds(30);
    private static final Duration IMPATIENT = Duration.ofMillis(1500);

    private final MailServer server = new MailServer();

    @AfterEach
    void noComplaints() {
        server.close();
        assertThat(server.complaints).isEmpty();
    }

    @AfterAll
    static void end() {
        VERTX.close();
    }

    private record Config(int number, Tls tls, Optional<String> user, Duration callTimeout) implements MailConfig {

        Config(int number, Tls tls, Optional<String> user) {
            this(number, tls, user, PATIENT);
        }

        @Override
        public Optional<String> host() {
            return Optional.of("127.0.0.1");
        }

        @Override
        public OptionalInt port() {
            return OptionalInt.of(number);
        }

        @Override
        public Optional<String> password() {
            return user.map(name -> PASSWORD);
        }

        @Override
        public Optional<String> from() {
            return Optional.of(FROM.toString());
        }

        @Override
        public Duration connectTimeout() {
            return PATIENT;
        }

        @Override
        public int atOnce() {
            return 2;
        }
    }

    private static SmtpClient client(MailConfig config, NetClientOptions options) {
        return new SmtpClient(VERTX, config, new PublicUrl("https://zapiska.example.org"), options);
    }

    private static MailAnswer send(MailConfig config, NetClientOptions options, Letter letter) {
        var to = MailAddress.read(ANNA).orElseThrow();
        return client(config, options)
                .send(FROM, to, letter.bytes(FROM, to, NOW))
                .await()
                .atMost(Duration.ofSeconds(40));
    }

    private MailAnswer send(Letter letter) {
        return send(letter, PATIENT);
    }

    private MailAnswer send(Letter letter, Duration patience) {
        return send(new Config(server.port(), Tls.NONE, Optional.empty(), patience), new NetClientOptions(), letter);
    }

    private static Letter letter(String subject, String text) {
        return new Letter(
                "abc@zapiska.example.org",
                "Записная книжка",
                subject,
                text,
                "<p>" + text + "</p>",
                "https://zapiska.example.org/settings#push");
    }

    private static final Set<Fault> SILENT = Set.of(Fault.SAYS_NOTHING, Fault.TAKEN_IN_SILENCE);

    @Test
    @DisplayName("S19: says what was written, whatever that is: nothing of it becomes a header, a command or an end")
    void content() {
        var subject =
                "Позвонить\r\nBcc: boris@mail.test\r\n\r\n.\r\nRCPT TO:<x@y.z> 👨‍👩‍👧 " + "очень длинно ".repeat(20);
        var text = "Первая\n.\n..\r\n.\r\nQUIT\n" + "длинная строка ".repeat(200);
        assertThat(send(letter(subject, text))).isEqualTo(new MailAnswer.Accepted());
        assertThat(server.to(ANNA)).singleElement().satisfies(taken -> {
            assertThat(taken.subject()).isEqualTo(subject);
            assertThat(taken.text()).isEqualTo(text);
            assertThat(taken.headers()).doesNotContainKey("bcc").containsEntry("auto-submitted", "auto-generated");
            assertThat(taken.headers().get("date")).isEqualTo("Wed, 10 Mar 2027 12:00:00 +0000");
            assertThat(taken.messageId()).isEqualTo("<abc@zapiska.example.org>");
            assertThat(taken.headers().get("list-unsubscribe"))
                    .isEqualTo("<https://zapiska.example.org/settings#push>");
        });
    }

    @Test
    @DisplayName("is of unknown fate only when nothing came back after its end; before, it certainly did not go out")
    void fates() {
        for (var fault : Fault.values()) {
            server.fault(ANNA, fault);
            var expected =
                    switch (fault) {
                        case NO_MAILBOX -> new MailAnswer.AddressRefused("550 5.1.1");
                        case GREYLISTED -> new MailAnswer.NotSent("450 4.2.0 to RCPT", false);
                        case MAILBOX_FULL -> new MailAnswer.NotSent("552 5.2.2 to RCPT", true);
                        case NO_RELAYING -> new MailAnswer.NotSent("550 5.7.1 to RCPT", true);
                        case TAKEN_FOR_SPAM -> new MailAnswer.NotSent("554 5.7.1 to the letter", true);
                        case ANSWER_LOST -> new MailAnswer.Unknown("the connection was closed");
                        case TAKEN_IN_SILENCE -> new MailAnswer.Unknown("no answer in time");
                        case CLOSES_BEFORE_DATA -> new MailAnswer.NotSent("the connection was closed", false);
                        case SAYS_NOTHING -> new MailAnswer.NotSent("no answer in time", false);
                    };
            assertThat(send(letter("Раз", "Два"), SILENT.contains(fault) ? IMPATIENT : PATIENT))
                    .as(fault.name())
                    .isEqualTo(expected);
        }
        assertThat(server.to(ANNA)).as("those whose answer was lost").hasSize(2);
        server.down(true);
        assertThat(send(letter("Раз", "Два"))).isEqualTo(new MailAnswer.NotSent("421 4.3.2 to the greeting", false));
        server.close();
        assertThat(send(letter("Раз", "Два"))).isInstanceOf(MailAnswer.NotSent.class);
    }

    @Test
    @DisplayName(
            "goes in the open neither where TLS is asked for nor with a password, and waits for its turn on few lines")
    void notInTheOpen() {
        assertThat(send(
                        new Config(server.port(), Tls.STARTTLS, Optional.of("notes")),
                        new NetClientOptions(),
                        letter("Раз", "Два")))
                .isEqualTo(new MailAnswer.NotSent("the server offers no STARTTLS", true));
        assertThat(server.count()).isZero();
        var to = MailAddress.read(ANNA).orElseThrow();
        var client = client(new Config(server.port(), Tls.NONE, Optional.empty()), new NetClientOptions());
        var many = IntStream.range(0, 20)
                .mapToObj(one -> client.send(FROM, to, letter("Раз", "Два").bytes(FROM, to, NOW))
                        .subscribeAsCompletionStage())
                .toList();
        assertThat(many)
                .allSatisfy(one -> assertThat(one.get(40, TimeUnit.SECONDS)).isEqualTo(new MailAnswer.Accepted()));
        assertThat(server.to(ANNA)).hasSize(20);
        server.fault(ANNA, Fault.SAYS_NOTHING);
        var hasty = client(new Config(server.port(), Tls.NONE, Optional.empty(), IMPATIENT), new NetClientOptions());
        var stuck = IntStream.range(0, 5)
                .mapToObj(one -> hasty.send(FROM, to, letter("Раз", "Два").bytes(FROM, to, NOW))
                        .subscribeAsCompletionStage())
                .toList();
        assertThat(stuck)
                .allSatisfy(one -> assertThat(one.get(40, TimeUnit.SECONDS))
                        .isEqualTo(new MailAnswer.NotSent("no answer in time", false)));
        server.clear();
        assertThat(hasty.send(FROM, to, letter("Раз", "Два").bytes(FROM, to, NOW))
                        .await()
                        .atMost(Duration.ofSeconds(40)))
                .as("and the lines are free again")
                .isEqualTo(new MailAnswer.Accepted());
    }

    @Test
    @DisplayName(
            "trusts a certificate only of those it knows; what was said before TLS does not count; passwords go under it")
    void tls(@TempDir Path folder) throws Exception {
        var keys = keys(folder);
        var trusting = new NetClientOptions()
                .setTrustOptions(new PfxOptions().setPath(keys.toString()).setPassword("changeit"));
        try (var secure = new MailServer(Optional.of(context(keys)))) {
            var config = new Config(secure.port(), Tls.STARTTLS, Optional.of("notes"));
            assertThat(send(config, new NetClientOptions(), letter("Раз", "Два")))
                    .as("a certificate of nobody we know")
                    .isInstanceOf(MailAnswer.NotSent.class);
            assertThat(send(config, new NetClientOptions(trusting), letter("Раз", "Два")))
                    .isEqualTo(new MailAnswer.Accepted());
            assertThat(secure.credentials).containsExactly("\0notes\0" + PASSWORD);
            secure.injected = "250 2.0.0 words of somebody in the middle\r\n";
            assertThat(send(config, new NetClientOptions(trusting), letter("Раз", "Два")))
                    .isInstanceOf(MailAnswer.NotSent.class);
            assertThat(secure.to(ANNA)).hasSize(1);
            assertThat(secure.complaints).isEmpty();
        }
        System.setProperty("greenmail.tls.keystore.file", keys.toString());
        var green = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
        green.setUser(ANNA, "notes", PASSWORD);
        green.start();
        try {
            var config = new Config(green.getSmtps().getPort(), Tls.TLS, Optional.of("notes"));
            assertThat(send(config, new NetClientOptions(), letter("Раз", "Два")))
                    .isInstanceOf(MailAnswer.NotSent.class);
            assertThat(send(config, new NetClientOptions(trusting), letter("Платёж — завтра", "Осталось: 5 056 ₽")))
                    .isEqualTo(new MailAnswer.Accepted());
            var read = green.getReceivedMessages()[0];
            assertThat(read.getSubject()).isEqualTo("Платёж — завтра");
            assertThat(((InternetAddress) read.getFrom()[0]).getPersonal()).isEqualTo("Записная книжка");
            var parts = (MimeMultipart) read.getContent();
            assertThat(parts.getBodyPart(0).getContent()).isEqualTo("Осталось: 5 056 ₽");
            assertThat(parts.getBodyPart(1).getContent()).isEqualTo("<p>Осталось: 5 056 ₽</p>");
        } finally {
            green.stop();
        }
    }

    private static Path keys(Path folder) throws Exception {
        var keys = folder.resolve("mail.p12");
        var made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "mail",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=mail",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        keys.toString())
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();
        return keys;
    }

    private static SSLContext context(Path keys) throws Exception {
        var store = KeyStore.getInstance(keys.toFile(), "changeit".toCharArray());
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, "changeit".toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
