package app.zapiska.channels;

import app.zapiska.platform.Excerpt;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * A message for the screen of a device, with all the words its buttons need: what shows it there has none of its own.
 *
 * @param tag the device keeps one message of it: a later one takes the place of an earlier one
 * @param path of the page that a press opens
 * @param task that the buttons act on; empty: there are none
 */
public record Notice(String title, String body, String tag, String path, OptionalLong task, Words words) {

    private static final int LONGEST_TITLE = 150;
    /** A letter says all of it. */
    public static final int LONGEST_BODY = 400;

    /**
     * What its buttons say, and what is said when they were pressed.
     *
     * @param snoozeMinutes for how long the second button puts off
     */
    public record Words(
            String done,
            String snooze,
            String doneAnswer,
            String snoozedAnswer,
            String failed,
            String open,
            String language,
            long snoozeMinutes) {

        /** Of one without buttons. */
        public static Words none(Locale language) {
            return new Words("", "", "", "", "", "", language.getLanguage(), 0);
        }
    }

    /** At most 3 kB, of which push services take 4 with what encryption adds. */
    byte[] payload() {
        var payload = new JsonObject()
                .put("title", Excerpt.of(title, LONGEST_TITLE))
                .put("body", Excerpt.of(body, LONGEST_BODY))
                .put("tag", tag)
                .put("path", path)
                .put("language", words.language());
        if (task.isPresent()) {
            payload.put("task", task.getAsLong())
                    .put("done", words.done())
                    .put("snooze", words.snooze())
                    .put("doneAnswer", words.doneAnswer())
                    .put("snoozedAnswer", words.snoozedAnswer())
                    .put("failed", words.failed())
                    .put("open", words.open())
                    .put("snoozeMinutes", words.snoozeMinutes());
        }
        return payload.encode().getBytes(StandardCharsets.UTF_8);
    }
}
