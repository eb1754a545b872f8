package app.zapiska.platform;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** {@code ?limit=&cursor=} of every list; take it as a {@code @BeanParam}. */
public class PageRequest {

    public static final int DEFAULT_LIMIT = 50;
    public static final int HIGHEST_LIMIT = 200;

    // A text, because JAX-RS answers 404 to a number that is none.
    @QueryParam("limit")
    @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "50"))
    String limit;

    @QueryParam("cursor")
    @Parameter(description = "nextCursor of the piece before")
    String cursor;

    /** @throws DomainException.Invalid when it is not a number from 1 to 200 */
    public int limit() {
        if (limit == null || limit.isEmpty()) {
            return DEFAULT_LIMIT;
        }
        try {
            var number = Integer.parseInt(limit);
            if (number >= 1 && number <= HIGHEST_LIMIT) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, like a number out of range.
        }
        throw new DomainException.Invalid(
                "limit", Wording.of(PlatformMessages.class, m -> m.outOfRange(1, HIGHEST_LIMIT)));
    }

    /** Null for the first piece; read it with {@link Cursors#read}. */
    public String cursor() {
        return cursor == null || cursor.isEmpty() ? null : cursor;
    }
}
