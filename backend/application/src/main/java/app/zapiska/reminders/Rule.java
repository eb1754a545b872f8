package app.zapiska.reminders;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.LocalTime;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.DiscriminatorMapping;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.media.SchemaProperty;

/** One line of a reminder template: when to remind, relative to the due moment. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Rule.Before.class, name = "before"),
    @JsonSubTypes.Type(value = Rule.OnDay.class, name = "onDay"),
    @JsonSubTypes.Type(value = Rule.Every.class, name = "every"),
    @JsonSubTypes.Type(value = Rule.BeforeEnd.class, name = "beforeEnd")
})
@Schema(
        oneOf = {Rule.Before.class, Rule.OnDay.class, Rule.Every.class, Rule.BeforeEnd.class},
        discriminatorProperty = "kind",
        discriminatorMapping = {
            @DiscriminatorMapping(value = "before", schema = Rule.Before.class),
            @DiscriminatorMapping(value = "onDay", schema = Rule.OnDay.class),
            @DiscriminatorMapping(value = "every", schema = Rule.Every.class),
            @DiscriminatorMapping(value = "beforeEnd", schema = Rule.BeforeEnd.class)
        })
public sealed interface Rule {

    Rule AT_DUE = new Before(0);

    /** Minutes. */
    int SHORTEST_INTERVAL = 5;

    /** What is wrong with it beyond its single fields. */
    default Optional<Fault> fault() {
        return Optional.empty();
    }

    enum Fault {
        /** A window begins either at a time or so long before. */
        ONE_BEGINNING,
        ENDS_BEFORE_IT_BEGINS,
        TOO_MANY
    }

    /**
     * @param minutes before the due instant, 0 for the instant itself, at most a year. Whole days, which are multiples of 1,440,
     *     are days of wall time: the same time of an earlier day, whatever the clocks did between
     */
    @Schema(
            name = "BeforeRule",
            requiredProperties = {"kind", "minutes"},
            properties = @SchemaProperty(name = "kind", type = SchemaType.STRING, enumeration = "before"))
    record Before(@NotNull @Min(0) @Max(527_040) Integer minutes) implements Rule {

        private static final int DAY = 1_440;

        /** Empty when it is counted in exact minutes. */
        Optional<Integer> days() {
            return minutes > 0 && minutes % DAY == 0 ? Optional.of(minutes / DAY) : Optional.empty();
        }
    }

    /** @param daysBefore whole days before the due day; @param time wall time in the account's zone */
    @Schema(
            name = "OnDayRule",
            requiredProperties = {"kind", "daysBefore", "time"},
            properties = @SchemaProperty(name = "kind", type = SchemaType.STRING, enumeration = "onDay"))
    record OnDay(
            @NotNull @Min(0) @Max(366) Integer daysBefore,
            @NotNull LocalTime time) implements Rule {}

    /**
     * Again and again through a window that begins on the due day.
     *
     * @param minutes exact minutes from one to the next
     * @param from wall time of the due day; either this or {@code fromMinutesBefore}. Later than the window's end leaves
     *     the window empty: it is never taken for the evening before
     * @param fromMinutesBefore counted back from the due instant in exact minutes
     * @param untilMinutesBefore the last moment of the window, counted back from the due instant; 0 for the instant itself
     */
    @Schema(
            name = "EveryRule",
            requiredProperties = {"kind", "minutes", "untilMinutesBefore"},
            properties = @SchemaProperty(name = "kind", type = SchemaType.STRING, enumeration = "every"))
    record Every(
            @NotNull @Min(SHORTEST_INTERVAL) @Max(1_440) Integer minutes,
            @JsonInclude(JsonInclude.Include.NON_NULL) LocalTime from,

            @Min(1) @Max(10_080) @JsonInclude(JsonInclude.Include.NON_NULL)
            Integer fromMinutesBefore,

            @NotNull @Min(0) @Max(10_080) Integer untilMinutesBefore)
            implements Rule {

        private static final int MOST_MOMENTS = 1_440 / SHORTEST_INTERVAL;

        @Override
        public Optional<Fault> fault() {
            if ((from == null) == (fromMinutesBefore == null)) {
                return Optional.of(Fault.ONE_BEGINNING);
            }
            if (from != null) {
                return Optional.empty();
            }
            // The window is the same whatever the due moment is.
            if (fromMinutesBefore < untilMinutesBefore) {
                return Optional.of(Fault.ENDS_BEFORE_IT_BEGINS);
            }
            return (fromMinutesBefore - untilMinutesBefore) / minutes < MOST_MOMENTS
                    ? Optional.empty()
                    : Optional.of(Fault.TOO_MANY);
        }
    }

    /** @param minutes exact minutes before the end of what has a duration; silent about everything else */
    @Schema(
            name = "BeforeEndRule",
            requiredProperties = {"kind", "minutes"},
            properties = @SchemaProperty(name = "kind", type = SchemaType.STRING, enumeration = "beforeEnd"))
    record BeforeEnd(@NotNull @Min(0) @Max(10_080) Integer minutes) implements Rule {}
}
