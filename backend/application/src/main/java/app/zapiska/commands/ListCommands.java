package app.zapiska.commands;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.commands.ChatList.Kind;
import app.zapiska.commands.ListCommand.Listing;
import app.zapiska.reminders.PaymentDue;
import app.zapiska.reminders.Payments;
import app.zapiska.reminders.SubjectKey;
import app.zapiska.tasks.TaskLists;
import app.zapiska.telegram.CommandHandler;
import app.zapiska.telegram.PageLinks;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** The commands that list what there is. */
@Singleton
class ListCommands {

    private final TaskLists tasks;
    private final Payments payments;
    private final ChatLists lists;
    private final ListRenderer renderer;
    private final PageLinks page;
    private final InstantSource clock;

    ListCommands(
            TaskLists tasks,
            Payments payments,
            ChatLists lists,
            ListRenderer renderer,
            PageLinks page,
            InstantSource clock) {
        this.tasks = tasks;
        this.payments = payments;
        this.lists = lists;
        this.renderer = renderer;
        this.page = page;
        this.clock = clock;
    }

    @Produces
    @Singleton
    CommandHandler today() {
        return command(new Listing(
                Kind.TODAY,
                List.of("today", "сегодня"),
                10,
                ListTexts::todayDescription,
                this::ofToday,
                ListTexts::noPlan));
    }

    @Produces
    @Singleton
    CommandHandler tasks() {
        return command(new Listing(
                Kind.TASKS,
                List.of("tasks", "задачи"),
                20,
                ListTexts::tasksDescription,
                account -> tasks.open(account).map(ListCommands::tasks),
                ListTexts::noTasks));
    }

    @Produces
    @Singleton
    CommandHandler loans() {
        return command(new Listing(
                Kind.LOANS,
                List.of("loans", "займы"),
                30,
                ListTexts::loansDescription,
                account -> payments.next(account).map(ListCommands::payments),
                ListTexts::noLoans));
    }

    private CommandHandler command(Listing listing) {
        return new ListCommand(listing, lists, renderer, page, clock);
    }

    /** In the order of the first screen: the money, what was missed, the day. */
    private Uni<List<SubjectKey>> ofToday(AccountSettings account) {
        return payments.dueBy(account, account.today(clock.instant()))
                .chain(due -> tasks.ofToday(account)
                        .map(ids -> Stream.concat(payments(due).stream(), tasks(ids).stream())
                                .toList()));
    }

    private static List<SubjectKey> tasks(List<Long> ids) {
        return ids.stream().map(SubjectKey::task).toList();
    }

    private static List<SubjectKey> payments(List<PaymentDue> due) {
        return due.stream().map(PaymentDue::key).toList();
    }
}
