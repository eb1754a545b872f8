package app.zapiska.requisites;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.law.ProductionCalendar;
import app.zapiska.platform.Language;
import app.zapiska.reminders.HowToPayButton;
import app.zapiska.reminders.PaymentDue;
import app.zapiska.reminders.Payments;
import app.zapiska.reminders.PressedMessages;
import app.zapiska.reminders.SubjectKey;
import app.zapiska.telegram.ButtonHandler;
import io.quarkus.qute.i18n.Localized;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongFunction;

/**
 * «Как заплатить» under a payment: answers with what is to be copied, the code and the links. It changes nothing, so the
 * reminder goes on.
 */
@ApplicationScoped
class HowToPayPresses implements ButtonHandler {

    /** One and the same, so that the answer to a button pressed five times in a row waits once. */
    private static final LongFunction<Uni<Void>> NOTED =
            message -> Uni.createFrom().voidItem();

    private final Payments payments;
    private final PressedMessages messages;
    private final ProductionCalendar calendar;
    private final HowToPayTexts russian;
    private final HowToPayTexts english;
    private final InstantSource clock;

    HowToPayPresses(
            Payments payments,
            PressedMessages messages,
            ProductionCalendar calendar,
            HowToPayTexts russian,
            @Localized("en") HowToPayTexts english,
            InstantSource clock) {
        this.payments = payments;
        this.messages = messages;
        this.calendar = calendar;
        this.russian = russian;
        this.english = english;
        this.clock = clock;
    }

    @Override
    public boolean handles(String data) {
        return HowToPayButton.parse(data).isPresent();
    }

    @Override
    public boolean onlyShows(String data) {
        return true;
    }

    @Override
    public Uni<Reply> pressed(Press press) {
        var pressed = HowToPayButton.parse(press.data()).orElseThrow();
        return messages.around(
                press,
                pressed.reminderId(),
                OptionalInt.empty(),
                Optional.of(pressed.payment()),
                kept -> answer(press.account(), pressed.payment()));
    }

    private Uni<Reply> answer(AccountSettings account, SubjectKey key) {
        var texts = Language.choose(account.language(), russian, english);
        return payments.find(account.accountId(), key).chain(found -> {
            if (found.isEmpty()) {
                return Uni.createFrom().item(Reply.toast(texts.gone()));
            }
            var payment = found.get();
            if (!payment.open()) {
                return Uni.createFrom().item(Reply.toast(texts.alreadyPaid()));
            }
            return RequisitesViews.ofLoan(account.accountId(), payment.loanId())
                    .map(how -> how.isNothing()
                            ? Reply.toast(texts.nothingWritten())
                            : Reply.toast("")
                                    .followedBy(new FollowUp.Send(
                                            new HowToPayMessage(
                                                            texts,
                                                            account::money,
                                                            account.dates(clock.instant())::day,
                                                            RequisitesViews.inRoubles(account))
                                                    .of(payment, how, mayBeLate(account, payment)),
                                            NOTED)));
        });
    }

    private boolean mayBeLate(AccountSettings account, PaymentDue payment) {
        LocalDate today = account.today(clock.instant());
        return payment.dueDate()
                // No lender waits for what a plan pays early.
                .filter(due -> !payment.planned())
                .map(due -> TransferTime.state(TransferTime.lastDay(calendar, due), due, today)
                        == TransferTime.State.MAY_BE_LATE)
                .orElse(false);
    }
}
