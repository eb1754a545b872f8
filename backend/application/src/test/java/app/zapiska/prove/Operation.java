package app.zapiska.prove;

import java.util.Set;

/** What a person does, by which way, and how often beside the others. */
enum Operation {
    ADD_TASK(Way.PAGE, 6),
    ADD_TASK_BY_SCRIPT(Way.SCRIPT, 6),
    /** A loan to pay off by and by. */
    ADD_LOAN_BY_SCRIPT(Way.SCRIPT, 1),
    /** One that is due today and nags until it is paid. */
    ADD_PAYMENT_BY_SCRIPT(Way.SCRIPT, 3),
    COMPLETE(Way.PAGE, 3),
    COMPLETE_BY_SCRIPT(Way.SCRIPT, 2),
    PRESS_DONE(Way.CHAT, 6),
    SNOOZE(Way.PAGE, 4),
    PRESS_SNOOZE(Way.CHAT, 2),
    PRESS_PAID(Way.CHAT, 3),
    REOPEN(Way.PAGE, 2),
    DELETE(Way.PAGE, 2),
    RESTORE(Way.PAGE, 2),
    PAY(Way.PAGE, 4),
    PAY_BY_SCRIPT(Way.SCRIPT, 4),
    LOOK(Way.PAGE, 5),
    LOOK_AT_ANOTHERS(Way.PAGE, 2),
    LIST_IN_CHAT(Way.CHAT, 2),
    /** More in a moment than the bot may answer in one. */
    WRITE_MUCH(Way.CHAT, 1);

    enum Way {
        PAGE,
        SCRIPT,
        CHAT
    }

    static final Set<Operation> ADDING_TASKS = Set.of(ADD_TASK, ADD_TASK_BY_SCRIPT);
    static final Set<Operation> COMPLETING = Set.of(COMPLETE, COMPLETE_BY_SCRIPT, PRESS_DONE);
    static final Set<Operation> SNOOZING = Set.of(SNOOZE, PRESS_SNOOZE);
    static final Set<Operation> PAYING = Set.of(PAY, PAY_BY_SCRIPT, PRESS_PAID);
    static final Set<Operation> ADDING_LOANS = Set.of(ADD_LOAN_BY_SCRIPT, ADD_PAYMENT_BY_SCRIPT);
    static final Set<Operation> ADDING_WHAT_NAGS = Set.of(ADD_TASK, ADD_TASK_BY_SCRIPT, ADD_PAYMENT_BY_SCRIPT);
    static final Set<Operation> ENDING_A_NAG = Set.of(COMPLETE, COMPLETE_BY_SCRIPT, PRESS_DONE, PRESS_PAID);

    final Way way;
    final int weight;

    Operation(Way way, int weight) {
        this.way = way;
        this.weight = weight;
    }
}
