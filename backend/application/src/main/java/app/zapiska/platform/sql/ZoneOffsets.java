package app.zapiska.platform.sql;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Map;

/**
 * The wall clock of an account inside a statement, by our rules of time zones: the database's may be older. Each offset with the
 * time in which it holds.
 */
public final class ZoneOffsets {

    /** Rows {@code (since, till, seconds)}: what begins at {@code since} and ends before {@code till}. */
    public static final String ROWS = """
            select since, till, seconds from unnest(cast(:offsetsSince as timestamptz[]), cast(:offsetsTill as timestamptz[]),
              cast(:offsetSeconds as integer[])) as o (since, till, seconds)
            """;

    private ZoneOffsets() {}

    /** The wall time of an instant {@code column}, as a timestamp without a zone. @param offset name of one of the rows */
    public static String wall(String column, String offset) {
        return "(" + column + " at time zone 'UTC' + make_interval(secs => " + offset + ".seconds))";
    }

    /** @param end exclusive */
    public static void put(Map<String, Object> parameters, ZoneId zone, Instant start, Instant end) {
        var rules = zone.getRules();
        var starts = new ArrayList<OffsetDateTime>();
        var ends = new ArrayList<OffsetDateTime>();
        var seconds = new ArrayList<Integer>();
        for (var since = start; since.isBefore(end); ) {
            var change = rules.nextTransition(since);
            var till = change == null || change.getInstant().isAfter(end) ? end : change.getInstant();
            starts.add(Sql.utc(since));
            ends.add(Sql.utc(till));
            seconds.add(rules.getOffset(since).getTotalSeconds());
            since = till;
        }
        parameters.put("offsetsSince", starts.toArray(OffsetDateTime[]::new));
        parameters.put("offsetsTill", ends.toArray(OffsetDateTime[]::new));
        parameters.put("offsetSeconds", seconds.toArray(Integer[]::new));
    }
}
