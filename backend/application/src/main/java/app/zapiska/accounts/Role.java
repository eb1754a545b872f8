package app.zapiska.accounts;

import java.util.Locale;

/** What an account may do. */
public enum Role {
    /** Everything, and inviting others. */
    OWNER,
    /** Everything with its own data. */
    MEMBER,
    /** Looking only. */
    READER;

    boolean mayWrite() {
        return this != READER;
    }

    String slug() {
        return name().toLowerCase(Locale.ROOT);
    }
}
