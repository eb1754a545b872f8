package app.zapiska.tasks;

/**
 * The orders of a list. Each ends with the id, so that it is total and a page can go on after any task. No due moment sorts
 * last.
 */
enum TaskSort {
    IMPORTANCE(
            "importance, due_end, id",
            "(importance, due_end, id) > (cast(:afterImportance as smallint), cast(cast(:afterDueEnd as text) as timestamp),"
                    + " cast(:afterId as bigint))"),
    DUE("due_end, id", "(due_end, id) > (cast(cast(:afterDueEnd as text) as timestamp), cast(:afterId as bigint))"),
    /** The newest first. */
    CREATED(
            "created_at desc, id desc",
            "(created_at, id) < (cast(:afterCreatedAt as timestamptz), cast(:afterId as bigint))"),
    /** See {@link TaskDays}, which the list is put together by. */
    DAY("section, listed_day, listed_place, id", "true");

    private final String order;
    private final String after;

    TaskSort(String order, String after) {
        this.order = order;
        this.after = after;
    }

    String order() {
        return order;
    }

    /** The tasks that follow the one in the parameters. */
    String after() {
        return after;
    }
}
