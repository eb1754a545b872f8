package app.zapiska.loans;

import app.zapiska.platform.AboveZero;
import app.zapiska.platform.Money;
import app.zapiska.platform.sql.Sql;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What the lender and the person agreed on with a payment: its date is a later one, and so is the sum. Stands as long as the
 * payment does. A value, the same as columns of the ledger, in the API and in an archive.
 *
 * @param plannedBefore null: nothing was said, so it was the sum borrowed
 * @param fee a part of the payment that bought the later date and repays nothing
 */
@Embeddable
@RegisterForReflection
@Schema(
        name = "LoanExtension",
        description = "The payment moved the date of what it was made for. Reversing it moves the date back.")
public record LoanExtension(
        @Schema(required = true) @NotNull @Column(name = "due_before")
        LocalDate dueBefore,

        @Schema(required = true) @NotNull @Column(name = "due_after")
        LocalDate dueAfter,

        @Schema(required = true, nullable = true, description = "Null: nothing was said, so it was the sum borrowed")
        @AboveZero
        @Column(name = "planned_before")
        Money plannedBefore,

        @Schema(required = true, description = "All that is planned of it, with what was paid before")
        @NotNull
        @AboveZero
        @Column(name = "planned_after")
        Money plannedAfter,

        @Schema(required = true, description = "Of the payment, for moving the date. It repays nothing") @NotNull
        Money fee) {

    /** Of an entry {@code e}. */
    static final String COLUMNS = "e.due_before, e.due_after, e.planned_before, e.planned_after, e.fee";

    /** The same as parts of {@code json_build_object}. */
    static final String JSON = """
            'dueBefore', e.due_before, 'dueAfter', e.due_after, 'plannedBefore', cast(e.planned_before as text),
            'plannedAfter', cast(e.planned_after as text), 'fee', cast(e.fee as text)""";

    /** Null when the entry moved no date. */
    static LoanExtension of(Row row) {
        return row.getLocalDate("due_after") == null
                ? null
                : new LoanExtension(
                        row.getLocalDate("due_before"),
                        row.getLocalDate("due_after"),
                        Sql.money(row, "planned_before"),
                        Sql.money(row, "planned_after"),
                        Sql.money(row, "fee"));
    }

    /** Null when the entry moved no date. */
    static LoanExtension of(JsonObject row) {
        return row.getString("dueAfter") == null
                ? null
                : new LoanExtension(
                        LoanViews.date(row, "dueBefore"),
                        LoanViews.date(row, "dueAfter"),
                        row.getString("plannedBefore") == null ? null : LoanViews.money(row, "plannedBefore"),
                        LoanViews.money(row, "plannedAfter"),
                        LoanViews.money(row, "fee"));
    }
}
