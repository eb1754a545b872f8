package app.zapiska.loans;

import static app.zapiska.loans.Purse.installment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S28 and L3: what is written in the ledger stays, whoever asks. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class LedgerGuardTest {

    private Purse purse;

    @BeforeEach
    void arrange() {
        purse = Purse.empty();
        var loan = purse.create("installments", List.of(installment("2025-11-01", "5056.00")));
        purse.post("/loans/" + loan.getLong("id") + "/installments/" + loan.getLong("installments[0].id") + "/pay")
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update loan_entries set amount = 1",
                "update loan_entries set note = 'x'",
                "delete from loan_entries",
                "truncate loan_entries",
                "truncate loans cascade"
            })
    @DisplayName("bug 10: the product's role may not change the ledger, and the database refuses even its owner")
    void nobodyChangesIt(String change) {
        var before = purse.ledger();
        assertThat(before).hasSize(1);

        assertRefused(
                RealServices.ownerUrl().replace("zapiska_owner&password=owner", "zapiska_app&password=app"),
                change,
                "42501");
        assertRefused(RealServices.ownerUrl(), change, "23001");

        assertThat(purse.ledger()).isEqualTo(before);
    }

    private static void assertRefused(String url, String change, String state) {
        assertThatThrownBy(() -> {
                    try (var database = DriverManager.getConnection(url);
                            var statement = database.createStatement()) {
                        statement.execute(change);
                    }
                })
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refused -> assertThat(refused.getSQLState()).isEqualTo(state));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'NaN'", "0", "1000000000000", "'Infinity'"})
    @DisplayName("bug 4: no sum that is none gets into the ledger, whoever writes it")
    void noStrangeSums(String amount) {
        assertThatThrownBy(() -> RealServices.execute(
                        "insert into loan_entries (account_id, loan_id, kind, amount, paid_on, source, actor, created_at)"
                                + " select account_id, id, 'CORRECTION', " + amount
                                + ", current_date, 'API', 'x', now() from loans where account_id = ?",
                        purse.visitor.accountId()))
                .isInstanceOf(IllegalStateException.class);
        assertThat(purse.ledger()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"loan_id", "installment_id", "reversal_of"})
    @DisplayName("an entry can't point into another account, even when code is wrong")
    void noForeignReferences(String column) {
        var other = Purse.empty();
        var loan = other.create("installments", List.of(installment("2025-11-01", "1.00")));
        var own = "(select min(loan_id) from loan_entries where account_id = %d)".formatted(purse.visitor.accountId());
        var values =
                switch (column) {
                    case "loan_id" -> loan.getLong("id") + ", null, 'PAYMENT', null";
                    case "installment_id" -> own + ", " + loan.getLong("installments[0].id") + ", 'PAYMENT', null";
                    default -> loan.getLong("id") + ", null, 'REVERSAL', (select min(id) from loan_entries)";
                };
        assertThatThrownBy(() -> RealServices.execute(
                        "insert into loan_entries (account_id, loan_id, installment_id, kind, reversal_of, amount, paid_on,"
                                + " source, actor, created_at) values (?, " + values
                                + ", 1, current_date, 'API', 'x', now())",
                        purse.visitor.accountId()))
                .isInstanceOf(IllegalStateException.class);
    }
}
