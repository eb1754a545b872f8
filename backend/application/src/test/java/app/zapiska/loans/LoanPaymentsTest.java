package app.zapiska.loans;

import static app.zapiska.loans.Purse.installment;
import static app.zapiska.loans.Purse.json;
import static app.zapiska.loans.Purse.loan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import app.zapiska.accounts.AccountDirectory;
import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.Money;
import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import app.zapiska.reminders.PaymentDue;
import app.zapiska.reminders.Payments;
import app.zapiska.reminders.Payments.Result;
import app.zapiska.reminders.Remindable;
import app.zapiska.reminders.SubjectKey;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Payments as the chat and the reminders see and make them. It is noon in Moscow, 10 October 2025. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class LoanPaymentsTest {

    @Inject
    Payments payments;

    @Inject
    RemindableLoans remindable;

    @Inject
    AccountDirectory accounts;

    @Inject
    MutableClock clock;

    private Purse purse;
    private AccountSettings account;
    private long template;

    @BeforeEach
    void noon() {
        clock.set(Instant.parse("2025-10-10T09:00:00Z"));
        purse = Purse.empty();
        var id = purse.visitor.accountId();
        account = await(() -> accounts.settings(List.of(id))).get(id);
        template = purse.get("/reminder-templates")
                .extract()
                .jsonPath()
                .getLong("items.find { it.name == 'Только в день дедлайна' }.id");
    }

    @AfterEach
    void backToReal() {
        clock.backToReal();
    }

    private static <T> T await(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T inTransaction(Supplier<Uni<T>> work) {
        return await(() -> Panache.withTransaction(work));
    }

    private static Money money(String amount) {
        return Money.of(amount);
    }

    @Test
    @DisplayName("a press pays the sum it named, once, and says so of every other press")
    void pay() {
        var created = purse.create(
                "website",
                "https://займы.рф/lk",
                "installments",
                List.of(installment("2025-10-12", "5056.00"), installment("2025-11-12", "100.00")));
        var key = SubjectKey.installment(created.getLong("installments[0].id"));

        assertThat(inTransaction(() -> payments.pay(account, key, money("5000"))))
                .isInstanceOfSatisfying(
                        Result.Changed.class,
                        changed -> assertThat(changed.payment().remaining()).isEqualTo(money("5056")));
        assertThat(purse.ledger()).isEmpty();

        var written = (Result.Written) inTransaction(() -> payments.pay(account, key, money("5056")));

        assertThat(written.amount()).isEqualTo(money("5056"));
        assertThat(written.payment().open()).isFalse();
        assertThat(written.payment().lastEntry()).hasValue(written.entryId());
        assertThat(written.payment().number()).isEqualTo(1);
        assertThat(written.payment().count()).isEqualTo(2);
        assertThat(written.payment().portal()).hasToString("Optional[https://xn--80anhm9e.xn--p1ai/lk]");
        purse.get("/loans/" + created.getLong("id") + "/payments")
                .body("items[0].source", equalTo("telegram"))
                .body("items[0].actor", equalTo("Новичок"));
        assertThat(inTransaction(() -> payments.pay(account, key, money("5056"))))
                .isInstanceOf(Result.AlreadyPaid.class);
        assertThat(purse.ledger()).hasSize(1);

        var back = (Result.Written) inTransaction(() -> payments.reverse(account, written.entryId()));
        assertThat(back.amount()).isEqualTo(money("5056"));
        assertThat(back.payment().remaining()).isEqualTo(money("5056"));
        assertThat(back.payment().lastEntry()).isEmpty();
        assertThat(inTransaction(() -> payments.reverse(account, written.entryId())))
                .isInstanceOf(Result.AlreadyReversed.class);
        assertThat(inTransaction(() -> payments.reverse(account, back.entryId())))
                .isInstanceOf(Result.Gone.class);
    }

    @Test
    @DisplayName("a part is paid exactly, and never more than is left")
    void payPart() {
        var loan = purse.create("amountBorrowed", "5056.00", "dueDate", "2025-10-12");
        var key = SubjectKey.loan(loan.getLong("id"));

        var part = (Result.Written) inTransaction(() -> payments.payPart(account, key, money("3000")));
        assertThat(part.payment().remaining()).isEqualTo(money("2056"));
        assertThat(part.payment().amount()).isEqualTo(money("5056"));
        assertThat(inTransaction(() -> payments.payPart(account, key, money("2056.01"))))
                .isInstanceOf(Result.TooMuch.class);
        assertThat(((Result.Written) inTransaction(() -> payments.payPart(account, key, money("2056"))))
                        .payment()
                        .open())
                .isFalse();
        assertThat(inTransaction(() -> payments.payPart(account, key, money("1"))))
                .isInstanceOf(Result.AlreadyPaid.class);
    }

    @Test
    @DisplayName("what is gone or another's is gone for the chat, too")
    void gone() {
        var other = Purse.empty().create("installments", List.of(installment("2025-10-12", "1.00")));
        var own = purse.create("installments", List.of(installment("2025-10-12", "1.00")));
        var path = "/loans/" + own.getLong("id");
        var removed = own.getLong("installments[0].id");
        purse.put(path, 0, loan("installments", List.of(installment("2025-10-13", "2.00"))))
                .statusCode(200);

        for (var key : List.of(
                SubjectKey.installment(other.getLong("installments[0].id")),
                SubjectKey.loan(other.getLong("id")),
                SubjectKey.installment(removed),
                SubjectKey.loan(own.getLong("id")),
                SubjectKey.installment(777_777_777))) {
            assertThat(inTransaction(() -> payments.pay(account, key, money("1"))))
                    .isInstanceOf(Result.Gone.class);
            assertThat(inTransaction(() -> payments.find(account.accountId(), key)))
                    .isEmpty();
        }
        purse.delete(path, 1).statusCode(204);
        assertThat(await(() -> payments.urgent(account, LocalDate.parse("2025-10-10"))))
                .isEmpty();
    }

    @Test
    @DisplayName("bugs 2, 3 and 7: urgent is the next payment of each loan that is not paid, by date")
    void urgent() {
        purse.create("orgName", "Позже", "installments", List.of(installment("2025-10-15", "1.00")));
        var soon = purse.create("orgName", "Скоро", "dueDate", "2025-10-14");
        var late = purse.create(
                "orgName",
                "Просрочен",
                "installments",
                List.of(
                        installment("2025-10-01", "10.00"),
                        installment("2025-10-05", "20.00"),
                        installment("2025-11-05", "30.00")));
        var paid = purse.create("orgName", "Оплачен", "installments", List.of(installment("2025-10-11", "1.00")));
        purse.post("/loans/" + paid.getLong("id") + "/installments/" + paid.getLong("installments[0].id") + "/pay");
        purse.post("/loans/" + late.getLong("id") + "/payments", json("amount", "15.00"))
                .statusCode(201);

        var urgent = await(() -> payments.urgent(account, LocalDate.parse("2025-10-10")));

        assertThat(urgent).extracting(PaymentDue::lender).containsExactly("Просрочен", "Скоро");
        assertThat(urgent.getFirst().key()).isEqualTo(SubjectKey.installment(late.getLong("installments[1].id")));
        assertThat(urgent.getFirst().remaining()).isEqualTo(money("15.00"));
        assertThat(urgent.getFirst().number()).isEqualTo(2);
        assertThat(urgent.getFirst().lastEntry()).isPresent();
        assertThat(urgent.getLast().key()).isEqualTo(SubjectKey.loan(soon.getLong("id")));

        var keys = urgent.stream().map(PaymentDue::key).toList();
        assertThat(await(() -> remindable.subjects(keys)))
                .containsExactlyInAnyOrderElementsOf(
                        urgent.stream().map(Remindable.Subject.class::cast).toList());
        assertThat(await(() -> remindable.subjects(List.of()))).isEmpty();
    }

    private List<String> reminders(String state) {
        return Purse.texts("select to_char(local_at, 'YYYY-MM-DD') from reminders where account_id = "
                + account.accountId() + " and state " + state + " order by local_at, id");
    }

    private static final String ALIVE = "in ('SCHEDULED', 'AWAITING', 'SNOOZED', 'BLOCKED')";

    @Test
    @DisplayName("bugs 19 and 20: paying stops a payment's reminders, taking back starts them, a new date moves them")
    void remindersFollow() {
        var created = purse.create(
                "reminderTemplateId",
                template,
                "installments",
                List.of(
                        installment("2025-10-20", "100.00"),
                        installment("2025-11-20", "100.00"),
                        installment("2025-12-20", "100.00")));
        var path = "/loans/" + created.getLong("id");
        var first = created.getLong("installments[0].id");
        var second = created.getLong("installments[1].id");
        var third = created.getLong("installments[2].id");
        assertThat(reminders(ALIVE)).containsExactly("2025-10-20", "2025-11-20", "2025-12-20");

        purse.post(path + "/installments/" + first + "/pay").statusCode(200);
        assertThat(reminders(ALIVE)).containsExactly("2025-11-20", "2025-12-20");
        purse.post(path + "/installments/" + first + "/unpay").statusCode(200);
        assertThat(reminders(ALIVE)).containsExactly("2025-10-20", "2025-11-20", "2025-12-20");

        purse.put(
                        path,
                        2,
                        loan(
                                "reminderTemplateId",
                                template,
                                "installments",
                                List.of(
                                        json("id", first, "dueDate", "2025-10-25", "amount", "100.00"),
                                        json("id", third, "dueDate", "2025-12-20", "amount", "100.00"),
                                        installment("2026-01-20", "100.00"))))
                .statusCode(200);
        assertThat(reminders(ALIVE)).containsExactly("2025-10-25", "2025-12-20", "2026-01-20");
        purse.put(path + "/installments/" + third, 3, installment("2025-12-30", "100.00"))
                .statusCode(200);
        assertThat(reminders(ALIVE)).containsExactly("2025-10-25", "2025-12-30", "2026-01-20");

        // All of it, for the loan as a whole.
        purse.post(path + "/payments", json("amount", "150.00")).statusCode(201);
        assertThat(reminders(ALIVE)).containsExactly("2025-12-30", "2026-01-20");
        purse.post(path + "/close", json("reason", "Простили")).statusCode(200);
        assertThat(reminders(ALIVE)).isEmpty();
        var correction = purse.get(path + "/payments").extract().jsonPath().getLong("items[0].id");
        purse.post(path + "/payments/" + correction + "/reverse").statusCode(200);
        assertThat(reminders(ALIVE)).containsExactly("2025-12-30", "2026-01-20");

        var version = purse.loan(created.getLong("id")).getInt("version");
        purse.delete(path, version).statusCode(204);
        assertThat(reminders(ALIVE)).isEmpty();
        purse.post(path + "/restore").statusCode(200);
        assertThat(reminders(ALIVE)).containsExactly("2025-12-30", "2026-01-20");

        purse.put(path, version + 2, loan()).statusCode(200);
        assertThat(reminders(ALIVE)).isEmpty();
        assertThat(second).isPositive();
    }

    @Test
    @DisplayName("a loan without a schedule is reminded of by its return date, until it has a schedule")
    void remindersOfALoan() {
        var created = purse.create("reminderTemplateId", template, "dueDate", "2025-11-20");
        var path = "/loans/" + created.getLong("id");
        assertThat(reminders(ALIVE)).containsExactly("2025-11-20");
        assertThat(inTransaction(() -> remindable.openPlans(account.accountId(), Optional.of(template))))
                .extracting(plan -> plan.subject())
                .containsExactly(SubjectKey.loan(created.getLong("id")));

        purse.post(path + "/installments", installment("2025-11-10", "50.00")).statusCode(201);
        assertThat(reminders(ALIVE)).containsExactly("2025-11-10");
    }
}
