package app.zapiska.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;

/**
 * {@code make new-password} beside a running {@code make run}: whoever may read the data folder may set a new password of the
 * owner. Prints the link and nothing else that is secret.
 */
final class NewPassword {

    /** What PostgreSQL writes into postmaster.pid, line by line: the fourth is its port. */
    private static final int LINE_OF_PORT = 3;

    private NewPassword() {}

    static int run(Path home, Settings settings, Console console) throws Refusal {
        try {
            var secrets = new Secrets(settings.dataDir().resolve("secrets"));
            var properties = new Properties();
            properties.setProperty("user", PostgresServer.SUPERUSER);
            properties.setProperty(
                    "password",
                    Files.readString(secrets.file(Secrets.DATABASE_SUPERUSER)).strip());
            properties.setProperty("connectTimeout", "5");
            var url = "jdbc:postgresql://127.0.0.1:" + port(settings.dataDir().resolve("pgdata")) + "/"
                    + PostgresServer.DATABASE;
            try (var database = DriverManager.getConnection(url, properties);
                    var statement = database.createStatement();
                    var rows = statement.executeQuery(
                            Files.readString(home.resolve("deploy/postgres/new-password.sql")))) {
                if (!rows.next()) {
                    throw new SQLException("no owner");
                }
                console.say(
                        "Откройте и задайте новый пароль; ссылка действует час и один раз, второй шаг при входе и ключи доступа она выключит:",
                        "Open this and set a new password; it works for an hour and once, and switches the second step and passkeys off:");
                console.line(settings.publicUrl() + "/new-password#" + rows.getString(1));
                return Launcher.ENDED;
            }
        } catch (IOException | SQLException away) {
            throw Refusal.cannotStart(
                    "База не отвечает. Запустите программу (make run), а эту команду — рядом, в другом окне.",
                    "The database does not answer. Start the program (make run), and this command beside it.");
        }
    }

    private static String port(Path database) throws IOException {
        List<String> lines = Files.readAllLines(database.resolve("postmaster.pid"));
        if (lines.size() <= LINE_OF_PORT) {
            throw new IOException("PostgreSQL is starting");
        }
        return lines.get(LINE_OF_PORT).strip();
    }
}
