package app.zapiska.loans;

import app.zapiska.loans.LoanParts.InstallmentView;
import app.zapiska.loans.LoanViews.View;
import app.zapiska.platform.AboveZero;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.Lines;
import app.zapiska.platform.Money;
import app.zapiska.platform.NullableId;
import app.zapiska.platform.OneLine;
import app.zapiska.platform.Returned;
import app.zapiska.platform.Wording;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A whole loan; what is left out is empty, but for the schedule and the contract: without them the loan keeps those it has, which
 * whoever was written before there were contracts knows nothing of.
 */
@Schema(name = "LoanInput")
@Returned(View.class)
public record LoanRequest(
        @Schema(required = true, minLength = 1, maxLength = 200) @NotNull @OneLine(max = 200)
        String orgName,

        @Schema(
                nullable = true,
                maxLength = LenderPortal.LONGEST,
                description = "An http or https address; https:// is put before a bare host")
        @OneLine(max = LenderPortal.LONGEST, optional = true)
        String website,

        @Schema(required = true) @NotNull LocalDate loanDate,

        @Schema(nullable = true, description = "Not before loanDate")
        LocalDate dueDate,

        @Schema(required = true, description = "Above zero") @NotNull @AboveZero
        Money amountBorrowed,

        @Schema(nullable = true, description = "Above zero; what is to be returned while there is no schedule")
        @AboveZero
        Money amountDue,

        @Schema(nullable = true, defaultValue = "false") Boolean riskyOrg,

        @Schema(nullable = true, maxLength = 10_000) @Lines(max = 10_000)
        String notes,

        @Schema(nullable = true, maxLength = 2_000) @Lines(max = 2_000)
        String paymentMethods,

        @Schema(
                implementation = Long.class,
                nullable = true,
                description = "Null: no reminders. Left out of a new loan: the account's default")
        NullableId reminderTemplateId,

        @Schema(
                nullable = true,
                maxItems = Schedule.MOST_INSTALLMENTS,
                description = "The whole schedule. Those with an id keep their payments, those left out are removed")
        @Size(max = Schedule.MOST_INSTALLMENTS)
        List<@NotNull @Valid InstallmentRequest> installments,

        @Schema(
                nullable = true,
                description = "The whole contract. Null or left out: as it is; an empty object takes it away")
        @Valid
        LoanContract contract) {

    private static Wording wrongSite(String website) {
        return Wording.of(
                LoanMessages.class,
                LenderPortal.hasScheme(website) ? LoanMessages::badWebsite : LoanMessages::websiteWithoutScheme);
    }

    Optional<NullableId> template() {
        return Optional.ofNullable(reminderTemplateId);
    }

    /** @throws Invalid when the address is none */
    LoanContent content() {
        var site = website == null || website.isEmpty()
                ? ""
                : LenderPortal.completed(website).orElseThrow(() -> new Invalid("website", wrongSite(website)));
        return new LoanContent(
                orgName,
                site,
                loanDate,
                Optional.ofNullable(dueDate),
                amountBorrowed,
                Optional.ofNullable(amountDue),
                Boolean.TRUE.equals(riskyOrg),
                notes == null ? "" : notes,
                paymentMethods == null ? "" : paymentMethods,
                template().flatMap(NullableId::id),
                Optional.ofNullable(installments)
                        .map(wanted ->
                                wanted.stream().map(InstallmentRequest::wanted).toList()),
                Optional.ofNullable(contract));
    }

    @Schema(name = "InstallmentInput")
    @Returned(InstallmentView.class)
    public record InstallmentRequest(
            @Schema(nullable = true, description = "Of an existing instalment, which keeps its identity and payments")
            Long id,

            @Schema(required = true, description = "Not before loanDate") @NotNull
            LocalDate dueDate,

            @Schema(required = true, description = "Above zero, not below what was paid for it") @NotNull @AboveZero
            Money amount) {

        private LoanContent.Wanted wanted() {
            return new LoanContent.Wanted(Optional.ofNullable(id), dueDate, amount);
        }
    }
}
