package app.zapiska.transfer;

import app.zapiska.platform.Csv.Cell;
import app.zapiska.platform.Wording;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * How a spreadsheet of the account's language reads numbers and days. A Russian one counts with a comma and takes «12.05» for the
 * twelfth of May; an English one is the other way round and splits lines at commas. Codes of ours become words.
 */
record Spreadsheet(Locale language, ZoneId zone) {

    /** A column of this name and what follows holds codes of the kind that follows. */
    private static final String CODES = "code_";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter RUSSIAN_DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");

    /** By kind and code, as the database keeps them. */
    static final Map<String, Function<TableMessages, String>> WORDS = Map.ofEntries(
            Map.entry("status OPEN", TableMessages::taskOpen),
            Map.entry("status DONE", TableMessages::taskDone),
            Map.entry("kind PAYMENT", TableMessages::payment),
            Map.entry("kind REVERSAL", TableMessages::reversal),
            Map.entry("kind CORRECTION", TableMessages::correction),
            Map.entry("channel WEB", TableMessages::onTheSite),
            Map.entry("channel TELEGRAM", TableMessages::inTelegram),
            Map.entry("channel API", TableMessages::byProgram),
            Map.entry("contact CALL", TableMessages::contactCall),
            Map.entry("contact ROBOT_CALL", TableMessages::contactRobotCall),
            Map.entry("contact MESSAGE", TableMessages::contactMessage),
            Map.entry("contact MEETING", TableMessages::contactMeeting),
            Map.entry("contact LETTER", TableMessages::contactLetter),
            Map.entry("subject TASK", TableMessages::aboutTask),
            Map.entry("subject INSTALLMENT", TableMessages::aboutInstallment),
            Map.entry("subject LOAN", TableMessages::aboutLoan),
            Map.entry("subject PLANNED", TableMessages::aboutPlanned),
            Map.entry("source TEMPLATE", TableMessages::ofTemplate),
            Map.entry("source CUSTOM", TableMessages::custom),
            Map.entry("source SNOOZE", TableMessages::snooze),
            Map.entry("state SCHEDULED", TableMessages::stateScheduled),
            Map.entry("state CLAIMED", TableMessages::stateClaimed),
            Map.entry("state SENDING", TableMessages::stateClaimed),
            Map.entry("state AWAITING", TableMessages::stateAwaiting),
            Map.entry("state SNOOZED", TableMessages::stateSnoozed),
            Map.entry("state DONE", TableMessages::stateDone),
            Map.entry("state CANCELLED", TableMessages::stateCancelled),
            Map.entry("state FAILED", TableMessages::stateFailed),
            Map.entry("state BLOCKED", TableMessages::stateBlocked));

    private boolean russian() {
        return language.getLanguage().equals("ru");
    }

    char separator() {
        return russian() ? ';' : ',';
    }

    /** What stands in the present row, read by the type of its column. */
    Cell cell(ResultSet row, int column) throws SQLException {
        var types = row.getMetaData();
        var name = types.getColumnLabel(column);
        if (name.startsWith(CODES)) {
            return word(name.substring(CODES.length()), row.getString(column));
        }
        if (row.getObject(column) == null) {
            return Cell.EMPTY;
        }
        return switch (types.getColumnTypeName(column)) {
            case "numeric" -> number(row.getBigDecimal(column));
            case "bool" -> Cell.text(say(row.getBoolean(column) ? TableMessages::yes : TableMessages::no));
            case "date" -> day(row.getObject(column, LocalDate.class));
            case "time" -> Cell.value(TIME.format(row.getObject(column, LocalTime.class)));
            case "timestamp" -> moment(row.getObject(column, LocalDateTime.class));
            case "timestamptz" ->
                moment(row.getObject(column, OffsetDateTime.class)
                        .atZoneSameInstant(zone)
                        .toLocalDateTime());
            case "int2", "int4", "int8" -> Cell.value(row.getString(column));
            default -> Cell.text(row.getString(column));
        };
    }

    Cell number(BigDecimal number) {
        var plain = number.toPlainString();
        return Cell.value(russian() ? plain.replace('.', ',') : plain);
    }

    Cell day(LocalDate day) {
        return Cell.value(written(day));
    }

    Cell moment(LocalDateTime moment) {
        return Cell.value(written(moment.toLocalDate()) + " " + TIME.format(moment));
    }

    private String written(LocalDate day) {
        return russian() ? RUSSIAN_DAY.format(day) : day.toString();
    }

    private Cell word(String kind, String code) {
        if (code == null) {
            return Cell.EMPTY;
        }
        var word = WORDS.get(kind + " " + code);
        return Cell.text(word == null ? code : say(word));
    }

    private String say(Function<TableMessages, String> message) {
        return Wording.of(TableMessages.class, message).in(language);
    }
}
