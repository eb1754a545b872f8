package app.zapiska.tasks;

/**
 * Which tasks a list shows and a counter counts, as a condition over {@code tasks}. A task of today that is already missed
 * is both of today and overdue.
 *
 * <p>The parameters: {@code :today} the account's day, {@code :passedUntil} see {@link Due#passedUntil}.
 */
enum TaskFilter {
    ALL("true"),
    OPEN("status = 'OPEN'"),
    // due_end alone can't tell the end of yesterday from midnight; it is there for the index.
    TODAY("status = 'OPEN' and due_date = cast(:today as date)"
            + " and due_end >= cast(:today as date) and due_end <= cast(:today as date) + 1"),
    OVERDUE("status = 'OPEN' and due_end <= cast(:passedUntil as timestamp)"),
    IMPORTANT("status = 'OPEN' and importance = 1"),
    DONE("status = 'DONE'");

    private final String condition;

    TaskFilter(String condition) {
        this.condition = condition;
    }

    String condition() {
        return condition;
    }
}
