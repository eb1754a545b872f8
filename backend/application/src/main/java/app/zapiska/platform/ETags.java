package app.zapiska.platform;

import jakarta.ws.rs.core.EntityTag;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Versions of resources as HTTP speaks of them: {@code ETag: "v3"} and {@code If-Match: "v3"}. */
public final class ETags {

    private static final Pattern TAG = Pattern.compile("(?:W/)?\"v(\\d{1,9})\"");

    private ETags() {}

    /** The tag of a version, for {@code ResponseBuilder.tag}. */
    public static EntityTag of(int version) {
        return new EntityTag("v" + version);
    }

    /**
     * What a client says it has seen.
     *
     * <p>A weak tag counts like a strong one: a proxy that compresses answers weakens our tags on the way out, and a
     * version says the same in every encoding. {@code *} means any version, for scripts that want to overwrite knowingly.
     *
     * @param header the value of If-Match
     * @throws ProblemException {@code precondition-required} when it is missing
     */
    public static Seen ifMatch(String header) {
        if (header == null || header.isBlank()) {
            throw new ProblemException(ProblemType.PRECONDITION_REQUIRED);
        }
        if (header.strip().equals("*")) {
            return new Seen(true, Set.of());
        }
        return new Seen(
                false,
                Arrays.stream(header.split(","))
                        .map(String::strip)
                        .map(TAG::matcher)
                        .filter(java.util.regex.Matcher::matches)
                        .map(tag -> Integer.parseInt(tag.group(1)))
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** @param versions none of them when the tags were not ours: then nothing matches */
    public record Seen(boolean any, Set<Integer> versions) {

        public boolean is(int version) {
            return any || versions.contains(version);
        }

        /**
         * @param current the resource as it is now, as it is shown; put into the problem
         * @throws DomainException.Stale when this version is not the one that was seen
         */
        public void check(int version, Supplier<?> current) {
            if (!is(version)) {
                throw new DomainException.Stale(ProblemType.STALE.detail(), current.get());
            }
        }
    }
}
