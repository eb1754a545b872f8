package app.zapiska.status;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Of which version the rules of time zones are by which everything is reckoned here, and who in the same system knows newer ones.
 * Nobody else's are ever used: they are only looked at, twice a day.
 */
@Singleton
class ZoneData {

    /** Known to every source, and in none of them for other reasons than its rules. */
    private static final String ANY_ZONE = "Europe/Moscow";

    private static final Pattern VERSION = Pattern.compile("\\d{4}[a-z]{1,2}");
    private static final Path SYSTEM = Path.of("/usr/share/zoneinfo");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int YEARS_AHEAD = 3;

    /**
     * Somebody who knows more.
     *
     * @param where {@code system}, {@code jvm} or {@code database}
     * @param version null where it does not say
     * @param zones of accounts, those whose hours it tells differently; empty where only versions are compared
     */
    record Newer(String where, String version, List<String> zones) {}

    /** What a clock elsewhere shows. @param offset from UTC, in seconds */
    record Reading(String zone, Instant moment, int offset) {}

    private final Pool database;
    private final InstantSource clock;
    private final Path system;
    private final String version;
    private final Optional<String> jvm;
    private volatile List<Newer> newer;

    @Inject
    ZoneData(Pool database, InstantSource clock, MeterRegistry metrics) {
        this(database, clock, SYSTEM, ZoneRulesProvider.getVersions(ANY_ZONE).lastKey());
        Gauge.builder("zapiska.zone.data.outdated", this, data -> data.newer.isEmpty() ? 0 : 1)
                .tag("version", version)
                .description("1 when another part of the system knows newer rules of time zones than the product")
                .register(metrics);
    }

    ZoneData(Pool database, InstantSource clock, Path system, String version) {
        this.database = database;
        this.clock = clock;
        this.system = system;
        this.version = version;
        this.jvm = jvm(Path.of(System.getProperty("java.home", "")));
        this.newer = newer(List.of());
    }

    /** Such as {@code 2026f}. */
    String version() {
        return version;
    }

    List<Newer> newer() {
        return newer;
    }

    @Scheduled(identity = "zone-data", every = "12h", delayed = "30s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return readings()
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .invoke(this::compare)
                .replaceWithVoid();
    }

    private void compare(List<Reading> readings) {
        var found = newer(readings);
        if (!found.isEmpty() && !found.equals(newer)) {
            Log.warnf("The rules of time zones here are %s, and newer ones are known to: %s", version, found);
        }
        newer = found;
    }

    List<Newer> newer(List<Reading> database) {
        var zones = database.stream()
                .filter(this::surprising)
                .map(Reading::zone)
                .distinct()
                .sorted()
                .toList();
        return Stream.of(
                        newer("system", system(system)),
                        newer("jvm", jvm),
                        zones.isEmpty() ? Stream.<Newer>empty() : Stream.of(new Newer("database", null, zones)))
                .flatMap(found -> found)
                .toList();
    }

    private Stream<Newer> newer(String where, Optional<String> other) {
        return other
                .filter(theirs -> theirs.compareTo(version) > 0)
                .map(theirs -> new Newer(where, theirs, List.<String>of()))
                .stream();
    }

    /**
     * The database does not say of which version its rules are. Where it differs from us it knows more, unless it says what the
     * JVM's own older data say as well: then it is the older one.
     */
    private boolean surprising(Reading reading) {
        if (ZoneId.of(reading.zone()).getRules().getOffset(reading.moment()).getTotalSeconds() == reading.offset()) {
            return false;
        }
        var asTheJvm =
                TimeZone.getTimeZone(reading.zone()).getOffset(reading.moment().toEpochMilli())
                        == reading.offset() * 1000;
        return !(asTheJvm && jvm.filter(theirs -> theirs.compareTo(version) < 0).isPresent());
    }

    /** The only statement that asks the database for hours by the name of a zone: to compare, never to plan by. */
    private Uni<List<Reading>> readings() {
        return database.preparedQuery("""
                        select z.zone, m.moment,
                          extract(epoch from (m.moment at time zone z.zone) - (m.moment at time zone 'UTC'))::integer as seconds
                        from (select distinct time_zone as zone from accounts) z
                        cross join unnest($1::timestamptz[]) as m (moment)
                        where exists (select 1 from pg_timezone_names n where n.name = z.zone)""")
                .execute(Tuple.of(moments()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(ZoneData::reading)
                        .toList());
    }

    private static Reading reading(Row row) {
        return new Reading(
                row.getString("zone"), row.getOffsetDateTime("moment").toInstant(), row.getInteger("seconds"));
    }

    /** Now, and a winter's and a summer's day of the years ahead: decisions are made known long before they hold. */
    private OffsetDateTime[] moments() {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        var moments = new ArrayList<>(List.of(now));
        IntStream.rangeClosed(now.getYear() + 1, now.getYear() + YEARS_AHEAD)
                .boxed()
                .flatMap(year -> Stream.of(LocalDate.of(year, 1, 15), LocalDate.of(year, 7, 15)))
                .map(day -> day.atTime(12, 0).atOffset(ZoneOffset.UTC))
                .forEach(moments::add);
        return moments.toArray(OffsetDateTime[]::new);
    }

    /** As Linux writes it into the first line of its source of the data, and macOS into a file of its own. */
    static Optional<String> system(Path folder) {
        for (var file : List.of("tzdata.zi", "+VERSION")) {
            try (var lines = Files.lines(folder.resolve(file))) {
                var found = VERSION.matcher(lines.findFirst().orElse(""));
                if (found.find()) {
                    return Optional.of(found.group());
                }
            } catch (IOException | java.io.UncheckedIOException notThere) {
                // Many systems have neither.
            }
        }
        return Optional.empty();
    }

    /** The head of the file that a JVM would read its rules from. */
    static Optional<String> jvm(Path home) {
        try (var file = new DataInputStream(Files.newInputStream(home.resolve("lib/tzdb.dat")))) {
            if (file.readByte() != 1 || !file.readUTF().equals("TZDB") || file.readShort() < 1) {
                return Optional.empty();
            }
            return Optional.of(file.readUTF())
                    .filter(text -> VERSION.matcher(text).matches());
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }
}
