package app.zapiska.loans;

/**
 * The orders of a list. Each ends with the id, so that it is total and a page can go on after any loan. A loan without a next
 * payment sorts last by it.
 */
enum LoanSort {
    NEXT("next_due, id", "(next_due, id) > (cast(cast(:afterNextDue as text) as date), cast(:afterId as bigint))"),
    ORG("org_folded, id", "(org_folded, id) > (cast(:afterOrg as text) collate \"C\", cast(:afterId as bigint))"),
    /** The greatest first. */
    DEBT("debt desc, id", "(-debt, id) > (-cast(:afterDebt as numeric), cast(:afterId as bigint))");

    private final String order;
    private final String after;

    LoanSort(String order, String after) {
        this.order = order;
        this.after = after;
    }

    String order() {
        return order;
    }

    /** The loans that follow the one in the parameters. */
    String after() {
        return after;
    }
}
