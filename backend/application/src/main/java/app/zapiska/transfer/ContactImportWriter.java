package app.zapiska.transfer;

import app.zapiska.transfer.Archived.Contact;
import app.zapiska.transfer.Archived.Kind;
import app.zapiska.transfer.ImportWriter.Target;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.IntStream;

/** Contacts of lenders and collectors as rows of an account, with the loans they were about where these are here. */
@Singleton
class ContactImportWriter {

    private final Rows database;

    ContactImportWriter(Rows database) {
        this.database = database;
    }

    @RegisterForReflection
    private record ContactRow(long id, Long loanId, Contact content) {}

    Uni<Integer> contacts(Target target, List<Contact> lines) {
        return database.nextIds("collector_contacts", lines.size())
                .chain(ids -> database.insert(target, """
                        insert into collector_contacts (id, account_id, loan_id, contacted_at, kind, who, phone, note, created_at)
                        overriding system value
                        select r.id, cast(:account as bigint), l.id, c."contactedAt", upper(c.kind), c.who, c.phone, c.note,
                          c."createdAt"
                        from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as r(id bigint, "loanId" bigint, content jsonb)
                        cross join lateral jsonb_to_record(r.content) as c("contactedAt" timestamptz, kind text, who text, phone text,
                          note text, "createdAt" timestamptz)
                        left join loans l on l.account_id = :account and l.id = r."loanId"
                        """, rows(target, lines, ids))
                        .chain(() -> database.remember(target, Kind.CONTACT, Rows.pairs(lines, ids)))
                        .replaceWith(lines.size()));
    }

    private static List<ContactRow> rows(Target target, List<Contact> lines, List<Long> ids) {
        return IntStream.range(0, lines.size())
                .mapToObj(i -> new ContactRow(
                        ids.get(i), target.here(Kind.LOAN, lines.get(i).loanId()), lines.get(i)))
                .toList();
    }
}
