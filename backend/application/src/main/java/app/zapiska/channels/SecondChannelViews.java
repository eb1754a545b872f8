package app.zapiska.channels;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The second channel as its owner sees it. */
final class SecondChannelViews {

    private SecondChannelViews() {}

    /**
     * @param endpointSha256 of the subscription's address, in hexadecimal digits: by it a browser knows itself
     * @param works false: our key is another one since, or it was refused; it subscribes again at the next visit
     */
    @Schema(name = "PushDevice")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record DeviceView(
            @Schema(required = true) long id,
            @Schema(required = true) String endpointSha256,
            @Schema(required = true) String userAgent,
            @Schema(required = true) Instant createdAt,
            @Schema(required = true, nullable = true) Instant lastSentAt,
            @Schema(required = true) boolean works) {}

    /**
     * @param publicKey what a browser subscribes with: base64url, 65 bytes
     * @param afterMinutes how long Telegram must be away before the second channel takes over
     * @param details whether its messages name the task, the lender and the sum
     */
    @Schema(name = "SecondChannel")
    record View(
            @Schema(required = true) String publicKey,
            @Schema(required = true) int afterMinutes,
            @Schema(required = true) boolean details,
            @Schema(required = true) List<DeviceView> devices) {}

    /**
     * @param sent to so many devices
     * @param gone so many had given their subscription up and are off the list
     * @param failed so many could not be reached now
     */
    @Schema(name = "PushTrial")
    record TrialView(
            @Schema(required = true) int sent,
            @Schema(required = true) int gone,
            @Schema(required = true) int failed) {

        static TrialView of(List<PushAnswer> answers) {
            int sent = (int) answers.stream()
                    .filter(PushAnswer.Accepted.class::isInstance)
                    .count();
            int gone = (int)
                    answers.stream().filter(PushAnswer.Gone.class::isInstance).count();
            return new TrialView(sent, gone, answers.size() - sent - gone);
        }
    }
}
