package app.zapiska.channels;

import java.util.regex.Pattern;

/** What became of one letter, sorted by what may be done next. Nothing a server wrote is told, as it quotes addresses. */
sealed interface MailAnswer {

    /** The mail server took it. */
    record Accepted() implements MailAnswer {}

    /** There is no such mailbox, for good. */
    record AddressRefused(String code) implements MailAnswer {}

    /** It certainly did not go out. */
    record NotSent(String error, boolean forGood) implements MailAnswer {}

    /** It was given away and nothing came back. Never sent again under its number. */
    record Unknown(String error) implements MailAnswer {}

    /** RFC 3463: what is wrong with the mailbox itself, and not with us, our letter or its fullness. */
    Pattern OF_THE_MAILBOX = Pattern.compile("5\\.(?:1\\.[0-9]{1,3}|2\\.[01])");

    /**
     * Of a reply that is no consent.
     *
     * @param stage the command it answered
     * @param enhanced the code of RFC 3463; empty when there is none
     */
    static MailAnswer refused(String stage, int code, String enhanced) {
        var words = code + (enhanced.isEmpty() ? "" : " " + enhanced);
        boolean noMailbox = stage.equals("RCPT")
                && (enhanced.isEmpty()
                        ? code == 550 || code == 551 || code == 553
                        : code >= 500 && OF_THE_MAILBOX.matcher(enhanced).matches());
        return noMailbox ? new AddressRefused(words) : new NotSent(words + " to " + stage, code >= 500);
    }
}
