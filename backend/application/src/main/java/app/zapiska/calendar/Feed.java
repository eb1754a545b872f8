package app.zapiska.calendar;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A link under which a calendar program reads. Its secret is shown once and kept only as a hash: it is random, so SHA-256 is enough. */
@Entity
@Table(name = "calendar_feeds")
class Feed {

    @Schema(name = "CalendarFeedContent")
    enum Content {
        @JsonProperty("tasks")
        TASKS,
        @JsonProperty("payments")
        PAYMENTS,
        @JsonProperty("all")
        ALL;

        boolean tasks() {
            return this != PAYMENTS;
        }

        boolean payments() {
            return this != TASKS;
        }
    }

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "account_id")
    private long accountId;

    private String name;

    @Enumerated(EnumType.STRING)
    private Content content;

    @Column(name = "hide_details")
    private boolean hideDetails;

    @Column(name = "secret_sha256")
    private byte[] secretSha256;

    @Column(name = "created_at")
    private Instant createdAt;

    protected Feed() {}

    Feed(long accountId, String name, Content content, boolean hideDetails, byte[] secretSha256, Instant now) {
        this.accountId = accountId;
        this.name = name;
        this.content = content;
        this.hideDetails = hideDetails;
        this.secretSha256 = secretSha256;
        this.createdAt = now;
    }

    Long id() {
        return id;
    }

    String name() {
        return name;
    }

    Content content() {
        return content;
    }

    boolean hidesDetails() {
        return hideDetails;
    }

    Instant createdAt() {
        return createdAt;
    }
}
