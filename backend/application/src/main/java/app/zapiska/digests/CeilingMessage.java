package app.zapiska.digests;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.digests.DigestMessages.Content;
import app.zapiska.platform.DateText;
import app.zapiska.platform.Excerpt;
import app.zapiska.reminders.Payments.Ceiling;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.OutgoingMessage.Button;
import app.zapiska.telegram.OutgoingMessage.LinkButton;
import app.zapiska.telegram.RichText;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which loans' ceilings were reached. Pure: the same loans give the same message. It says of no lender that it is wrong, and
 * what it counts on.
 */
final class CeilingMessage {

    /** Ten of the longest, with all that is said of each, are one message that Telegram takes. */
    private static final int LONGEST_NAME = 120;

    private final CeilingTexts texts;
    private final DayTexts shared;
    private final AccountSettings account;
    private final DateText dates;
    private final Function<String, Optional<URI>> page;

    /**
     * @param dates of the account, as of now
     * @param page where a button leads; empty when none may lead there
     */
    CeilingMessage(
            CeilingTexts texts,
            DayTexts shared,
            AccountSettings account,
            DateText dates,
            Function<String, Optional<URI>> page) {
        this.texts = texts;
        this.shared = shared;
        this.account = account;
        this.dates = dates;
        this.page = page;
    }

    /** Whether that day's message has this to tell. */
    static boolean told(Ceiling ceiling, LocalDate day) {
        return ceiling.open()
                && ceiling.reachedOn().filter(reached -> !reached.isAfter(day)).isPresent();
    }

    /** @param mine in order; not empty */
    OutgoingMessage of(Content content, List<Ceiling> mine) {
        var text = RichText.builder()
                .add(
                        content.parts() > 1
                                ? shared.partOf(texts.heading(), content.part(), content.parts())
                                : texts.heading());
        mine.forEach(ceiling -> line(text.add("\n\n"), ceiling, content.date()));
        var told =
                mine.stream().filter(ceiling -> told(ceiling, content.date())).toList();
        if (!told.isEmpty()) {
            text.add("\n\n")
                    .add(texts.source(
                            String.join(
                                    "; ",
                                    told.stream().map(Ceiling::rule).distinct().toList()),
                            dates.date(told.stream()
                                    .map(Ceiling::checkedOn)
                                    .min(Comparator.naturalOrder())
                                    .orElseThrow())));
        }
        var rows = new ArrayList<List<Button>>();
        link(mine).ifPresent(button -> rows.add(List.of(button)));
        rows.add(DayMessage.turn(shared, account, content));
        return new OutgoingMessage(text.build(), rows);
    }

    private void line(RichText.Builder text, Ceiling ceiling, LocalDate day) {
        text.bold(Excerpt.of(ceiling.lender(), LONGEST_NAME));
        if (!told(ceiling, day)) {
            text.add(" — ").add(ceiling.open() ? texts.changed() : texts.closed());
            return;
        }
        var reached = ceiling.reachedOn().orElseThrow();
        text.add("\n")
                .add(texts.ceiling(account.money(ceiling.wholeContract())))
                .add(" ")
                .add(texts.most(account.money(ceiling.most())))
                .add("\n")
                .add(
                        reached.equals(dates.today())
                                ? texts.fromToday(dates.date(reached))
                                : texts.since(dates.date(reached)));
    }

    private Optional<Button> link(List<Ceiling> mine) {
        return mine.size() == 1
                ? page.apply("/loans/" + mine.getFirst().loanId())
                        .map(target -> new LinkButton(texts.loanButton(), target))
                : page.apply("/loans").map(target -> new LinkButton(texts.loansButton(), target));
    }
}
