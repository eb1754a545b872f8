package app.zapiska.channels;

import java.util.Optional;

/**
 * What goes by the second channel, for a screen and for a letter.
 *
 * @param key of this very message: a letter that comes twice has it twice, so that mail programs can tell
 * @param moment when what it speaks of is due, for a letter's subject
 * @param why it does not come by Telegram, as a sentence
 * @param actable whether its page has something to tick off or to put off
 */
public record SecondMessage(Notice notice, String key, Optional<String> moment, String why, boolean actable) {}
