package app.zapiska.loans;

/** The payments of an account in SQL, for what shows them beside other things: the instalments, and the return of each loan without any. */
public final class DatedPayments {

    /** Stands in front of a statement, further parts of its {@code with} and a query come after it. Of {@code :account}. */
    public static final String WITH = LoanFigures.OF_ACCOUNT;

    /** Those from the day {@code :from} to the day {@code :to}: planned, and what is left of it. */
    public static final String QUERY = """
            select l.id as loan_id, p.installment_id, l.version, l.org_name, p.due_date, p.amount, p.remaining, l.updated_at
            from payment p join loans l on l.account_id = :account and l.id = p.loan_id
            where p.due_date between cast(:from as date) and cast(:to as date)
            """;

    private DatedPayments() {}
}
