package app.zapiska.telegram;

import com.pengrad.telegrambot.request.BaseRequest;
import com.pengrad.telegrambot.response.GetUpdatesResponse;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * getUpdates with a 64-bit offset: the library's own one overflows at the largest id to a negative number, with which
 * Telegram forgets updates nobody has seen.
 */
final class UpdatesRequest extends BaseRequest<UpdatesRequest, GetUpdatesResponse> {

    static final String[] KINDS = {"message", "callback_query", "my_chat_member"};

    UpdatesRequest(OptionalLong offset, Duration longPoll) {
        super(GetUpdatesResponse.class);
        add("timeout", longPoll.toSeconds());
        add("limit", 100);
        add("allowed_updates", KINDS);
        offset.ifPresent(number -> add("offset", number));
    }

    @Override
    public String getMethod() {
        return "getUpdates";
    }
}
