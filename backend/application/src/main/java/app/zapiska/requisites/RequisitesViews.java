package app.zapiska.requisites;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.law.ProductionCalendar;
import app.zapiska.loans.LoanStanding;
import app.zapiska.platform.Computed;
import app.zapiska.platform.DomainException.Conflict;
import app.zapiska.platform.DomainException.NotFound;
import app.zapiska.platform.Money;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.QrPicture;
import app.zapiska.platform.Wording;
import app.zapiska.platform.sql.Sql;
import app.zapiska.platform.sql.Statement;
import app.zapiska.requisites.Requisites.Finding;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a loan is paid, as clients see it. Each answer is one statement. */
@ApplicationScoped
class RequisitesViews {

    /** The only currency that the code knows. */
    private static final String ROUBLES = "RUB";

    /** Of the requisites {@code r}, which may be missing. */
    private static final String COLUMNS = """
            coalesce(r.version, 0) as version, coalesce(r.name, '') as name, coalesce(r.account, '') as account,
              coalesce(r.bank, '') as bank, coalesce(r.bic, '') as bic,
              coalesce(r.correspondent_account, '') as correspondent_account, coalesce(r.inn, '') as inn,
              coalesce(r.kpp, '') as kpp, coalesce(r.purpose, '') as purpose, coalesce(r.sbp_link, '') as sbp_link,
              r.updated_at""";

    private final Pool database;
    private final ProductionCalendar calendar;
    private final InstantSource clock;

    RequisitesViews(Pool database, ProductionCalendar calendar, InstantSource clock) {
        this.database = database;
        this.calendar = calendar;
        this.clock = clock;
    }

    @Schema(name = "Requisites")
    record View(
            @Schema(required = true, description = "0: nothing was ever written down")
            int version,

            @Schema(required = true, description = "Whose account it is; what is not known is empty, here and below")
            String name,

            @Schema(required = true) String account,
            @Schema(required = true) String bank,
            @Schema(required = true) String bic,
            @Schema(required = true) String correspondentAccount,
            @Schema(required = true) String inn,
            @Schema(required = true) String kpp,

            @Schema(required = true, description = "What the payment is for")
            String purpose,

            @Schema(required = true, description = "A link of the fast payments system: https://qr.nspk.ru/…")
            String sbpLink,

            @Computed @Schema(required = true, description = "What is missing or doubtful, in the order of the fields")
            List<FindingView> findings,

            @Computed @Schema(required = true, description = "Whether a payment code can be made, given a sum")
            boolean codePossible,

            @Computed @Schema(required = true, nullable = true, description = "Null: nothing comes due")
            TransferView transfer,

            @Schema(required = true, nullable = true) Instant updatedAt) {}

    @Schema(name = "RequisitesFinding")
    record FindingView(
            @Schema(required = true) String field,

            @Schema(
                    required = true,
                    enumeration = {"missing", "tooLong", "doubtful"})
            String flaw,

            @Schema(required = true, description = "In the account's language")
            String message) {

        private static FindingView of(Finding finding, Locale language) {
            return new FindingView(
                    HowToPay.nameOf(finding.field()),
                    switch (finding.flaw()) {
                        case MISSING -> "missing";
                        case TOO_LONG -> "tooLong";
                        case MALFORMED -> "malformed";
                        case WRONG_KEY -> "wrongKey";
                        case DOUBTFUL -> "doubtful";
                    },
                    HowToPay.words(finding).in(language));
        }
    }

    @Schema(name = "RequisitesTransfer", description = "The next payment, if it goes by requisites")
    record TransferView(
            @Schema(required = true) LocalDate dueDate,
            @Schema(required = true) Money amount,

            @Schema(
                    required = true,
                    nullable = true,
                    description =
                            "Sent by this day it comes in time, be it three working days on its way. Null: the days "
                                    + "off of that year are not known yet")
            LocalDate sendBy,

            @Schema(required = true) TransferTime.State state) {}

    @Schema(name = "PaymentCode", description = "A QR code by ГОСТ Р 56042 and what it says")
    record CodeView(
            @Schema(required = true) QrPicture picture,
            @Schema(required = true) Money amount,
            @Schema(required = true) String name,
            @Schema(required = true) String account,
            @Schema(required = true) String bank,
            @Schema(required = true) String bic,
            @Schema(required = true) String correspondentAccount,
            @Schema(required = true) String inn,
            @Schema(required = true) String kpp,
            @Schema(required = true) String purpose) {}

    /** @param due the day of the next payment and what is left of it; empty when nothing comes due */
    private record Standing(int version, HowToPay content, Instant updatedAt, Optional<Next> due) {}

    private record Next(LocalDate date, Money amount) {}

    Uni<View> get(AccountSettings account, long loanId) {
        return read(account, loanId).map(standing -> view(account, standing));
    }

    private View view(AccountSettings account, Standing standing) {
        var r = standing.content().requisites();
        return new View(
                standing.version(),
                r.name(),
                r.account(),
                r.bank(),
                r.bic(),
                r.correspondentAccount(),
                r.inn(),
                r.kpp(),
                r.purpose(),
                standing.content().sbpLink(),
                standing.content().isNothing()
                        ? List.of()
                        : r.findings().stream()
                                .map(finding -> FindingView.of(finding, account.language()))
                                .toList(),
                inRoubles(account) && PaymentQr.of(r, Money.MOST).isPresent(),
                standing.due().map(next -> transfer(account, next)).orElse(null),
                standing.updatedAt());
    }

    private TransferView transfer(AccountSettings account, Next next) {
        var sendBy = TransferTime.lastDay(calendar, next.date());
        return new TransferView(
                next.date(),
                next.amount(),
                sendBy.orElse(null),
                TransferTime.state(sendBy, next.date(), account.today(clock.instant())));
    }

    /** @param wanted empty: the next payment's sum */
    Uni<CodeView> code(AccountSettings account, long loanId, Optional<Money> wanted) {
        return read(account, loanId).map(standing -> {
            var r = standing.content().requisites();
            if (!inRoubles(account)) {
                throw conflict(RequisitesMessages::onlyRoubles);
            }
            if (!r.findings().stream().allMatch(Finding::isMereDoubt)) {
                throw conflict(RequisitesMessages::notComplete);
            }
            var amount = wanted.or(() -> standing.due().map(Next::amount))
                    .orElseThrow(() -> conflict(RequisitesMessages::nothingDue));
            var code = PaymentQr.of(r, amount).orElseThrow(() -> conflict(RequisitesMessages::tooLong));
            return new CodeView(
                    QrPicture.of(code),
                    amount,
                    r.name(),
                    r.account(),
                    r.bank(),
                    r.bic(),
                    r.correspondentAccount(),
                    r.inn(),
                    r.kpp(),
                    r.purpose());
        });
    }

    static boolean inRoubles(AccountSettings account) {
        return account.currency().equals(ROUBLES);
    }

    private static Conflict conflict(Function<RequisitesMessages, String> why) {
        return new Conflict(Wording.of(RequisitesMessages.class, why));
    }

    private Uni<Standing> read(AccountSettings account, long loanId) {
        return Statement.of(
                        LoanStanding.OF_ONE + "select " + COLUMNS + """
                        , nullif(s.next_due, date 'infinity') as next_date, s.next_remaining
                        from standing s left join loan_requisites r on r.account_id = :account and r.loan_id = s.id
                        """,
                        Map.of("account", account.accountId(), "id", loanId))
                .on(database)
                .map(rows -> rows.stream()
                        .findFirst()
                        .map(RequisitesViews::standing)
                        .orElseThrow(() -> new NotFound(ProblemType.NOT_FOUND.detail())));
    }

    private static Standing standing(Row row) {
        return new Standing(
                row.getInteger("version"),
                new HowToPay(
                        new Requisites(
                                row.getString("name"),
                                row.getString("account"),
                                row.getString("bank"),
                                row.getString("bic"),
                                row.getString("correspondent_account"),
                                row.getString("inn"),
                                row.getString("kpp"),
                                row.getString("purpose"),
                                ""),
                        row.getString("sbp_link")),
                Sql.instant(row, "updated_at"),
                Optional.ofNullable(row.getLocalDate("next_date"))
                        .map(date -> new Next(date, Sql.money(row, "next_remaining"))));
    }

    /** Within the present Hibernate session; {@link HowToPay#NOTHING} when nothing is written down. */
    static Uni<HowToPay> ofLoan(long accountId, long loanId) {
        return new Statement("""
                        select name, account, bank, bic, correspondent_account, inn, kpp, purpose, sbp_link
                        from loan_requisites where account_id = :account and loan_id = :id
                        """, Map.of("account", accountId, "id", loanId))
                .list(Object[].class)
                .map(rows -> rows.stream()
                        .findFirst()
                        .map(row -> new HowToPay(
                                new Requisites(
                                        (String) row[0],
                                        (String) row[1],
                                        (String) row[2],
                                        (String) row[3],
                                        (String) row[4],
                                        (String) row[5],
                                        (String) row[6],
                                        (String) row[7],
                                        ""),
                                (String) row[8]))
                        .orElse(HowToPay.NOTHING));
    }
}
