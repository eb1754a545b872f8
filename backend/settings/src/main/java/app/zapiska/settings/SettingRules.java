package app.zapiska.settings;

import java.net.URI;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Looks through all settings together; one that is blank counts as not set. */
public final class SettingRules {

    /** What these are called in the environment, and in the application's own configuration. */
    public enum Name {
        AUTH_PASSWORD("zapiska.accounts.first-password"),
        JWT_SIGNING_KEY("zapiska.signing-key"),
        DB_PASSWORD("quarkus.datasource.password"),
        DB_MIGRATION_PASSWORD("quarkus.flyway.password"),
        PUBLIC_URL("zapiska.public-url"),
        TRUSTED_PROXIES("zapiska.trusted-proxies"),
        REQUESTS_PER_MINUTE_ADDRESS("zapiska.requests-per-minute.address"),
        REQUESTS_PER_MINUTE_ACCOUNT("zapiska.requests-per-minute.account"),
        TIME_ZONE("zapiska.accounts.time-zone"),
        BOT_WORK_HOURS_START("zapiska.accounts.work-hours-start"),
        BOT_WORK_HOURS_END("zapiska.accounts.work-hours-end"),
        REPEAT_INTERVAL_MINUTES("zapiska.accounts.repeat-interval-minutes"),
        URGENT_DAYS("zapiska.accounts.urgent-days"),
        TELEGRAM_BOT_TOKEN("telegram.bot-token"),
        TELEGRAM_CHAT_ID("telegram.chat-id"),
        TELEGRAM_API_URL("telegram.api-url"),
        TELEGRAM_MODE("telegram.mode"),
        TELEGRAM_WEBHOOK_SECRET("telegram.webhook-secret"),
        SMTP_HOST("zapiska.mail.host"),
        SMTP_PORT("zapiska.mail.port"),
        SMTP_TLS("zapiska.mail.tls"),
        SMTP_USER("zapiska.mail.user"),
        SMTP_PASSWORD("zapiska.mail.password"),
        SMTP_FROM("zapiska.mail.from");

        private final String property;

        Name(String property) {
            this.property = property;
        }

        public String property() {
            return property;
        }
    }

    /** @param name the variable to correct */
    public record Objection(Name name, WrongSetting why) {

        public String russian() {
            return name + ": " + why.russian() + ".";
        }

        public String english() {
            return name + " " + why.english() + ".";
        }
    }

    private static final Pattern BOT_TOKEN = Pattern.compile("[0-9]{1,20}:[A-Za-z0-9_-]{10,100}");
    private static final Pattern CHAT = Pattern.compile("-?[0-9]{1,18}");
    private static final Pattern WEBHOOK_SECRET = Pattern.compile("[A-Za-z0-9_-]{16,256}");
    private static final Pattern SERVER = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.:-]*[A-Za-z0-9])?");
    private static final Pattern SENDER =
            Pattern.compile("[A-Za-z0-9._%+-]{1,64}@([A-Za-z0-9-]+\\.)+[A-Za-z0-9-]{2,63}");
    private static final int SHORTEST_KEY = 32;
    private static final int MOST_REQUESTS = 1_000_000_000;

    private final Function<Name, Optional<String>> values;
    private final List<Objection> objections = new ArrayList<>();

    private SettingRules(Function<Name, Optional<String>> values) {
        this.values = name -> values.apply(name).filter(value -> !value.isBlank());
    }

    /**
     * @param values what is set
     * @param required what must be
     */
    public static List<Objection> check(Function<Name, Optional<String>> values, Set<Name> required) {
        var rules = new SettingRules(values);
        required.forEach(rules::mustBeSet);
        rules.secrets();
        rules.addresses();
        rules.newAccounts();
        rules.telegram();
        rules.mail();
        return List.copyOf(rules.objections);
    }

    /** What stands in guides and is copied from there. */
    public static boolean isExample(String secret) {
        var plain = secret.strip().toLowerCase(Locale.ROOT);
        return plain.contains("change")
                || plain.contains("example")
                || List.of("password", "postgres", "secret", "zapiska").contains(plain);
    }

    private void mustBeSet(Name name) {
        if (values.apply(name).isEmpty()) {
            object(
                    name,
                    switch (name) {
                        case AUTH_PASSWORD ->
                            new WrongSetting(
                                    "не задан. Это пароль для входа, от 8 символов",
                                    "is not set. It is the password to sign in with: at least 8 characters");
                        case JWT_SIGNING_KEY ->
                            new WrongSetting(
                                    "не задан. Нужно 32 случайных байта, например из openssl rand -base64 32",
                                    "is not set. Put 32 random bytes there, for example: openssl rand -base64 32");
                        default ->
                            new WrongSetting(
                                    "не задан. Нужен пароль, например из openssl rand -hex 24",
                                    "is not set. Put a password there, for example: openssl rand -hex 24");
                    });
        }
    }

    private void secrets() {
        check(
                Name.AUTH_PASSWORD,
                password -> PasswordRules.objection(password)
                        .map(weakness -> new WrongSetting(
                                "не годится: " + weakness.russian() + ". Придумайте другой",
                                "can't be used: " + weakness.english() + ". Choose another")));
        check(
                Name.JWT_SIGNING_KEY,
                key -> when(
                        key.strip().length() < SHORTEST_KEY
                                || key.chars().distinct().count() < 8
                                || isExample(key),
                        "слишком короткий или взят из примера. Нужно 32 случайных байта, например из openssl rand -base64 32",
                        "is too short or an example. Put 32 random bytes there, for example: openssl rand -base64 32"));
        for (var name : List.of(Name.DB_PASSWORD, Name.DB_MIGRATION_PASSWORD)) {
            check(
                    name,
                    password -> when(
                            isExample(password),
                            "взят из примера. Нужен пароль, например из openssl rand -hex 24",
                            "is an example. Put a password there, for example: openssl rand -hex 24"));
        }
    }

    private void addresses() {
        check(Name.PUBLIC_URL, url -> refusal(() -> PublicAddress.parse(url)));
        check(Name.TRUSTED_PROXIES, proxies -> refusal(() -> Networks.parse(proxies)));
        number(Name.REQUESTS_PER_MINUTE_ADDRESS, 1, MOST_REQUESTS);
        number(Name.REQUESTS_PER_MINUTE_ACCOUNT, 1, MOST_REQUESTS);
    }

    private void newAccounts() {
        check(
                Name.TIME_ZONE,
                zone -> when(
                        !ZoneId.getAvailableZoneIds().contains(zone.strip()),
                        "нужен часовой пояс вида Europe/Moscow",
                        "must be a time zone such as Europe/Moscow"));
        var start = number(Name.BOT_WORK_HOURS_START, 0, 24).or(() -> unset(Name.BOT_WORK_HOURS_START, 7));
        var end = number(Name.BOT_WORK_HOURS_END, 0, 24).or(() -> unset(Name.BOT_WORK_HOURS_END, 22));
        // the written specification lets 0–0 mean the same as 0–24
        if (start.isPresent() && end.isPresent() && start.get() >= end.get() && (start.get() != 0 || end.get() != 0)) {
            object(
                    Name.BOT_WORK_HOURS_END,
                    new WrongSetting(
                            "час окончания должен быть позже часа начала (BOT_WORK_HOURS_START)",
                            "must be later than BOT_WORK_HOURS_START"));
        }
        number(Name.REPEAT_INTERVAL_MINUTES, 1, 1440);
        number(Name.URGENT_DAYS, 0, 60);
    }

    private void telegram() {
        check(
                Name.TELEGRAM_BOT_TOKEN,
                token -> when(
                        !BOT_TOKEN.matcher(token.strip()).matches(),
                        "токен от @BotFather выглядит как 123456789:AAH…",
                        "must be a token of @BotFather, which looks like 123456789:AAH…"));
        check(
                Name.TELEGRAM_CHAT_ID,
                chat -> when(
                        !CHAT.matcher(chat.strip()).matches(),
                        "нужен номер чата, целое число: его скажет @userinfobot",
                        "must be the number of a chat, which @userinfobot tells"));
        check(
                Name.TELEGRAM_API_URL,
                url -> when(
                        !isWeb(url), "нужен адрес http://… или https://…", "must be an address http://… or https://…"));
        check(
                Name.TELEGRAM_WEBHOOK_SECRET,
                secret -> when(
                        !WEBHOOK_SECRET.matcher(secret).matches(),
                        "от 16 до 256 латинских букв, цифр, «_» и «-»",
                        "must be 16 to 256 of A-Z a-z 0-9 _ and -"));
        var mode = values.apply(Name.TELEGRAM_MODE).map(value -> value.strip().toLowerCase(Locale.ROOT));
        if (mode.filter(value -> !value.equals("polling") && !value.equals("webhook"))
                .isPresent()) {
            object(Name.TELEGRAM_MODE, new WrongSetting("нужно polling или webhook", "must be polling or webhook"));
        }
        if (mode.filter("webhook"::equals).isPresent()
                && values.apply(Name.TELEGRAM_BOT_TOKEN).isPresent()) {
            if (values.apply(Name.TELEGRAM_WEBHOOK_SECRET).isEmpty()) {
                object(
                        Name.TELEGRAM_WEBHOOK_SECRET,
                        new WrongSetting(
                                "нужен для TELEGRAM_MODE=webhook: от 16 до 256 латинских букв, цифр, «_» и «-»",
                                "is needed by TELEGRAM_MODE=webhook: 16 to 256 of A-Z a-z 0-9 _ and -"));
            }
            check(
                    Name.PUBLIC_URL,
                    url -> when(
                            url.strip().toLowerCase(Locale.ROOT).startsWith("http://"),
                            "для TELEGRAM_MODE=webhook нужен адрес https://…",
                            "must begin with https:// for TELEGRAM_MODE=webhook"));
        }
    }

    /** All that belongs together, or nothing of it. */
    private void mail() {
        check(
                Name.SMTP_HOST,
                host -> when(
                        !SERVER.matcher(host.strip()).matches(),
                        "нужно имя почтового сервера, например smtp.yandex.ru",
                        "must be the name of a mail server, such as smtp.example.org"));
        number(Name.SMTP_PORT, 1, 65535);
        check(
                Name.SMTP_FROM,
                from -> when(
                        !SENDER.matcher(from.strip()).matches(),
                        "нужен адрес отправителя вида name@example.org, без имени и скобок",
                        "must be the sender's address such as name@example.org, without a name and brackets"));
        var tls = values.apply(Name.SMTP_TLS).map(String::strip).orElse("starttls");
        if (!List.of("starttls", "tls", "none").contains(tls)) {
            object(Name.SMTP_TLS, new WrongSetting("нужно starttls, tls или none", "must be starttls, tls or none"));
        }
        together(Name.SMTP_HOST, Name.SMTP_FROM);
        together(Name.SMTP_FROM, Name.SMTP_HOST);
        together(Name.SMTP_USER, Name.SMTP_HOST);
        together(Name.SMTP_USER, Name.SMTP_PASSWORD);
        together(Name.SMTP_PASSWORD, Name.SMTP_USER);
        if (tls.equals("none") && values.apply(Name.SMTP_PASSWORD).isPresent()) {
            object(
                    Name.SMTP_TLS,
                    new WrongSetting(
                            "при none пароль SMTP_PASSWORD ушёл бы открыто: поставьте starttls или tls",
                            "none would send SMTP_PASSWORD in the open: put starttls or tls there"));
        }
    }

    /** Who sets the one needs the other; what is missing is said once. */
    private void together(Name set, Name needed) {
        if (values.apply(set).isPresent()
                && values.apply(needed).isEmpty()
                && objections.stream().noneMatch(one -> one.name() == needed)) {
            object(needed, new WrongSetting("нужен, раз задан " + set, "is needed, because " + set + " is set"));
        }
    }

    private Optional<Integer> number(Name name, int min, int max) {
        var written = values.apply(name).map(String::strip);
        var number = written.filter(value -> value.matches("[0-9]{1,10}"))
                .map(Long::parseLong)
                .filter(value -> value >= min && value <= max)
                .map(Long::intValue);
        if (written.isPresent() && number.isEmpty()) {
            object(
                    name,
                    new WrongSetting(
                            "нужно целое число от " + min + " до " + max,
                            "must be a whole number from " + min + " to " + max));
        }
        return number;
    }

    private Optional<Integer> unset(Name name, int byDefault) {
        return values.apply(name).isEmpty() ? Optional.of(byDefault) : Optional.empty();
    }

    private void check(Name name, Function<String, Optional<WrongSetting>> rule) {
        values.apply(name).flatMap(rule).ifPresent(why -> object(name, why));
    }

    private void object(Name name, WrongSetting why) {
        objections.add(new Objection(name, why));
    }

    private static Optional<WrongSetting> when(boolean wrong, String russian, String english) {
        return wrong ? Optional.of(new WrongSetting(russian, english)) : Optional.empty();
    }

    private interface Parsing {
        Object parse() throws WrongSetting;
    }

    private static Optional<WrongSetting> refusal(Parsing parsing) {
        try {
            parsing.parse();
            return Optional.empty();
        } catch (WrongSetting why) {
            return Optional.of(why);
        }
    }

    private static boolean isWeb(String written) {
        try {
            var uri = URI.create(written.strip());
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null;
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }
}
