package app.zapiska.channels;

import java.time.Duration;
import java.util.List;

/** How a message by the second channel ended, by push for all of a person's devices together. */
public sealed interface SecondOutcome {

    /** At least one device gets it. */
    record Sent() implements SecondOutcome {}

    /** It certainly reached nobody; it may be tried again. */
    record NotSent(String error, Duration again) implements SecondOutcome {}

    /** There is nobody any more whom it could reach. */
    record Nobody() implements SecondOutcome {}

    /** It may have reached somebody. Never sent again. */
    record Unknown(String error) implements SecondOutcome {}

    Duration SOON = Duration.ofSeconds(20);

    /**
     * One that took it is enough, and one that perhaps took it forbids to send it again.
     *
     * @param left whether a device is left after those that are gone were taken off the list
     */
    static SecondOutcome of(List<PushAnswer> answers, boolean left) {
        if (answers.stream().anyMatch(PushAnswer.Accepted.class::isInstance)) {
            return new Sent();
        }
        for (var answer : answers) {
            if (answer instanceof PushAnswer.Unknown(String error)) {
                return new Unknown(error);
            }
        }
        if (!left) {
            return new Nobody();
        }
        var error = "";
        var again = SOON;
        for (var answer : answers) {
            switch (answer) {
                case PushAnswer.NotSent(String why) -> error = why;
                case PushAnswer.Refused(int status) -> error = "HTTP " + status;
                case PushAnswer.Busy(Duration retryAfter) -> {
                    error = "429: retry after " + retryAfter.toSeconds() + " s";
                    again = retryAfter;
                }
                case PushAnswer.Accepted accepted -> {}
                case PushAnswer.Gone gone -> {}
                case PushAnswer.Unknown unknown -> {}
            }
        }
        return new NotSent(error, again);
    }
}
