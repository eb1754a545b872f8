package app.zapiska.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import app.zapiska.accounts.Visitor;
import app.zapiska.channels.MailServer.Fault;
import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("R7: the address that letters go to when Telegram does not reach the person")
class MailResourceTest {

    private static final Pattern LINK = Pattern.compile("http://\\S+/mail#(\\S{43})\\n");

    private final MailServer mail = RealServices.mail();
    private final String address = "anna-" + UUID.randomUUID() + "@mail.test";
    private Visitor anna;

    @BeforeEach
    void somebody() {
        anna = Visitor.newcomer();
    }

    @AfterEach
    void quiet() {
        mail.clear();
        assertThat(mail.complaints).isEmpty();
    }

    private static ValidatableResponse ask(Visitor who, String address) {
        return who.request()
                .body(Map.of("address", address))
                .post("/mail/address")
                .then();
    }

    private static ValidatableResponse confirm(Visitor who, String token) {
        return who.request()
                .body(Map.of("token", token))
                .post("/mail/confirmations")
                .then();
    }

    private String token(String address) {
        var link = LINK.matcher(mail.to(address).getLast().text());
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    @Test
    @DisplayName("takes part once its owner has pressed on the page of the letter's link, and is removed")
    void life() {
        ask(anna, address)
                .statusCode(200)
                .body("mail.configured", equalTo(true))
                .body("mail.pending", equalTo(address))
                .body("mail.address", nullValue());
        anna.request().get("/telegram/status").then().body("mail", equalTo(false));
        var letter = mail.to(address).getFirst();
        assertThat(letter.subject()).isEqualTo("Подтвердите адрес для напоминаний");
        assertThat(letter.html()).contains("/mail#" + token(address));
        confirm(anna, token(address))
                .statusCode(200)
                .body("mail.address", equalTo(address))
                .body("mail.confirmedAt", notNullValue())
                .body("mail.pending", nullValue());
        anna.request()
                .get("/telegram/status")
                .then()
                .body("secondChannel", equalTo(true))
                .body("mail", equalTo(true))
                .body("push", equalTo(false));
        confirm(anna, token(address)).statusCode(400);
        anna.request().delete("/mail/address").then().statusCode(204);
        anna.request().delete("/mail/address").then().statusCode(204);
        anna.request().get("/push/subscriptions").then().body("mail.address", nullValue());
        anna.request()
                .get("/audit")
                .then()
                .body("items.event.findAll { it.startsWith('mail-') }.size()", equalTo(3))
                .body("items.collect { it.toString() }.join()", not(containsString(address)));
    }

    @Test
    @DisplayName(
            "only the account that asked can confirm it, with the newest link, within a day; the one before stays until then")
    void onlyWhoAsked() {
        ask(anna, address).statusCode(200);
        var old = token(address);
        ask(anna, address).statusCode(200);
        confirm(anna, old).statusCode(400);
        confirm(Visitor.newcomer(), token(address)).statusCode(400);
        confirm(anna, "A".repeat(43)).statusCode(400);
        confirm(anna, token(address)).statusCode(200);

        var other = "other-" + address;
        ask(anna, other).statusCode(200).body("mail.address", equalTo(address)).body("mail.pending", equalTo(other));
        RealServices.execute(
                "update mail_addresses set pending_until = now() - interval '1 second' where account_id = ?",
                anna.accountId());
        confirm(anna, token(other)).statusCode(400);
        anna.request()
                .get("/push/subscriptions")
                .then()
                .body("mail.address", equalTo(address))
                .body("mail.pending", nullValue());
        assertThat(RealServices.count(
                        "select count(*) from mail_addresses where strpos(mail_addresses::text, ?) > 0", token(other)))
                .as("no secret is kept")
                .isZero();
    }

    @Test
    @DisplayName(
            "what the mail server says of it is told in words; nothing that could be a header is taken; nobody's mailbox is filled")
    void refused() {
        ask(anna, "anna@mail.test\r\nBcc: x@mail.test").statusCode(400);
        ask(anna, "x").statusCode(400).body("errors[0].field", equalTo("address"));
        mail.fault(address, Fault.NO_MAILBOX);
        ask(anna, address).statusCode(400).body("errors[0].message", containsString("550 5.1.1"));
        anna.request().get("/push/subscriptions").then().body("mail.pending", nullValue());
        mail.down(true);
        ask(anna, "a" + address).statusCode(503);
        anna.request()
                .get("/push/subscriptions")
                .then()
                .body("mail.failingSince", notNullValue())
                .body("mail.pending", nullValue());
        mail.clear();
        for (int letter = 0; letter < 3; letter++) {
            ask(anna, "b" + address).statusCode(200);
        }
        anna.request().get("/push/subscriptions").then().body("mail.failingSince", nullValue());
        ask(anna, "c" + address).statusCode(429);
        ask(Visitor.newcomer(), "b" + address).statusCode(429);
        assertThat(mail.to("b" + address)).hasSize(3);
    }
}
