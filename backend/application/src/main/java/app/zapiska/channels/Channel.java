package app.zapiska.channels;

/** A way to a person whom Telegram does not reach. The names stand in the database. */
public enum Channel {
    PUSH,
    MAIL
}
