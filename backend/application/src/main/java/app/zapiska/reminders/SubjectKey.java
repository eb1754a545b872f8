package app.zapiska.reminders;

import app.zapiska.delivery.Topic;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which thing a reminder is about. */
public record SubjectKey(Kind kind, long id) {

    /** The names stand in the database, the codes in the buttons of old messages: both are kept for ever. */
    public enum Kind {
        TASK("t"),
        /** One payment of a loan's schedule. */
        INSTALLMENT("i"),
        /** The return of a loan that has no schedule. */
        LOAN("l"),
        /** What a chosen plan pays to a loan before anything asks for it. */
        PLANNED("p");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }

        public boolean isPayment() {
            return this != TASK;
        }

        /**
         * For SQL. What a newer version reminds of besides is left to its own replicas: one that knows nothing of it could not even
         * give it back.
         */
        static String known() {
            return Stream.of(values()).map(kind -> "'" + kind.name() + "'").collect(Collectors.joining(", "));
        }

        static Optional<Kind> ofName(String name) {
            return Stream.of(values()).filter(kind -> kind.name().equals(name)).findFirst();
        }

        public static Optional<Kind> ofCode(String code) {
            return Stream.of(values()).filter(kind -> kind.code.equals(code)).findFirst();
        }
    }

    /** As messages name it that are about several. */
    public Topic topic() {
        return new Topic(kind.name(), id);
    }

    public static SubjectKey of(Topic topic) {
        return new SubjectKey(Kind.valueOf(topic.kind()), topic.id());
    }

    public static SubjectKey task(long id) {
        return new SubjectKey(Kind.TASK, id);
    }

    public static SubjectKey installment(long id) {
        return new SubjectKey(Kind.INSTALLMENT, id);
    }

    public static SubjectKey loan(long id) {
        return new SubjectKey(Kind.LOAN, id);
    }

    public static SubjectKey planned(long id) {
        return new SubjectKey(Kind.PLANNED, id);
    }
}
