package app.zapiska.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;

/**
 * {@code make rotate} for what the launcher has made itself. Nothing outside of the data folder knows these, and each start gives
 * the database and the application what is kept here: so the former one is put aside while nothing runs, and the next start,
 * whole or cut off, does the rest. Once that is up, the former one is deleted.
 */
final class Rotation {

    private static final Map<String, String> NAMES = Map.of(
            "DB_SUPERUSER_PASSWORD", Secrets.DATABASE_SUPERUSER,
            "DB_MIGRATION_PASSWORD", Secrets.DATABASE_OWNER,
            "DB_PASSWORD", Secrets.DATABASE_APPLICATION,
            "REDIS_PASSWORD", Secrets.REDIS,
            "JWT_SIGNING_KEY", Secrets.JWT_SIGNING_KEY);

    private Rotation() {}

    static int run(Settings settings, String name, Console console) throws Refusal {
        var kept = new Secrets(settings.dataDir().resolve("secrets"));
        if (!NAMES.containsKey(name) || !Files.exists(kept.file(NAMES.get(name)))) {
            throw Refusal.cannotStart(
                    name + ": в " + settings.dataDir() + " такого секрета нет. Ничего не изменено.",
                    name + ": there is no such secret in " + settings.dataDir() + ". Nothing was changed.");
        }
        try (var folder = DataFolder.open(settings.dataDir())) {
            new Secrets(folder.secrets()).replace(NAMES.get(name));
        } catch (IOException e) {
            throw DataFolder.unusable(settings.dataDir(), e);
        }
        console.say(
                name + ": прежний отложен. Новый появится при следующем запуске: make run.",
                name + ": the former one is put aside. The next start makes a new one: make run.");
        return Launcher.ENDED;
    }
}
