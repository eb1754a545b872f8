package app.zapiska.channels;

import java.time.Duration;

/** What became of one message to one browser, sorted by what may be done next. */
sealed interface PushAnswer {

    /** The push service took it. */
    record Accepted() implements PushAnswer {}

    /** 404 or 410: the browser has given the subscription up, for good. */
    record Gone() implements PushAnswer {}

    /** Any other 4xx: this message, or every one when our key is not the one it subscribed with. */
    record Refused(int status) implements PushAnswer {}

    /** 429. */
    record Busy(Duration retryAfter) implements PushAnswer {}

    /** It certainly did not go out. */
    record NotSent(String error) implements PushAnswer {}

    /** It may have been taken: a 5xx, or nothing came back. Never sent again. */
    record Unknown(String error) implements PushAnswer {}

    static PushAnswer of(int status, String retryAfter) {
        if (status >= 200 && status < 300) {
            return new Accepted();
        }
        return switch (status) {
            case 404, 410 -> new Gone();
            case 429 -> new Busy(seconds(retryAfter));
            default -> status >= 500 || status < 400 ? new Unknown("HTTP " + status) : new Refused(status);
        };
    }

    private static Duration seconds(String retryAfter) {
        return retryAfter != null && retryAfter.matches("\\d{1,6}")
                ? Duration.ofSeconds(Math.clamp(Long.parseLong(retryAfter), 1, 3600))
                : Duration.ofSeconds(30);
    }
}
