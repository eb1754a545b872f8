package app.zapiska.calendar;

import static app.zapiska.calendar.OneAccount.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A feed that lies in the repository, with what it means beside it, for parsers on both sides. */
final class Sample {

    private static final Pattern NUMBERED = Pattern.compile("(task|tasks|series|payment|loan|loans)([-/])(\\d+)");

    private Sample() {}

    /** What has gone wrong in other programs' feeds. */
    static List<Map<String, Object>> tasks() {
        return List.of(
                json("title", "Оплатить кредит и позвонить в банк про график платежей до пятницы", "due", "2026-12-04"),
                json("title", "a".repeat(66) + "📞Z", "due", "2026-12-05T09:30", "durationMinutes", 45),
                json(
                        "title", "Хлеб, молоко; C:\\путь",
                        "description", "Первая строка\nвторая, с «кавычками» и \"ими\"; и \\n не конец",
                        "due", "2026-12-06T23:30",
                        "durationMinutes", 120,
                        "importance", 1),
                json("title", "Семья 👨‍👩‍👧 и 👍🏽, й и e\u0301".repeat(3), "due", "2026-12-07"),
                // Over both changes of the clock: the wall time stays, the instants move.
                json(
                        "title", "Футбол",
                        "due", "2026-12-02T20:00",
                        "durationMinutes", 60,
                        "recurrence", "FREQ=MONTHLY;BYDAY=1WE"),
                json("title", "В ночь часов", "due", "2027-03-28T02:30"),
                json("title", "Счётчики", "due", "2026-12-31", "recurrence", "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=4"));
    }

    static List<Map<String, Object>> installments() {
        return List.of(
                Map.of("dueDate", "2026-12-02", "amount", "5056.00"),
                Map.of("dueDate", "2027-01-02", "amount", "5056.50"));
    }

    /** The same in every run: ids by the order in which they come. */
    static String numbered(String feed) {
        var numbers = new HashMap<String, Integer>();
        return NUMBERED.matcher(feed).replaceAll(found -> {
            var kind = found.group(1).matches("payment|loans?") ? found.group(1).replaceAll("s$", "") : "task";
            int number = numbers.computeIfAbsent(
                    kind + found.group(3),
                    unknown -> 1
                            + (int) numbers.keySet().stream()
                                    .filter(known -> known.startsWith(kind))
                                    .count());
            return found.group(1) + found.group(2) + number;
        });
    }

    static JsonArray meaning(String feed) {
        var meaning = new JsonArray();
        for (var event : ReadFeed.of(feed.getBytes(StandardCharsets.UTF_8))) {
            meaning.add(new JsonObject()
                    .put("uid", event.uid())
                    .put("summary", event.summary())
                    .put("description", event.description())
                    .put("start", event.start())
                    .put("end", event.end())
                    .put(
                            "alarms",
                            new JsonArray(event.alarms().stream()
                                    .map(Instant::toString)
                                    .toList())));
        }
        return meaning;
    }

    static void check(String feed, JsonArray meaning) throws IOException {
        var folder = Path.of("../../frontend/src/calendar");
        var text = folder.resolve("feed.sample.ics");
        var read = folder.resolve("feed.sample.json");
        if ("write".equals(System.getProperty("samples"))) {
            Files.writeString(text, feed);
            Files.writeString(read, meaning.encodePrettily() + "\n");
        }
        assertThat(feed).isEqualTo(Files.readString(text));
        assertThat(meaning).isEqualTo(new JsonArray(Files.readString(read)));
    }
}
