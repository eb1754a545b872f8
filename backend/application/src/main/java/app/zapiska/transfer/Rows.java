package app.zapiska.transfer;

import app.zapiska.transfer.Archived.Kind;
import app.zapiska.transfer.ImportWriter.Target;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/** Many rows by one statement: they go to the database as JSON, which it takes apart. */
@Singleton
class Rows {

    private final ObjectMapper json;

    Rows(ObjectMapper json) {
        this.json = json;
    }

    /** What a line of the source became here. */
    @RegisterForReflection
    record Known(long sourceId, long id) {}

    /** Ids that nothing else will ever have: a sequence never falls behind what an import writes. */
    Uni<List<Long>> nextIds(String table, int count) {
        return count == 0
                ? Uni.createFrom().item(List.of())
                : Panache.getSession()
                        .chain(session -> session.createNativeQuery(
                                        "select nextval(pg_get_serial_sequence(:table, 'id')) from generate_series(1, :count)",
                                        Long.class)
                                .setParameter("table", table)
                                .setParameter("count", count)
                                .getResultList())
                        .map(ids -> ids.stream().sorted().toList());
    }

    static List<Known> pairs(List<? extends Archived> lines, List<Long> ids) {
        return IntStream.range(0, lines.size())
                .mapToObj(i -> new Known(lines.get(i).id(), ids.get(i)))
                .toList();
    }

    Uni<Void> remember(Target target, Kind kind, List<Known> known) {
        return known.isEmpty()
                ? Uni.createFrom().voidItem()
                : Panache.getSession()
                        .chain(session -> session.createNativeQuery("""
                                        insert into import_rows (account_id, source, kind, source_id, id)
                                        select cast(:account as bigint), cast(:source as text), cast(:kind as text), "sourceId", id
                                        from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r("sourceId" bigint, id bigint)
                                        """)
                                .setParameter("account", target.account().accountId())
                                .setParameter("source", target.source())
                                .setParameter("kind", kind.name())
                                .setParameter("rows", text(known))
                                .executeUpdate())
                        .replaceWithVoid();
    }

    Uni<Void> insert(Target target, String sql, Collection<?> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : Panache.getSession()
                        .chain(session -> session.createNativeQuery(sql)
                                .setParameter("account", target.account().accountId())
                                .setParameter("rows", text(rows))
                                .executeUpdate())
                        .replaceWithVoid();
    }

    String text(Object rows) {
        try {
            return json.writeValueAsString(rows);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }
}
