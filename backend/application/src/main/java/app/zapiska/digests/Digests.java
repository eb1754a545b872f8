package app.zapiska.digests;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Who writes which kind. */
@Singleton
class Digests {

    private final Map<DigestKind, Digest> byKind = new EnumMap<>(DigestKind.class);

    Digests(@All List<Digest> all) {
        all.forEach(digest -> digest.kinds().forEach(kind -> byKind.put(kind, digest)));
    }

    Digest of(DigestKind kind) {
        return byKind.get(kind);
    }
}
