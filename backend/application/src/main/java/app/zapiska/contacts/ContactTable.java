package app.zapiska.contacts;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.contacts.ContactViews.Judged;
import app.zapiska.platform.Csv;
import app.zapiska.platform.Csv.Cell;
import app.zapiska.platform.Language;
import app.zapiska.platform.Wording;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Contacts as a table to be added to a complaint: each with its zone, so that a time can't be argued about. */
final class ContactTable {

    private static final DateTimeFormatter RUSSIAN = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm");
    private static final DateTimeFormatter ENGLISH = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private ContactTable() {}

    /** @param contacts the newest first; in the table they stand as they came */
    static byte[] of(List<Judged> contacts, AccountSettings account) {
        var language = account.language();
        var out = new ByteArrayOutputStream();
        try {
            var csv = new Csv(out, Language.choose(language, ';', ','));
            csv.row(Arrays.stream(Wording.of(ContactMessages.class, ContactMessages::columns)
                            .in(language)
                            .split(";"))
                    .map(Cell::text)
                    .toList());
            for (var contact : contacts.reversed()) {
                csv.row(cells(contact, account));
            }
            csv.flush();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private static List<Cell> cells(Judged judged, AccountSettings account) {
        var contact = judged.contact();
        var language = account.language();
        var excesses = judged.excesses().stream()
                .map(excess -> ContactWords.of(excess).in(language) + " ("
                        + excess.rules().stream()
                                .map(rule -> rule.act() + ", " + rule.article())
                                .collect(Collectors.joining("; "))
                        + ")")
                .collect(Collectors.joining("\n"));
        return Stream.of(
                        Cell.value(Language.choose(language, RUSSIAN, ENGLISH).format(contact.at(account.zone()))),
                        Cell.text(zone(contact.at(), account.zone())),
                        Cell.text(ContactWords.of(contact.kind()).in(language)),
                        Cell.text(contact.who()),
                        Cell.text(contact.phone()),
                        Cell.text(contact.orgName()),
                        Cell.text(contact.note()),
                        Cell.text(excesses))
                .toList();
    }

    /** {@code Europe/Moscow (UTC+03:00)}. */
    private static String zone(Instant at, ZoneId zone) {
        var offset = zone.getRules().getOffset(at).getId();
        return zone.getId() + " (UTC" + (offset.equals("Z") ? "+00:00" : offset) + ")";
    }
}
