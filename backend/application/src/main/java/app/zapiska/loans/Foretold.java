package app.zapiska.loans;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.reminders.NextMessage;
import app.zapiska.reminders.NextMessage.About;
import app.zapiska.reminders.NextMessage.Waiting;
import app.zapiska.reminders.NextMessages;
import app.zapiska.reminders.SubjectKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** When a person is next written to about a loan and about each of its payments. */
record Foretold(long loanId, NextMessage ofLoan, Map<SubjectKey, NextMessage> ofPayments) {

    /** @param waiting the reminders of its payments */
    static Foretold of(
            AccountSettings account,
            long loanId,
            boolean reminding,
            Balance balance,
            List<Waiting> waiting,
            NextMessages next) {
        var bySubject = waiting.stream().collect(Collectors.groupingBy(Waiting::subject));
        var ofPayments = new HashMap<SubjectKey, NextMessage>();
        for (var part : balance.parts()) {
            var key = PaymentSnapshot.key(loanId, part);
            var about = new About(part.open(), part.dueDate().isPresent(), reminding);
            ofPayments.put(key, next.of(account, about, bySubject.getOrDefault(key, List.of())));
        }
        var about = new About(!balance.settled(), balance.nextPart().isPresent(), reminding);
        return new Foretold(loanId, next.of(account, about, waiting), ofPayments);
    }

    NextMessage of(Balance.Part part) {
        return ofPayments.get(PaymentSnapshot.key(loanId, part));
    }
}
