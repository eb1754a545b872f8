package app.zapiska.quickadd;

/**
 * A word, a number or a sign of a line.
 *
 * @param said in small letters and with е for ё; empty for what must not be understood: quoted words, links
 * @param from offset of its first UTF-16 unit, @param to offset after its last one
 * @param apart whether it begins the line or follows a space
 */
record Word(String said, int from, int to, boolean apart) {

    boolean isSign() {
        return !said.isEmpty() && !Character.isLetterOrDigit(said.codePointAt(0));
    }
}
