package app.zapiska.accounts;

import app.zapiska.platform.Slugs;

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
        return Slugs.of(this);
    }
}
