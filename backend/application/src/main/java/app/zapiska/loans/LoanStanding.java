package app.zapiska.loans;

/** A loan's figures in front of another feature's statement, so that the two are read at once. */
public final class LoanStanding {

    /**
     * The beginning of a statement. It gives {@code standing} with no row, or with one of the loan {@code :id} of
     * {@code :account}: {@code id}, {@code debt}, {@code next_due} (at infinity when nothing comes due) and
     * {@code next_remaining}.
     */
    public static final String OF_ONE = "with chosen as (select " + LoanFigures.LOAN
            + " from loans where account_id = :account and id = :id and deleted_at is null)" + LoanFigures.of(true);

    /** The same of all loans of {@code :account} that are not deleted. */
    public static final String OF_ALL = LoanFigures.OF_ACCOUNT;

    private LoanStanding() {}
}
