package app.zapiska.standalone;

/** The launcher can't go on, and a person has to do something about it. The text says what; no stack trace follows. */
final class Refusal extends Exception {

    /** The machine or the configuration stands in the way: nothing was left running. */
    static final int CANNOT_START = 1;
    /** A part kept dying and was given up. */
    static final int PART_KEEPS_DYING = 3;

    private final Text text;
    private final int exitCode;

    Refusal(int exitCode, String russian, String english) {
        super(english);
        this.text = new Text(russian, english);
        this.exitCode = exitCode;
    }

    static Refusal cannotStart(String russian, String english) {
        return new Refusal(CANNOT_START, russian, english);
    }

    Text text() {
        return text;
    }

    int exitCode() {
        return exitCode;
    }
}
