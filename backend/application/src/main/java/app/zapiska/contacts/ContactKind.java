package app.zapiska.contacts;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "CollectorContactKind")
public enum ContactKind {
    @JsonProperty("call")
    CALL,
    /** A talk of a program. */
    @JsonProperty("robotCall")
    ROBOT_CALL,
    /** By SMS, in a messenger, or spoken on an answering machine. */
    @JsonProperty("message")
    MESSAGE,
    @JsonProperty("meeting")
    MEETING,
    /** By post, of which there may be any number. */
    @JsonProperty("letter")
    LETTER
}
