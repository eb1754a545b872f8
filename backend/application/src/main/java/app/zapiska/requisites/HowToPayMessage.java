package app.zapiska.requisites;

import app.zapiska.platform.Excerpt;
import app.zapiska.platform.Money;
import app.zapiska.reminders.PaymentDue;
import app.zapiska.telegram.OutgoingMessage;
import app.zapiska.telegram.OutgoingMessage.Button;
import app.zapiska.telegram.OutgoingMessage.LinkButton;
import app.zapiska.telegram.OutgoingMessage.Picture;
import app.zapiska.telegram.PageLinks;
import app.zapiska.telegram.RichText;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The message that says how one payment is made: what to copy, the code to scan and the links to open. Pure. */
final class HowToPayMessage {

    private static final int LONGEST_LENDER = 100;

    private final HowToPayTexts texts;
    private final Function<Money, String> sums;
    private final Function<LocalDate, String> days;
    private final boolean roubles;

    /**
     * @param days how a due day is told
     * @param roubles whether the account's sums are, which the code knows alone
     */
    HowToPayMessage(
            HowToPayTexts texts, Function<Money, String> sums, Function<LocalDate, String> days, boolean roubles) {
        this.texts = texts;
        this.sums = sums;
        this.days = days;
        this.roubles = roubles;
    }

    /**
     * @param payment an open one
     * @param late whether a transfer may come too late
     */
    OutgoingMessage of(PaymentDue payment, HowToPay how, boolean late) {
        var text = text(payment, how, late);
        var code = roubles && text.text().length() <= Picture.LONGEST_CAPTION
                ? PaymentQr.of(how.requisites(), payment.remaining())
                : Optional.<String>empty();
        return new OutgoingMessage(text, links(payment, how), Optional.empty(), code.map(Picture::new));
    }

    private RichText text(PaymentDue payment, HowToPay how, boolean late) {
        var text = RichText.builder()
                .add("💳 ")
                .bold(Excerpt.of(payment.lender(), LONGEST_LENDER))
                .add("\n")
                .add(texts.sum(sums.apply(payment.remaining())));
        payment.dueDate()
                .map(days)
                .map(payment.planned() ? texts::byPlan : texts::due)
                .ifPresent(when -> text.add(", ").add(when));
        var r = how.requisites();
        if (!r.account().isEmpty()) {
            text.add("\n");
            line(text, texts.name(), r.name());
            line(text, texts.account(), r.account());
            line(text, texts.bank(), r.bank());
            line(text, texts.bic(), r.bic());
            line(text, texts.correspondentAccount(), r.correspondentAccount());
            line(text, texts.inn(), r.inn());
            line(text, texts.kpp(), r.kpp());
            line(text, texts.purpose(), r.purpose());
            text.add("\n\n").add(texts.copyHint()).add(" ").add(texts.check());
            if (late) {
                text.add("\n").add(texts.mayBeLate());
            }
        }
        return text.build();
    }

    private static void line(RichText.Builder text, String label, String value) {
        if (!value.isEmpty()) {
            text.add("\n").add(label).add(": ").code(value);
        }
    }

    private List<List<Button>> links(PaymentDue payment, HowToPay how) {
        var rows = new ArrayList<List<Button>>();
        if (!how.sbpLink().isEmpty()) {
            rows.add(List.of(new LinkButton(texts.sbpButton(), URI.create(how.sbpLink()))));
        }
        payment.portal()
                .filter(PageLinks::isPublic)
                .ifPresent(address -> rows.add(List.of(new LinkButton(texts.portalButton(), address))));
        return rows;
    }
}
