package app.zapiska.delivery;

import java.util.Map;

/** Work that becomes due without anybody calling, and how the database can be asked whether there is any. */
public interface DueWork {

    /**
     * By the name of the work, in small letters and underscores: an expression of SQL that is true whenever a try of the work
     * would find something, and may be true more often. It runs every second, so each of its tables needs an index for it.
     * {@code coalesce($1, now())} is the moment.
     */
    Map<String, String> conditions();
}
