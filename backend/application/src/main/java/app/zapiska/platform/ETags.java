package app.zapiska.platform;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.EntityTag;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
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
    public static ExpectedVersion ifMatch(String header) {
        if (header == null || header.isBlank()) {
            throw new ProblemException(ProblemType.PRECONDITION_REQUIRED);
        }
        if (header.strip().equals("*")) {
            return new ExpectedVersion(true, Set.of(), ReadOnlyFields.ofRequest());
        }
        return new ExpectedVersion(
                false,
                Arrays.stream(header.split(","))
                        .map(String::strip)
                        .map(TAG::matcher)
                        .filter(java.util.regex.Matcher::matches)
                        .map(tag -> Integer.parseInt(tag.group(1)))
                        .collect(Collectors.toUnmodifiableSet()),
                ReadOnlyFields.ofRequest());
    }

    public static final class ExpectedVersion {

        private final boolean any;
        // None of them when the tags were not ours: then nothing matches.
        private final Set<Integer> versions;
        private final ReadOnlyFields returned;

        private ExpectedVersion(boolean any, Set<Integer> versions, ReadOnlyFields returned) {
            this.any = any;
            this.versions = versions;
            this.returned = returned;
        }

        /**
         * @param current the resource as it is now, as it is shown; put into the problem
         * @throws DomainException.Stale when this version is not the one that was seen
         * @throws DomainException.Invalid when the body would change what is not the client's to change
         */
        public void check(int version, Supplier<?> current) {
            if (!is(version)) {
                throw new DomainException.Stale(ProblemType.STALE.detail(), current.get());
            }
            if (!returned.isEmpty()) {
                returned.compare(current.get());
            }
        }

        /** The same, within a {@link #change}. */
        public void check(int version) {
            if (!is(version) || !returned.isEmpty()) {
                throw new NotCompared();
            }
        }

        /**
         * Changes what was seen.
         *
         * <p>What is shown of it is read only when a problem needs it or the body has to be compared with it, and never in the
         * change's own transaction, which has the only connection that it may hold. The change is then done anew: of exactly
         * the version that was compared, or not at all.
         *
         * @param change asks {@link #check(int)} under the lock of what it changes
         * @param shown reads the resource as it is now, as often as it is subscribed to
         * @param meant what of it the body is about
         */
        public <V, T> Uni<T> change(
                Function<ExpectedVersion, Uni<T>> change,
                Uni<V> shown,
                ToIntFunction<V> versionOf,
                Function<V, ?> meant) {
            return Uni.createFrom()
                    .deferred(() -> change.apply(this))
                    .onFailure(NotCompared.class)
                    .recoverWithUni(() -> shown.chain(now -> {
                        var version = versionOf.applyAsInt(now);
                        if (!is(version)) {
                            throw new DomainException.Stale(ProblemType.STALE.detail(), now);
                        }
                        returned.compare(meant.apply(now));
                        var compared = new ExpectedVersion(false, Set.of(version), ReadOnlyFields.NONE);
                        return Uni.createFrom()
                                .deferred(() -> change.apply(compared))
                                .onFailure(NotCompared.class)
                                .recoverWithUni(() -> change(change, shown, versionOf, meant));
                    }));
        }

        public <V, T> Uni<T> change(
                Function<ExpectedVersion, Uni<T>> change, Uni<V> shown, ToIntFunction<V> versionOf) {
            return change(change, shown, versionOf, Function.identity());
        }

        private boolean is(int version) {
            return any || versions.contains(version);
        }
    }

    /** Undoes a change before it has done anything: what it is about must be looked at first. */
    private static final class NotCompared extends RuntimeException {
        NotCompared() {
            super(null, null, false, false);
        }
    }
}
