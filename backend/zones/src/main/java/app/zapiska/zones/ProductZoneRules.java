package app.zapiska.zones;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesException;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.joda.time.DateTimeZone;
import org.joda.time.tz.ZoneInfoProvider;

/**
 * The rules of time zones by which the whole product reckons: those that a library brings, which is released with every new
 * version of the world's database, instead of those that happen to come with a JVM. Java asks it because it is named by
 * {@code -Djava.time.zone.DefaultZoneRulesProvider}; it must be on the class path that the JVM was started with.
 *
 * <p>It is loaded while {@code java.time.zone} initialises, so it must not ask for any zone itself, nor log.
 */
public final class ProductZoneRules extends ZoneRulesProvider {

    private static final String DATA = "org/joda/time/tz/data";

    /** Of the manifest of the library; before it stands a year with a letter, such as {@code 2026f}. */
    private static final String VERSION = "Time-Zone-Database-Version";

    /** Clocks go on changing for ever; nothing here is planned for after it. */
    private static final long LAST = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();

    /** Names that Java has always known and the library does not, as an account may have chosen one of them. */
    private static final Map<String, String> FORMER = Map.ofEntries(
            Map.entry("SystemV/AST4", "Etc/GMT+4"),
            Map.entry("SystemV/EST5", "Etc/GMT+5"),
            Map.entry("SystemV/CST6", "Etc/GMT+6"),
            Map.entry("SystemV/MST7", "Etc/GMT+7"),
            Map.entry("SystemV/PST8", "Etc/GMT+8"),
            Map.entry("SystemV/YST9", "Etc/GMT+9"),
            Map.entry("SystemV/HST10", "Etc/GMT+10"),
            Map.entry("SystemV/AST4ADT", "America/Halifax"),
            Map.entry("SystemV/EST5EDT", "America/New_York"),
            Map.entry("SystemV/CST6CDT", "America/Chicago"),
            Map.entry("SystemV/MST7MDT", "America/Denver"),
            Map.entry("SystemV/PST8PDT", "America/Los_Angeles"),
            Map.entry("SystemV/YST9YDT", "America/Anchorage"));

    private final ZoneInfoProvider library;
    private volatile String version;

    /** For {@code java.time}. */
    public ProductZoneRules() {
        try {
            library = new ZoneInfoProvider(DATA, ProductZoneRules.class.getClassLoader());
        } catch (IOException e) {
            throw new UncheckedIOException("The library's data of time zones can't be read", e);
        }
    }

    @Override
    protected Set<String> provideZoneIds() {
        var ids = new HashSet<>(library.getAvailableIDs());
        ids.addAll(FORMER.keySet());
        return ids;
    }

    /** Java keeps what it has got, for each zone. */
    @Override
    protected ZoneRules provideRules(String id, boolean forCaching) {
        var zone = library.getZone(FORMER.getOrDefault(id, id));
        if (zone == null) {
            throw new ZoneRulesException("Unknown time zone: " + id);
        }
        return rules(zone);
    }

    @Override
    protected NavigableMap<String, ZoneRules> provideVersions(String id) {
        return new TreeMap<>(Map.of(version(), provideRules(id, false)));
    }

    private static ZoneRules rules(DateTimeZone zone) {
        var firstOffset = offset(zone.getOffset(Long.MIN_VALUE));
        var firstStandard = offset(zone.getStandardOffset(Long.MIN_VALUE));
        var changes = new ArrayList<ZoneOffsetTransition>();
        var standardChanges = new ArrayList<ZoneOffsetTransition>();
        var before = firstOffset;
        var standardBefore = firstStandard;
        var moment = Long.MIN_VALUE;
        for (var next = zone.nextTransition(moment);
                next != moment && next < LAST;
                next = zone.nextTransition(moment)) {
            moment = next;
            var after = offset(zone.getOffset(moment));
            var standardAfter = offset(zone.getStandardOffset(moment));
            // Some change nothing but the zone's short name.
            if (!standardAfter.equals(standardBefore)) {
                standardChanges.add(change(moment, standardBefore, standardAfter));
                standardBefore = standardAfter;
            }
            if (!after.equals(before)) {
                changes.add(change(moment, before, after));
                before = after;
            }
        }
        return ZoneRules.of(firstStandard, firstOffset, standardChanges, changes, List.of());
    }

    private static ZoneOffsetTransition change(long moment, ZoneOffset before, ZoneOffset after) {
        var second = Math.floorDiv(moment, 1000L);
        return ZoneOffsetTransition.of(LocalDateTime.ofEpochSecond(second, 0, before), before, after);
    }

    private static ZoneOffset offset(int milliseconds) {
        return ZoneOffset.ofTotalSeconds(Math.floorDiv(milliseconds, 1000));
    }

    private String version() {
        if (version == null) {
            version = readVersion();
        }
        return version;
    }

    private static String readVersion() {
        var data = ZoneInfoProvider.class.getResource("/" + DATA + "/ZoneInfoMap");
        try {
            if (data.openConnection() instanceof JarURLConnection jar) {
                jar.setUseCaches(false);
                try (var opened = jar.getJarFile()) {
                    var written = opened.getManifest().getMainAttributes().getValue(VERSION);
                    var found = Pattern.compile("^\\d{4}[a-z]").matcher(written == null ? "" : written);
                    return found.find() ? found.group() : "?";
                }
            }
            return "?";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
