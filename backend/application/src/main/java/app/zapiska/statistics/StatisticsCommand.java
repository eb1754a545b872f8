package app.zapiska.statistics;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.platform.DateText;
import app.zapiska.platform.Language;
import app.zapiska.platform.Wording;
import app.zapiska.statistics.StatisticsViews.Period;
import app.zapiska.statistics.StatisticsViews.View;
import app.zapiska.telegram.CommandHandler;
import app.zapiska.telegram.PageLinks;
import io.quarkus.qute.i18n.Localized;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The figures of the last days in a few lines; the page has the rest. */
@Singleton
class StatisticsCommand implements CommandHandler {

    private static final int WEEK = 7;
    private static final int MONTH = 30;

    private final StatisticsViews statistics;
    private final StatisticsTexts russian;
    private final StatisticsTexts english;
    private final ServerFigures server;
    private final PageLinks page;
    private final InstantSource clock;

    StatisticsCommand(
            StatisticsViews statistics,
            StatisticsTexts russian,
            @Localized("en") StatisticsTexts english,
            ServerFigures server,
            PageLinks page,
            InstantSource clock) {
        this.statistics = statistics;
        this.russian = russian;
        this.english = english;
        this.server = server;
        this.page = page;
        this.clock = clock;
    }

    @Override
    public List<String> names() {
        return List.of("stats", "статистика");
    }

    @Override
    public Wording description() {
        return Wording.of(StatisticsTexts.class, StatisticsTexts::description);
    }

    @Override
    public int place() {
        return 60;
    }

    @Override
    public boolean changes() {
        return false;
    }

    @Override
    public Uni<Optional<Answer>> commanded(Commanded command) {
        var account = command.account();
        return of(account, WEEK)
                .chain(week -> of(account, MONTH).map(month -> words(account, week, month)))
                // In a group others read along.
                .chain(own -> !command.privateChat()
                        ? Uni.createFrom().item(own)
                        : server.of(account)
                                .map(figures ->
                                        figures.map(more -> own + "\n\n" + more).orElse(own)))
                .map(text -> Optional.of(Answer.of(page.leading(text, account.language()))));
    }

    private Uni<View> of(AccountSettings account, int days) {
        var today = account.today(clock.instant());
        return statistics.of(account, new Period(today.minusDays(days - 1), today));
    }

    private String words(AccountSettings account, View week, View month) {
        var texts = Language.choose(account.language(), russian, english);
        // Both periods end today: which day the first one was is told as a date.
        var dates = new DateText(week.to(), account.zone(), account.language());
        return String.join(
                "\n\n",
                texts.heading(),
                period(texts, account, dates, WEEK, week),
                period(texts, account, dates, MONTH, month));
    }

    private static String period(StatisticsTexts texts, AccountSettings account, DateText dates, int days, View view) {
        var lines = new ArrayList<String>();
        lines.add(texts.period(days, dates.day(view.from())));
        lines.add(texts.done(view.tasks().done(), days, view.tasks().doneBefore()));
        var reminders = view.reminders();
        lines.add(texts.reminders(reminders.sent(), reminders.answered())
                + (reminders.medianSeconds() == null
                        ? ""
                        : "; "
                                + texts.median(
                                        ServerFigures.about(Duration.ofSeconds(reminders.medianSeconds()), account))));
        var payments = view.payments();
        lines.add(texts.payments(payments.onTime().count(), payments.late().count()));
        if (payments.unpaid().count() > 0) {
            lines.add(texts.unpaid(
                    payments.unpaid().count(), account.money(payments.unpaid().amount())));
        }
        return String.join("\n", lines);
    }
}
