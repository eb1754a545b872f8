package app.zapiska.loans;

import app.zapiska.interest.Contract.Penalty;
import app.zapiska.platform.AboveZero;
import app.zapiska.platform.DomainException.FieldError;
import app.zapiska.platform.Money;
import app.zapiska.platform.OneLine;
import app.zapiska.platform.Wording;
import app.zapiska.platform.sql.Sql;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.Range;

/**
 * What the paper says, as far as somebody typed it in: each part may be null, and without a rate nothing is worked out. A value,
 * the same as columns, in the API and in an archive.
 *
 * @param dailyRate per cent of a day
 * @param fullCost the ПСК of the first page, per cent of a year
 * @param servicesPaid to the lender, for services that came with the loan
 * @param promoLostOnDay of a delay, from 1: from then the usual rate counts for all the days
 * @param shortLoan whether the first page says so (353-ФЗ ст. 6.2); never inferred from sum and term
 * @param receivedOn null: on the day of the contract
 */
@Embeddable
@RegisterForReflection
@Schema(
        name = "LoanContract",
        description =
                "What the contract says. Each field may be null or left out; without dailyRate nothing is worked out.")
public record LoanContract(
        @Schema(nullable = true, maxLength = LoanContract.LONGEST_NUMBER)
        @OneLine(max = LoanContract.LONGEST_NUMBER, optional = true)
        @Column(name = "contract_number")
        String number,

        @Schema(nullable = true, minimum = "0", maximum = "10", description = "Per cent of a day, four decimals")
        @DecimalMin("0")
        @DecimalMax("10")
        @Digits(integer = 2, fraction = 4)
        @Column(name = "daily_rate")
        BigDecimal dailyRate,

        @Schema(
                nullable = true,
                minimum = "0",
                maximum = "10000",
                description = "ПСК, per cent of a year, three decimals")
        @DecimalMin("0")
        @DecimalMax("10000")
        @Digits(integer = 5, fraction = 3)
        @Column(name = "full_cost")
        BigDecimal fullCost,

        @Schema(nullable = true, description = "Above zero. To the lender, for services that count towards the ceiling")
        @AboveZero
        @Column(name = "services_paid")
        Money servicesPaid,

        @Schema(nullable = true) @Enumerated(EnumType.STRING) @Column(name = "lender_kind")
        LenderKind lenderKind,

        @Schema(nullable = true, minimum = "0", maximum = "10", description = "Per cent of a day; with promoLostOnDay")
        @DecimalMin("0")
        @DecimalMax("10")
        @Digits(integer = 2, fraction = 4)
        @Column(name = "promo_rate")
        BigDecimal promoRate,

        @Schema(
                nullable = true,
                minimum = "1",
                maximum = "365",
                description = "Day of a delay from which dailyRate counts for all the days since receipt")
        @Range(min = 1, max = 365)
        @Column(name = "promo_lost_on_day")
        Integer promoLostOnDay,

        @Schema(nullable = true, description = "Null: not known, the most that the law lets it be is taken")
        @Enumerated(EnumType.STRING)
        @Column(name = "penalty_kind")
        PenaltyKind penaltyKind,

        @Schema(
                nullable = true,
                minimum = "0",
                maximum = "1000",
                description = "Per cent of a year or of a day, as penaltyKind says")
        @DecimalMin("0")
        @DecimalMax("1000")
        @Digits(integer = 4, fraction = 4)
        @Column(name = "penalty_rate")
        BigDecimal penaltyRate,

        @Schema(nullable = true, description = "The first page says so (353-ФЗ, art. 6.2)") @Column(name = "short_loan")
        Boolean shortLoan,

        @Schema(nullable = true) Boolean collateral,

        @Schema(nullable = true, description = "Not before loanDate; null: on that day") @Column(name = "received_on")
        LocalDate receivedOn) {

    static final int LONGEST_NUMBER = 100;

    /** Of a loan {@code l}. */
    static final String COLUMNS = """
            l.contract_number, l.daily_rate, l.full_cost, l.services_paid, l.lender_kind, l.promo_rate, l.promo_lost_on_day,
            l.penalty_kind, l.penalty_rate, l.short_loan, l.collateral, l.received_on""";

    /** What the lender is: it tells whether the law on consumer loans binds it. */
    @Schema(name = "LenderKind")
    public enum LenderKind {
        @JsonProperty("microfinance")
        MICROFINANCE,
        @JsonProperty("microcredit")
        MICROCREDIT,
        @JsonProperty("bank")
        BANK,
        @JsonProperty("cooperative")
        COOPERATIVE,
        @JsonProperty("pawnshop")
        PAWNSHOP,
        @JsonProperty("person")
        PERSON
    }

    /** What a delay costs. */
    @Schema(name = "PenaltyKind")
    public enum PenaltyKind {
        @JsonProperty("none")
        NONE(Penalty.Kind.NONE),
        /** Per cent of a year, beside the interest. */
        @JsonProperty("yearly")
        YEARLY(Penalty.Kind.BESIDE_INTEREST),
        /** Per cent of a day, instead of the interest. */
        @JsonProperty("daily")
        DAILY(Penalty.Kind.INSTEAD_OF_INTEREST);

        final Penalty.Kind reckoned;

        PenaltyKind(Penalty.Kind reckoned) {
            this.reckoned = reckoned;
        }
    }

    public LoanContract {
        number = number == null || number.isBlank() ? null : number.strip();
        dailyRate = plain(dailyRate);
        fullCost = plain(fullCost);
        promoRate = plain(promoRate);
        penaltyRate = plain(penaltyRate);
    }

    /** The column answers 0.8000. What has an absurd exponent is left for the constraints to refuse. */
    private static BigDecimal plain(BigDecimal percent) {
        if (percent == null || Math.abs(percent.scale()) > 40) {
            return percent;
        }
        var stripped = percent.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** @return null when the loan has nothing of a contract */
    static LoanContract of(Row row) {
        var contract = new LoanContract(
                row.getString("contract_number"),
                row.getBigDecimal("daily_rate"),
                row.getBigDecimal("full_cost"),
                Sql.money(row, "services_paid"),
                named(LenderKind.class, row.getString("lender_kind")),
                row.getBigDecimal("promo_rate"),
                row.getInteger("promo_lost_on_day"),
                named(PenaltyKind.class, row.getString("penalty_kind")),
                row.getBigDecimal("penalty_rate"),
                row.getBoolean("short_loan"),
                row.getBoolean("collateral"),
                row.getLocalDate("received_on"));
        return contract.blank() ? null : contract;
    }

    private static <E extends Enum<E>> E named(Class<E> type, String name) {
        return name == null ? null : Enum.valueOf(type, name);
    }

    /** Whether it says nothing at all. */
    public boolean blank() {
        return Stream.of(
                        number,
                        dailyRate,
                        fullCost,
                        servicesPaid,
                        lenderKind,
                        promoRate,
                        promoLostOnDay,
                        penaltyKind,
                        penaltyRate,
                        shortLoan,
                        collateral,
                        receivedOn)
                .allMatch(Objects::isNull);
    }

    /** What contradicts itself or the loan, by field of the contract. @param loanDate when it was concluded */
    public List<FieldError> faults(LocalDate loanDate) {
        var faults = new ArrayList<FieldError>();
        if (receivedOn != null && receivedOn.isBefore(loanDate)) {
            faults.add(fault("receivedOn", LoanMessages::receivedBeforeLoan));
        }
        if (promoRate != null && promoLostOnDay == null) {
            faults.add(fault("promoLostOnDay", LoanMessages::promoWithoutDay));
        }
        if (promoRate == null && promoLostOnDay != null) {
            faults.add(fault("promoRate", LoanMessages::promoWithoutRate));
        }
        if (promoRate != null && dailyRate != null && promoRate.compareTo(dailyRate) > 0) {
            faults.add(fault("promoRate", LoanMessages::promoAboveRate));
        }
        if (penaltyRate != null && (penaltyKind == null || penaltyKind == PenaltyKind.NONE)) {
            faults.add(fault("penaltyKind", LoanMessages::penaltyWithoutKind));
        }
        return faults;
    }

    private static FieldError fault(String field, Function<LoanMessages, String> why) {
        return new FieldError(field, Wording.of(LoanMessages.class, why));
    }

    LocalDate received(LocalDate loanDate) {
        return Optional.ofNullable(receivedOn).orElse(loanDate);
    }
}
