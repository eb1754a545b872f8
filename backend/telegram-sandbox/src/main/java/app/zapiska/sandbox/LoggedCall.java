package app.zapiska.sandbox;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;

/** A line of the call log; the answer becomes known later. */
final class LoggedCall {

    private final Instant at;
    private final String method;
    private final Map<String, String> params;
    private final OptionalLong chatId;
    private volatile int answerCode = ApiCall.OPEN;
    private volatile boolean accepted;

    LoggedCall(Instant at, String method, Map<String, String> params, OptionalLong chatId) {
        this.at = at;
        this.method = method;
        this.params = params;
        this.chatId = chatId;
    }

    void accepted() {
        accepted = true;
    }

    void answered(int code) {
        answerCode = code;
    }

    ApiCall view() {
        return new ApiCall(at, method, params, chatId, answerCode, accepted);
    }
}
