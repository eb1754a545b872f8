package app.zapiska.commands;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("G6: /settings and the pause of the page")
class ChatSettingsTest extends OneChat {

    @Test
    void oneMessageShowsAndChangesThem() {
        anna.write("/settings");
        var screen = anna.message(text -> text.startsWith("⚙️ Настройки"));
        assertThat(anna.text(screen)).isEqualTo("""
                ⚙️ Настройки

                🕘 Рабочие часы: 7:00–22:00
                🔁 Повтор: 15 минут
                🌍 Время: Москва, сейчас 09:00
                💬 Язык: русский
                🔥 Горящие займы: 10:00, 20:00
                🧱 Потолок по договору: сообщать, когда займ до него дошёл
                📋 Сводки: не присылать""");

        anna.press(screen, "🕘 Часы");
        anna.message(text -> text.contains("С какого часа"));
        assertThat(anna.press(screen, "с 9:00")).isEqualTo("Сохранено");
        anna.message(text -> text.contains("🕘 Рабочие часы: 9:00–22:00") && text.contains("С какого часа"));
        anna.press(screen, "Назад");
        anna.message(text -> text.contains("🔁 Повтор: 15 минут"));
        anna.press(screen, "🔁 Повтор");
        anna.message(text -> text.contains("Как часто повторять"));
        anna.press(screen, "30 минут");
        anna.message(text -> text.contains("🔁 Повтор: 30 минут"));
        anna.press(screen, "Назад");
        anna.message(text -> text.contains("💬 Язык"));
        anna.press(screen, "🔥 Горящие займы");
        anna.message(text -> text.contains("Присылать список"));
        anna.press(screen, "Не присылать");
        anna.message(text -> text.contains("🔥 Горящие займы: не присылать"));

        var now = settings();
        assertThat(now.getInt("workHours.start")).isEqualTo(9);
        assertThat(now.getInt("workHours.end")).isEqualTo(22);
        assertThat(now.getMap("repeatMinutes")).isEqualTo(Map.of("1", 30, "2", 30, "3", 30));
        assertThat(now.getList("digestTimes")).isEmpty();
        assertThat(noted()).as("changes from the chat are in the log").isEqualTo(3);
    }

    @Test
    @DisplayName("G10: each digest is switched on and off and gets its time and day, whatever else is chosen")
    void digests() {
        anna.write("/settings");
        var screen = anna.message(text -> text.startsWith("⚙️ Настройки"));
        anna.press(screen, "📋 Сводки");
        anna.message(text -> text.contains("Какую сводку настроить?"));
        anna.press(screen, "☀️ План на день");
        anna.message(text -> text.contains("☀️ План на день: не присылать") && text.contains("Когда присылать?"));
        assertThat(anna.labels(screen)).contains("✓ Не присылать");
        assertThat(anna.press(screen, "06:00")).isEqualTo("Сохранено");
        anna.message(text -> text.contains("☀️ План на день: 06:00\n⚠️ В это время бот молчит"));
        anna.press(screen, "09:00");
        anna.message(text -> text.contains("☀️ План на день: 09:00\n\n"));
        assertThat(anna.labels(screen)).contains("✓ 09:00", "Не присылать");
        anna.press(screen, "Назад");
        anna.message(text -> text.contains("🌙 Итог дня: не присылать"));
        anna.press(screen, "🗓 Итоги недели");
        anna.message(text -> text.contains("В какой день и когда"));
        anna.press(screen, "ср");
        anna.message(text -> text.contains("🗓 Итоги недели: ср, 18:00"));
        anna.press(screen, "20:00");
        anna.message(text -> text.contains("🗓 Итоги недели: ср, 20:00"));
        anna.press(screen, "Назад");
        anna.message(text -> text.contains("Какую сводку настроить?"));
        anna.press(screen, "🌙 Итог дня");
        anna.message(text -> text.contains("🌙 Итог дня: не присылать") && text.contains("Когда присылать?"));
        anna.press(screen, "21:00");
        anna.message(text -> text.contains("🌙 Итог дня: 21:00"));
        anna.press(screen, "Не присылать");
        anna.message(text -> text.contains("🌙 Итог дня: не присылать") && text.contains("Когда присылать?"));
        anna.press(screen, "Назад");
        anna.message(text -> text.contains("Какую сводку настроить?"));
        anna.press(screen, "Назад");
        anna.message(text -> text.endsWith("📋 Сводки: утром 09:00, за неделю: ср, 20:00"));
        assertThat(settings().getMap("digests")).isEqualTo(JsonPath.from("""
                {"morning": {"on": true, "at": "09:00"}, "evening": {"on": false, "at": "21:00"},
                 "weekly": {"on": true, "day": 3, "at": "20:00"}}""").getMap(""));

        anna.press(screen, "💬 Язык");
        anna.message(text -> text.contains("На каком языке"));
        anna.press(screen, "English");
        anna.message(text -> text.contains("💬 Language: English"));
        anna.press(screen, "Back");
        anna.message(text -> text.endsWith("📋 Digests: morning 09:00, weekly: Wed, 20:00"));
    }

    @Test
    @DisplayName(
            "that a loan comes to its ceiling is told until that is switched off, and again when it is switched on")
    void ceilings() {
        anna.write("/settings");
        var screen = anna.message(text -> text.startsWith("⚙️ Настройки"));
        anna.press(screen, "🧱 Потолок по договору");
        anna.message(text -> text.contains("Сообщать, когда займ дошёл до потолка"));
        assertThat(anna.labels(screen)).containsExactly("✓ Сообщать", "Не присылать", "Назад");
        assertThat(anna.press(screen, "Не присылать")).isEqualTo("Сохранено");
        anna.message(text -> text.contains("🧱 Потолок по договору: не присылать\n\nСообщать, когда"));
        assertThat(anna.labels(screen)).containsExactly("Сообщать", "✓ Не присылать", "Назад");
        assertThat(settings().getBoolean("ceilingMessages")).isFalse();
        anna.press(screen, "Назад");
        anna.message(text -> text.contains("🧱 Потолок по договору: не присылать\n📋"));
        anna.press(screen, "🔥 Горящие займы");
        anna.message(text -> text.contains("Присылать список"));
        anna.press(screen, "Не присылать");
        anna.message(text -> text.contains("🔥 Горящие займы: не присылать"));
        assertThat(settings().getBoolean("ceilingMessages"))
                .as("what is chosen beside it stays")
                .isFalse();
        anna.press(screen, "Назад");
        anna.message(text -> text.contains("🔥 Горящие займы: не присылать\n🧱"));
        anna.press(screen, "🧱 Потолок по договору");
        anna.message(text -> text.contains("Сообщать, когда займ дошёл до потолка"));
        anna.press(screen, "Сообщать");
        anna.message(text -> text.contains("🧱 Потолок по договору: сообщать, когда займ до него дошёл\n\n"));
        assertThat(settings().getBoolean("ceilingMessages")).isTrue();
    }

    @Test
    void theZoneByAButtonAndByAWordAndTheLanguage() {
        anna.write("/settings");
        var screen = anna.message(text -> text.startsWith("⚙️ Настройки"));
        anna.press(screen, "🌍 Часовой пояс");
        anna.message(text -> text.contains("Где вы живёте?"));
        anna.press(screen, "Омск");
        anna.message(text -> text.contains("🌍 Время: Омск, сейчас 12:00"));
        anna.press(screen, "Другой город");
        anna.message(text -> text.startsWith("Напишите город"));
        anna.write("Атлантида");
        anna.message(text -> text.startsWith("Такого города я не знаю"));
        anna.write("томск");
        anna.message(text -> text.contains("🌍 Время: Томск"));
        assertThat(settings().getString("timeZone")).isEqualTo("Asia/Tomsk");

        anna.write("/settings");
        var again = anna.message(text -> text.startsWith("⚙️ Настройки"));
        anna.press(again, "💬 Язык");
        anna.message(text -> text.contains("На каком языке"));
        anna.press(again, "English");
        anna.message(text -> text.contains("💬 Language: English"));
        assertThat(settings().getString("language")).isEqualTo("en");
    }

    @Test
    @DisplayName("point 8: a city that comes too late changes nothing, and that is said")
    void tooLate() {
        inbox.press(anna.chat, anna.chat, 1, "gl:g:0:0:0");
        anna.message(text -> text.startsWith("Напишите город"));
        clock.advance(Duration.ofHours(1));
        anna.write("Томск");
        anna.message(text -> text.startsWith("Вопрос о часовом поясе устарел"));
        assertThat(settings().getString("timeZone")).isEqualTo("Europe/Moscow");
    }

    @Test
    @DisplayName("forged values, readers and strangers change nothing that the settings would not take")
    void forged() {
        var before = settings().getMap("");
        var random = new Random(7);
        for (var action : List.of("gh", "gi", "gj", "gk", "gz", "gs", "gt", "gu")) {
            for (long value : new long[] {1, 25, 4_000, Long.MAX_VALUE, 13 + random.nextInt(4)}) {
                inbox.press(anna.chat, anna.chat, 1, action + ":g:" + value + ":0:0");
            }
        }
        inbox.press(anna.chat, anna.chat, 1, "gv:g:8:0:0");
        assertThat(settings().getMap("digests")).isEqualTo(before.get("digests"));
        // Moscow is one of the buttons.
        assertThat(settings().getInt("workHours.start")).isEqualTo(7);
        assertThat(settings().getInt("workHours.end")).isEqualTo(22);
        assertThat(settings().getMap("repeatMinutes")).isEqualTo(before.get("repeatMinutes"));
        assertThat(settings().getString("timeZone")).isEqualTo("Europe/Moscow");
        RealServices.execute("update accounts set role = 'READER' where id = ?", anna.visitor.accountId());
        assertThat(inbox.press(anna.chat, anna.chat, 1, "gm:g:1:0:0")).startsWith("Эта учётная запись");
        assertThat(inbox.press(anna.chat, anna.chat, 1, "pd:n:3:0:0")).startsWith("Эта учётная запись");
        assertThat(settings().getString("language")).isEqualTo("ru");
    }

    @Test
    @DisplayName(
            "a pause set on the page is shown by settings, tasks and their previews, and survives a form saved later")
    void aPauseOfThePage() {
        var task = anna.post(
                        "/tasks",
                        Map.of(
                                "title",
                                "Позвонить",
                                "due",
                                "2027-03-12T12:00",
                                "reminders",
                                List.of("2027-03-12T12:00")))
                .statusCode(201)
                .extract()
                .jsonPath();
        assertThat(task.getString("nextMessageReason")).isEqualTo("planned");

        anna.post("/settings/pause", Map.of("until", "2027-03-09")).statusCode(400);
        anna.post("/settings/pause", Map.of("until", "2029-03-09")).statusCode(400);
        assertThat(anna.post("/settings/pause", Map.of("until", "2027-03-15"))
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getMap("pause"))
                .isEqualTo(Map.of("until", "2027-03-14T21:00:00Z", "payments", true));
        var paused = anna.visitor
                .request()
                .get("/tasks/" + task.getLong("id"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(paused.getString("nextMessageReason")).isEqualTo("paused");
        assertThat(paused.getString("nextMessageAt")).isEqualTo("2027-03-15T04:00:00Z");

        // A form that was opened before: its pause is not looked at.
        var form = settings();
        Map<String, Object> body = new LinkedHashMap<>(form.getMap(""));
        var version = body.remove("version");
        body.remove("pause");
        body.put("urgentDays", 7);
        anna.visitor
                .request()
                .header("If-Match", "\"v" + version + "\"")
                .body(body)
                .put("/settings")
                .then()
                .statusCode(200);
        assertThat(settings().getBoolean("pause.payments")).isTrue();

        assertThat(anna.post("/settings/pause/end").statusCode(200).extract().<Object>path("pause"))
                .isNull();
        anna.post("/settings/pause/end").statusCode(200);
    }

    private long noted() {
        return RealServices.count(
                "select count(*) from audit_log where account_id = ? and event = 'settings-changed' and details ->> 'via' = 'telegram'",
                anna.visitor.accountId());
    }

    private JsonPath settings() {
        return anna.visitor
                .request()
                .get("/settings")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
