package app.zapiska.platform;

import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One piece of a list. @param nextCursor where the next piece begins; null at the end */
public record Page<T>(
        @Schema(required = true) List<T> items,
        @Schema(required = true, nullable = true) String nextCursor) {

    /** A list that is short by nature. */
    public static <T> Page<T> whole(List<T> items) {
        return new Page<>(items, null);
    }

    /**
     * @param rows up to {@code limit + 1}: one more than is shown tells that there is more
     * @param cursor of the last row shown
     */
    public static <R, T> Page<T> of(List<R> rows, int limit, Function<R, T> view, Function<R, String> cursor) {
        var shown = rows.subList(0, Math.min(limit, rows.size()));
        return new Page<>(
                shown.stream().map(view).toList(), rows.size() > limit ? cursor.apply(shown.getLast()) : null);
    }
}
