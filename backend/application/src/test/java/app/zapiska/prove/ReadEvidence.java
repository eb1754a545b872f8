package app.zapiska.prove;

import static java.util.stream.Collectors.toSet;

import app.zapiska.prove.Evidence.Line;
import app.zapiska.prove.Evidence.Loan;
import app.zapiska.prove.Evidence.Payment;
import app.zapiska.prove.Evidence.Reminder;
import app.zapiska.prove.Evidence.Send;
import app.zapiska.prove.Evidence.ShownLoan;
import app.zapiska.prove.Evidence.Task;
import app.zapiska.prove.Evidence.Who;
import app.zapiska.reminders.Arrange;
import app.zapiska.reminders.Slot;
import app.zapiska.sandbox.AcceptedSend;
import app.zapiska.sandbox.SandboxControl;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What stands in the database and in the chats when no process of the product lives any more. */
record ReadEvidence(Arrange database, SandboxControl telegram) {

    Evidence with(Journal journal, List<Who> people, List<ShownLoan> shownLoans, Instant calmAt, Instant endedAt) {
        return new Evidence(
                calmAt,
                endedAt,
                people,
                journal.faults(),
                journal.wishes(),
                journal.attempts(),
                journal.seen(),
                tasks(),
                loans(),
                reminders(),
                ledger(),
                sends(),
                payments(),
                shownLoans);
    }

    private List<Task> tasks() {
        return database
                .rows(
                        "select id, account_id, title, status = 'DONE' as done, deleted_at is not null as deleted from tasks order by id")
                .stream()
                .map(row -> new Task(
                        number(row, "id"),
                        number(row, "account_id"),
                        (String) row.get("title"),
                        (Boolean) row.get("done"),
                        (Boolean) row.get("deleted")))
                .toList();
    }

    private List<Loan> loans() {
        return database.rows("select id, account_id, org_name from loans order by id").stream()
                .map(row -> new Loan(number(row, "id"), number(row, "account_id"), (String) row.get("org_name")))
                .toList();
    }

    private List<Reminder> reminders() {
        return database.rows("""
                        select r.id, r.account_id, coalesce(t.title, l.org_name) as mark, r.state, r.reason, r.seq, r.planned_at,
                          r.updated_at, case when r.due_at is not null then greatest(r.due_at, r.not_before) end as next_at
                        from reminders r
                        left join tasks t on r.subject_kind = 'TASK' and t.id = r.subject_id
                        left join loans l on r.subject_kind = 'LOAN' and l.id = r.subject_id
                        order by r.id""").stream()
                .map(row -> new Reminder(
                        number(row, "id"),
                        number(row, "account_id"),
                        (String) row.get("mark"),
                        (String) row.get("state"),
                        (String) row.get("reason"),
                        (Integer) row.get("seq"),
                        (Instant) row.get("planned_at"),
                        Optional.ofNullable((Instant) row.get("next_at")),
                        (Instant) row.get("updated_at")))
                .toList();
    }

    private List<Line> ledger() {
        return database.rows("""
                        select reminder_id, seq, intent_at, outcome, outcome_at, chat_id, message_id, error
                        from deliveries order by id""").stream()
                .map(row -> new Line(
                        number(row, "reminder_id"),
                        (Integer) row.get("seq"),
                        (Instant) row.get("intent_at"),
                        Optional.ofNullable((String) row.get("outcome")),
                        Optional.ofNullable((Instant) row.get("outcome_at")),
                        number(row, "chat_id"),
                        number(row, "message_id"),
                        (String) row.get("error")))
                .toList();
    }

    private List<Payment> payments() {
        return database.rows("""
                        select e.account_id, e.loan_id, coalesce(nullif(e.note, ''), l.org_name) as mark, e.amount
                        from loan_entries e join loans l on l.id = e.loan_id order by e.id""").stream()
                .map(row -> new Payment(
                        number(row, "account_id"), number(row, "loan_id"), (String) row.get("mark"), (BigDecimal)
                                row.get("amount")))
                .toList();
    }

    private List<Send> sends() {
        return telegram.acceptedSends().stream()
                .map(send -> new Send(send.at(), send.chatId(), send.messageId(), slots(send), send.text()))
                .toList();
    }

    /** Lists and digests have such buttons as well, which belong to no reminder. */
    private static Set<Slot> slots(AcceptedSend send) {
        return Slot.accepted(List.of(send)).keySet().stream()
                .filter(slot -> slot.reminder() > 0)
                .collect(toSet());
    }

    /** 0 for none: no id is. */
    private static long number(Map<String, Object> row, String column) {
        return row.get(column) == null ? 0 : ((Number) row.get(column)).longValue();
    }
}
