package app.zapiska.tasks;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** What is to be done to each of many tasks. */
sealed interface BulkAction {

    /** As the API names it. */
    String name();

    /** @return whether it changed anything */
    boolean apply(Task task, Instant now);

    record Complete() implements BulkAction {
        @Override
        public String name() {
            return "complete";
        }

        @Override
        public boolean apply(Task task, Instant now) {
            return task.complete(now);
        }
    }

    record Reopen() implements BulkAction {
        @Override
        public String name() {
            return "reopen";
        }

        @Override
        public boolean apply(Task task, Instant now) {
            return task.reopen(now);
        }
    }

    record Delete() implements BulkAction {
        @Override
        public String name() {
            return "delete";
        }

        @Override
        public boolean apply(Task task, Instant now) {
            task.delete(now);
            return true;
        }
    }

    record Move(Optional<Long> toCategory) implements BulkAction {
        @Override
        public String name() {
            return "move";
        }

        @Override
        public boolean apply(Task task, Instant now) {
            return task.move(toCategory, now);
        }
    }

    /** @param keepTime a day alone leaves each task its time of day */
    record Redate(Optional<Due> due, boolean keepTime) implements BulkAction {
        @Override
        public String name() {
            return "redate";
        }

        @Override
        public boolean apply(Task task, Instant now) {
            return task.redate(due.map(wanted -> of(task, wanted)), now);
        }

        private Due of(Task task, Due wanted) {
            return keepTime && wanted.time().isEmpty()
                    ? new Due(wanted.date(), task.due().flatMap(Due::time))
                    : wanted;
        }
    }

    /** From one day to another, if it is still open and of that day; it keeps its time of day. */
    record Postpone(LocalDate from, LocalDate to) implements BulkAction {
        @Override
        public String name() {
            return "redate";
        }

        @Override
        public boolean apply(Task task, Instant now) {
            var due = task.due()
                    .filter(_ -> task.open())
                    .filter(then -> then.date().equals(from));
            return due.isPresent()
                    && task.redate(Optional.of(new Due(to, due.get().time())), now);
        }
    }

    /** @param template empty: no reminders */
    record Template(Optional<Long> template) implements BulkAction {
        @Override
        public String name() {
            return "template";
        }

        @Override
        public boolean apply(Task task, Instant now) {
            return task.remindBy(template, now);
        }
    }

    record Importance(int importance) implements BulkAction {
        @Override
        public String name() {
            return "importance";
        }

        @Override
        public boolean apply(Task task, Instant now) {
            return task.rank(importance, now);
        }
    }
}
