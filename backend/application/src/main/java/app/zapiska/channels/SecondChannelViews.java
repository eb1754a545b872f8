package app.zapiska.channels;

import app.zapiska.platform.sql.Sql;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.mutiny.sqlclient.Row;
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
     * @param mail the way beside the browsers
     */
    @Schema(name = "SecondChannel")
    record View(
            @Schema(required = true) String publicKey,
            @Schema(required = true) int afterMinutes,
            @Schema(required = true) boolean details,
            @Schema(required = true) List<DeviceView> devices,
            @Schema(required = true) MailView mail) {}

    /**
     * @param configured false: this installation sends no mail
     * @param address that letters go to; null when none is confirmed
     * @param refusedAt when the mail server said that there is no such mailbox: nothing goes there any more; else null
     * @param refusal what it said: its codes
     * @param pending the address that waits to be confirmed; null when none does
     * @param failingSince since when the mail server takes no letters at all; null while it does
     */
    @Schema(name = "MailChannel")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record MailView(
            @Schema(required = true) boolean configured,
            @Schema(required = true, nullable = true) String address,
            @Schema(required = true, nullable = true) Instant confirmedAt,
            @Schema(required = true, nullable = true) Instant lastSentAt,
            @Schema(required = true, nullable = true) Instant refusedAt,
            @Schema(required = true, nullable = true) String refusal,
            @Schema(required = true, nullable = true) String pending,
            @Schema(required = true, nullable = true) Instant pendingUntil,
            @Schema(required = true, nullable = true) Instant failingSince) {

        private static String shown(String address) {
            return address == null ? null : MailAddress.shown(address);
        }

        static MailView of(Row row, Instant now) {
            var until = Sql.instant(row, "pending_until");
            boolean waits = until != null && until.isAfter(now);
            return new MailView(
                    row.getBoolean("mail_configured"),
                    shown(row.getString("address")),
                    Sql.instant(row, "confirmed_at"),
                    Sql.instant(row, "mail_sent_at"),
                    Sql.instant(row, "refused_at"),
                    row.getString("refusal"),
                    waits ? shown(row.getString("pending")) : null,
                    waits ? until : null,
                    Sql.instant(row, "failing_since"));
        }
    }

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
