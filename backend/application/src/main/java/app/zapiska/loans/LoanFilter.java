package app.zapiska.loans;

/**
 * Which loans a list shows and a statistic counts, as a condition over {@code state} of {@link Loans}.
 *
 * <p>The parameters: {@code :today} the account's day, {@code :urgentDays} its setting.
 */
enum LoanFilter {
    ALL("true"),
    OPEN("debt > 0"),
    PAID("debt = 0"),
    /** Whatever has an {@link Urgency}; what is due today has one even when the setting is 0. */
    URGENT("next_due < cast(:today as date) + greatest(cast(:urgentDays as integer), 1)"),
    OVERDUE("next_due < cast(:today as date)");

    private final String condition;

    LoanFilter(String condition) {
        this.condition = condition;
    }

    String condition() {
        return condition;
    }
}
