package app.zapiska.reminders;

import io.smallrye.mutiny.Uni;

/** Things that repeat: when one ends, the next must be there, or nobody is ever reminded of it. */
public interface Repeating {

    /** An expression of SQL, true when {@link #goOn} would find something; it runs every few seconds and needs an index. */
    String unfollowed();

    /** Makes the next one of those that were ended by somebody who did not. */
    Uni<Void> goOn();
}
