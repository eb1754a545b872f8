package app.zapiska.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class TaskListTest {

    /** 12:30 in Moscow. */
    private static final Instant NOON = Instant.parse("2026-11-21T09:30:00Z");

    private static final LocalDate TODAY = LocalDate.parse("2026-11-21");
    private static final LocalDateTime LOCAL_NOON = LocalDateTime.parse("2026-11-21T12:30");

    @Inject
    MutableClock clock;

    @AfterEach
    void realTime() {
        clock.backToReal();
    }

    /** A task as the test knows it, apart from the product. */
    private record Known(
            long id,
            int number,
            String title,
            int importance,
            Optional<String> due,
            Optional<Long> category,
            boolean withMilk,
            Optional<Instant> completed) {

        boolean done() {
            return completed.isPresent();
        }

        Optional<LocalDateTime> end() {
            return due.map(text ->
                    text.length() == 10 ? LocalDate.parse(text).plusDays(1).atStartOfDay() : LocalDateTime.parse(text));
        }

        boolean in(String filter) {
            return switch (filter) {
                case "all" -> true;
                case "open" -> !done();
                case "today" ->
                    !done() && due.filter(text -> text.startsWith("2026-11-21")).isPresent();
                case "overdue" ->
                    !done() && end().filter(end -> !end.isAfter(LOCAL_NOON)).isPresent();
                case "important" -> !done() && importance == 1;
                case "done" -> done();
                default -> throw new IllegalArgumentException(filter);
            };
        }
    }

    private static final List<String> FILTERS = List.of("all", "open", "today", "overdue", "important", "done");

    private static Comparator<Known> order(String sort) {
        var byEnd =
                Comparator.<Known, LocalDateTime>comparing(task -> task.end().orElse(LocalDateTime.MAX));
        return switch (sort) {
            case "importance" ->
                Comparator.comparing(Known::importance).thenComparing(byEnd).thenComparing(Known::id);
            case "due" -> byEnd.thenComparing(Known::id);
            case "created" -> Comparator.comparing(Known::number).reversed();
            // What is missed, the days with what has none at their end, what is done.
            case "day" ->
                Comparator.<Known, Integer>comparing(task -> task.done() ? 2 : task.in("overdue") ? 0 : 1)
                        .thenComparing(task ->
                                -task.completed().map(Instant::getEpochSecond).orElse(0L))
                        .thenComparing(task -> task.done()
                                ? ""
                                : task.due().map(due -> due.substring(0, 10)).orElse("x"))
                        // By its time; whole days behind it, by importance.
                        .thenComparing(task -> task.done()
                                ? ""
                                : task.due()
                                        .filter(due -> due.length() > 10)
                                        .map(due -> due.substring(11))
                                        .orElse("x" + task.importance()))
                        .thenComparing(Known::id);
            default -> throw new IllegalArgumentException(sort);
        };
    }

    @Test
    @DisplayName("bug 31: filters, categories and words combine, in every order, page by page, and the counters agree")
    void listsAreWhatTheyShouldBe() {
        clock.set(NOON);
        var desk = Desk.empty();
        var random = new Random(20261121);
        var categories = List.of(desk.category("Дом"), desk.category("Работа"), desk.category("Пустая"));
        var tasks = new ArrayList<Known>();
        for (int number = 0; number < 50; number++) {
            tasks.add(random(desk, random, categories, number));
            // Some are created at the very same moment.
            clock.advance(Duration.ofSeconds(random.nextInt(2)));
        }
        clock.set(NOON);

        for (var category :
                List.of("", categories.get(0).toString(), categories.get(1).toString(), "999999999")) {
            for (var words : List.of("", "молоко")) {
                Predicate<Known> chosen = task -> (words.isEmpty() || task.withMilk())
                        && (category.isEmpty()
                                || task.category().map(Object::toString).equals(Optional.of(category)));
                for (var filter : FILTERS) {
                    for (var sort : List.of("importance", "due", "created", "day")) {
                        var expected = tasks.stream()
                                .filter(chosen)
                                .filter(task -> task.in(filter))
                                .sorted(order(sort))
                                .map(Known::id)
                                .toList();
                        var query = "filter=" + filter + "&category=" + category + "&q=" + words + "&sort=" + sort;
                        assertThat(desk.ids(query, 5 + random.nextInt(40)))
                                .as(query)
                                .isEqualTo(expected);
                    }
                }
                var counts = desk.get("/tasks/counts?category=" + category + "&q=" + words)
                        .statusCode(200)
                        .extract()
                        .jsonPath();
                for (var filter : FILTERS) {
                    assertThat(counts.getLong(filter))
                            .as("count of " + filter + " in " + category + " with " + words)
                            .isEqualTo(tasks.stream()
                                    .filter(chosen)
                                    .filter(task -> task.in(filter))
                                    .count());
                }
            }
        }
        for (var filter : FILTERS) {
            var expected = new HashMap<String, Integer>();
            categories.forEach(category -> expected.put(category.toString(), (int) tasks.stream()
                    .filter(task -> task.in(filter) && task.category().equals(Optional.of(category)))
                    .count()));
            desk.get("/tasks/counts?filter=" + filter).body("byCategory", equalTo(expected));
        }
    }

    private Known random(Desk desk, Random random, List<Long> categories, int number) {
        boolean inTitle = random.nextInt(4) == 0;
        boolean inSubtask = random.nextInt(5) == 0;
        var title = "Задача " + number + (inTitle ? " молоко" : "");
        var importance = 1 + random.nextInt(3);
        var day = TODAY.plusDays(random.nextInt(5) - 2);
        var due =
                switch (random.nextInt(4)) {
                    case 0 -> Optional.<String>empty();
                    case 1 -> Optional.of(day.toString());
                    case 2 -> Optional.of(day.atTime(12, 29 + random.nextInt(3)).toString());
                    default -> Optional.of(day.atStartOfDay().toString());
                };
        var category = Optional.of(random.nextInt(3)).filter(n -> n < 2).map(categories::get);
        var id = desk.createId(
                "title",
                title,
                "importance",
                importance,
                "due",
                due.orElse(null),
                "categoryId",
                category.orElse(null),
                "subtasks",
                List.of(Map.of("title", inSubtask ? "Взять молоко" : "Взять сумку")));
        var completed = Optional.of(clock.instant()).filter(now -> random.nextInt(4) == 0);
        if (completed.isPresent()) {
            desk.post("/tasks/" + id + "/complete").statusCode(200);
        }
        return new Known(id, number, title, importance, due, category, inTitle || inSubtask, completed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"importance", "due", "created", "day"})
    void aPageGoesOnWhereTheLastEndedWhateverHasBeenAdded(String sort) {
        var desk = Desk.empty();
        var before = new ArrayList<Long>();
        for (int i = 0; i < 6; i++) {
            before.add(desk.createId("title", "x" + i, "due", "2027-01-0" + (i + 1)));
        }
        var first = desk.get("/tasks?limit=3&sort=" + sort).extract().jsonPath();
        desk.createId("title", "раньше всех", "importance", 1, "due", "2026-01-01");
        desk.createId("title", "позже всех", "importance", 3);

        var rest = desk.get("/tasks?sort=" + sort + "&cursor=" + first.getString("nextCursor"))
                .extract()
                .jsonPath()
                .getList("items.id", Long.class);

        var seen = new ArrayList<>(first.getList("items.id", Long.class));
        seen.addAll(rest);
        assertThat(seen).doesNotHaveDuplicates().containsAll(before);
    }

    @Test
    void aCursorBelongsToItsList() {
        var desk = Desk.empty();
        desk.createId("title", "a");
        desk.createId("title", "b");
        var cursor = desk.get("/tasks?limit=1&sort=due&filter=open").extract().path("nextCursor");

        desk.get("/tasks?limit=1&sort=due&filter=open&cursor=" + cursor).statusCode(200);
        for (var other : List.of(
                "sort=importance&filter=open",
                "sort=due&filter=all",
                "sort=due&filter=open&q=a",
                "sort=due&filter=open&category=1")) {
            desk.get("/tasks?" + other + "&cursor=" + cursor).statusCode(400).body("errors.field", contains("cursor"));
        }
        desk.get("/tasks?cursor=abc").statusCode(400).body("errors.field", contains("cursor"));
    }

    @ParameterizedTest
    @CsvSource({
        "category=abc, category",
        "category=1.5, category",
        "category=99999999999999999999, category",
        "filter=никакой, filter",
        "filter=OPEN, filter",
        "sort=title, sort",
        "limit=0, limit",
        "limit=201, limit",
        "limit=-1, limit",
        "limit=много, limit",
    })
    @DisplayName("bug 31: a wrong parameter is named, never a fault")
    void wrongParametersAreNamed(String query, String field) {
        var desk = Desk.empty();

        desk.get("/tasks?" + query)
                .statusCode(400)
                .body("type", endsWith("/validation"))
                .body("errors.field", contains(field));
    }

    @Test
    void wordsThatCannotBeLookedForAreRefused() {
        var desk = Desk.empty();

        desk.get("/tasks?q={q}", "я".repeat(200)).statusCode(200);
        desk.get("/tasks?q={q}", "я".repeat(201)).statusCode(400).body("errors.field", contains("q"));
        desk.get("/tasks?q={q}", "a\u0000b").statusCode(400).body("errors.field", contains("q"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // stems, in both languages, whatever the case
                "Купить молоко | молока | true",
                "Купить молоко | МОЛОКОМ | true",
                "Отправить документы | документ | true",
                "Pay the invoices | invoice | true",
                "Running late | run | true",
                // the last word is still being typed
                "Купить молоко | мол | true",
                "Купить молоко | купить м | true",
                "Running late | runni | true",
                "Купить молоко | м купить | false",
                // all words count, little words don't
                "Купить молоко | молоко купить | true",
                "Купить молоко | купить и молоко | true",
                "Купить молоко | купить хлеб | false",
                "To be or not to be | to be | true",
                // ё
                "Сдать отчёт | отчет | true",
                "Сдать отчет | отчёт | true",
                // numbers, short words, hyphens, punctuation
                "Кв. 5 | 5 | true",
                "Позвонить по 8-800-555 | 555 | true",
                "Дежурство 24-7 | 24-7 | true",
                "Дежурство 24-7 | 7 | true",
                "Купить диван-кровать | кровать | true",
                "Купить диван-кровать | диван-кровать | true",
                "Wi-Fi дома | wi-fi | true",
                "Отчёт.pdf отправить | pdf | true",
                "О'Банк | о'банк | true",
                "Оплатить 1 000,50 | 1000 | false",
                "Оплатить 1 000,50 | 1 000,50 | true",
                "версия 1.2.3 | 1.2.3 | true",
                "почта a.b@example.org | example | true",
                // operators are text
                "a & b | a & b | true",
                "не (это) ! | !это | true",
                "x | :* | false",
                "x | ' | false",
                "x | '' OR 1=1 -- | false",
                "100% готово | 100% | true",
                "под_черк | % | false",
                "back\\slash | back\\slash | true",
                "x | <-> | false",
                // what is no word is looked for as it stands
                "Праздник 🎉 | 🎉 | true",
                "Праздник | 🎉 | false",
                "Сколько??? | ??? | true",
                "שלום עולם | עולם | true",
            })
    void wordsAreFound(String title, String asked, boolean found) {
        var desk = Desk.empty();
        var id = desk.createId("title", title);
        desk.createId("title", "Совсем о другом");

        var ids = desk.get("/tasks?q={q}", asked)
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.id", Long.class);

        assertThat(ids.contains(id)).isEqualTo(found);
    }

    @Test
    void aTaskIsFoundByItsSubtasksWhichAreNamed() {
        var desk = Desk.empty();
        var trip = desk.create(
                "title", "Поездка", "subtasks", List.of(Map.of("title", "Взять паспорт"), Map.of("title", "Найти 🎒")));
        var office = desk.create("title", "Паспорт", "subtasks", List.of(Map.of("title", "Сфотографироваться")));
        var both = desk.create("title", "Паспорта детям", "subtasks", List.of(Map.of("title", "Пошлина за паспорт")));
        desk.create("title", "Совсем о другом", "subtasks", List.of(Map.of("title", "Ничего")));

        var found =
                desk.get("/tasks?sort=day&q=паспорт").statusCode(200).extract().jsonPath();
        assertThat(found.getList("items.id", Long.class))
                .containsExactly(trip.getLong("id"), office.getLong("id"), both.getLong("id"));
        assertThat(found.<String, List<Integer>>getMap("matchedSubtasks"))
                .isEqualTo(Map.of(
                        trip.getString("id"), List.of(trip.getInt("subtasks[0].id")),
                        both.getString("id"), List.of(both.getInt("subtasks[0].id"))));
        desk.get("/tasks?q={q}", "🎒")
                .body("items.id", contains(trip.getInt("id")))
                .body("matchedSubtasks." + trip.getLong("id"), contains(trip.getInt("subtasks[1].id")));
        desk.get("/tasks/counts?q=паспорт").body("open", equalTo(3));
        desk.get("/tasks").body("matchedSubtasks", equalTo(Map.of()));
    }

    @Test
    void descriptionsAreSearchedToo() {
        var desk = Desk.empty();
        var id =
                desk.createId("title", "x", "description", "Взять паспорт и справку 2-НДФЛ " + "длинное".repeat(1_000));

        assertThat(desk.ids("q=паспорта", 50)).containsExactly(id);
        assertThat(desk.ids("q=ндфл", 50)).containsExactly(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Moscow",
                "Europe/Berlin",
                "America/New_York",
                "Australia/Lord_Howe",
                "Asia/Kolkata",
                "Africa/Cairo",
                "Atlantic/Azores",
                "Pacific/Auckland"
            })
    @DisplayName("bug 26: today and overdue are those of the account's zone, also when the clock is changed")
    void todayIsTheAccountsToday(String zoneId) {
        var zone = ZoneId.of(zoneId);
        for (var now : moments(zone)) {
            clock.set(now);
            var desk = Desk.in(zoneId);
            var local = now.atZone(zone).toLocalDateTime();
            var today = local.toLocalDate();
            var minuteAgo = now.minusSeconds(60).atZone(zone).toLocalDateTime();
            var soon = now.plusSeconds(60).atZone(zone).toLocalDateTime();
            var ofToday = desk.createId("title", "сегодня", "due", today.toString());
            var ofYesterday =
                    desk.createId("title", "вчера", "due", today.minusDays(1).toString());
            var ofTomorrow =
                    desk.createId("title", "завтра", "due", today.plusDays(1).toString());
            var missed = desk.createId("title", "минуту назад", "due", minuteAgo.toString());
            var coming = desk.createId("title", "через минуту", "due", soon.toString());

            var expected = new ArrayList<>(List.of(ofToday));
            if (minuteAgo.toLocalDate().equals(today)) {
                expected.add(missed);
            }
            if (soon.toLocalDate().equals(today)) {
                expected.add(coming);
            }
            assertThat(desk.ids("filter=today", 50))
                    .as("today at %s", now)
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(desk.ids("filter=overdue", 50))
                    .as("overdue at %s", now)
                    .containsExactlyInAnyOrder(ofYesterday, missed);
            var front = desk.get("/dashboard").statusCode(200).extract().jsonPath();
            assertThat(front.getList("overdue.id", Long.class)).containsExactlyInAnyOrder(ofYesterday, missed);
            assertThat(front.getList("today.id", Long.class)).contains(ofToday).doesNotContain(ofYesterday, missed);
            assertThat(front.getList("next.id", Long.class))
                    .contains(ofTomorrow)
                    .doesNotContain(ofToday);
            assertThat(front.getInt("counts.overdue")).isEqualTo(2);
        }
    }

    /** Around a midnight, and soon after each change of the clock of 2026. */
    private static List<Instant> moments(ZoneId zone) {
        var moments = new ArrayList<Instant>();
        var midnight = TODAY.atStartOfDay(zone).toInstant();
        moments.addAll(List.of(midnight, midnight.minusSeconds(60)));
        Stream.iterate(
                        zone.getRules().nextTransition(Instant.parse("2026-01-01T00:00:00Z")),
                        change -> change != null && change.getInstant().isBefore(Instant.parse("2027-01-01T00:00:00Z")),
                        change -> zone.getRules().nextTransition(change.getInstant()))
                .map(change -> change.getInstant().plus(Duration.ofMinutes(90)))
                .forEach(moments::add);
        return moments;
    }

    @Test
    void theFirstScreenShowsTheFirstOfEachListInItsOrder() {
        clock.set(NOON);
        var desk = Desk.empty();
        var far = desk.createId("title", "потом", "due", "2026-12-31", "importance", 1);
        var soon = desk.createId("title", "завтра", "due", "2026-11-22", "importance", 3);
        desk.createId("title", "когда-нибудь");
        var whenever = desk.createId("title", "за день", "due", "2026-11-21", "importance", 2);
        var important = desk.createId("title", "вечером", "due", "2026-11-21T20:00", "importance", 1);
        var missed = desk.createId("title", "утром", "due", "2026-11-21T09:00");
        var done = desk.createId("title", "готово", "due", "2026-11-21T09:00");
        desk.post("/tasks/" + done + "/complete").statusCode(200);
        for (int i = 0; i < 25; i++) {
            desk.createId("title", "давно", "due", "2026-11-01");
        }

        var front = desk.get("/dashboard").statusCode(200).extract().jsonPath();

        assertThat(front.getList("today.id", Long.class)).containsExactly(important, whenever);
        assertThat(front.getList("next.id", Long.class)).containsExactly(soon, far);
        assertThat(front.getList("overdue.id", Long.class)).hasSize(20).doesNotContain(missed);
        assertThat(front.<String, Object>getMap("counts"))
                .containsAllEntriesOf(
                        Map.of("all", 32, "open", 31, "today", 3, "overdue", 26, "important", 2, "done", 1));
    }
}
