package app.zapiska.prove;

import app.zapiska.prove.Evidence.Line;
import app.zapiska.prove.Evidence.Payment;
import app.zapiska.prove.Evidence.Reminder;
import app.zapiska.prove.Evidence.Send;
import app.zapiska.prove.Evidence.ShownLoan;
import app.zapiska.prove.Evidence.Task;
import app.zapiska.prove.Evidence.Who;
import app.zapiska.reminders.Arrange;
import app.zapiska.reminders.Slot;
import app.zapiska.sandbox.SandboxControl;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    private List<Reminder> reminders() {
        return database
                .rows("""
                        select id, account_id, subject_id, state, reason, seq, planned_at, updated_at,
                          case when due_at is not null then greatest(due_at, not_before) end as next_at
                        from reminders where subject_kind = 'TASK' order by id""")
                .stream()
                .map(row -> new Reminder(
                        number(row, "id"),
                        number(row, "account_id"),
                        number(row, "subject_id"),
                        (String) row.get("state"),
                        (String) row.get("reason"),
                        (Integer) row.get("seq"),
                        (Instant) row.get("planned_at"),
                        Optional.ofNullable((Instant) row.get("next_at")),
                        (Instant) row.get("updated_at")))
                .toList();
    }

    private List<Line> ledger() {
        return database
                .rows("""
                        select d.reminder_id, d.seq, d.intent_at, d.outcome, d.outcome_at, d.chat_id, d.message_id, d.error
                        from deliveries d join reminders r on r.id = d.reminder_id
                        where r.subject_kind = 'TASK' order by d.id""")
                .stream()
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
        return database.rows("select account_id, loan_id, note, amount from loan_entries order by id").stream()
                .map(row -> new Payment(
                        number(row, "account_id"),
                        number(row, "loan_id"),
                        (String) row.get("note"),
                        (BigDecimal) row.get("amount")))
                .toList();
    }

    private List<Send> sends() {
        return telegram.acceptedSends().stream()
                .map(send -> new Send(
                        send.at(),
                        send.chatId(),
                        send.messageId(),
                        Slot.accepted(List.of(send)).keySet(),
                        send.text()))
                .toList();
    }

    /** 0 for none: no id is. */
    private static long number(Map<String, Object> row, String column) {
        return row.get(column) == null ? 0 : ((Number) row.get(column)).longValue();
    }
}
