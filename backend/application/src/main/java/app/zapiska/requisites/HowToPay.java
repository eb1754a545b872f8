package app.zapiska.requisites;

import app.zapiska.platform.DomainException.FieldError;
import app.zapiska.platform.DomainException.Invalid;
import app.zapiska.platform.Wording;
import app.zapiska.requisites.Requisites.Field;
import app.zapiska.requisites.Requisites.Finding;
import app.zapiska.requisites.Requisites.Flaw;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What a person has written down of how a loan is paid; any of it may still be missing.
 *
 * @param sbpLink empty, or a link that {@link SbpLink} accepts
 */
public record HowToPay(Requisites requisites, String sbpLink) {

    static final HowToPay NOTHING = new HowToPay(new Requisites("", "", "", "", "", "", "", "", ""), "");

    static final int LONGEST_NAME = 160;
    static final int LONGEST_BANK = 160;
    static final int LONGEST_PURPOSE = 210;

    public boolean isNothing() {
        return equals(NOTHING);
    }

    /** Whether the product keeps it: what is missing is told, what is wrong is refused. */
    public boolean acceptable() {
        return errors().isEmpty();
    }

    /** @throws Invalid when something is wrong rather than missing */
    HowToPay checked() {
        var errors = errors();
        if (!errors.isEmpty()) {
            throw new Invalid(errors.getFirst().message(), errors);
        }
        return this;
    }

    private List<FieldError> errors() {
        var errors = new ArrayList<FieldError>();
        requisites.findings().stream()
                .filter(HowToPay::isWrong)
                .map(finding -> new FieldError(nameOf(finding.field()), words(finding)))
                .forEach(errors::add);
        if (!sbpLink.isEmpty() && !SbpLink.acceptable(sbpLink)) {
            errors.add(new FieldError("sbpLink", say(RequisitesMessages::badSbpLink)));
        }
        return errors;
    }

    private static boolean isWrong(Finding finding) {
        return finding.flaw() == Flaw.MALFORMED || finding.flaw() == Flaw.WRONG_KEY;
    }

    /** As JSON calls it. */
    static String nameOf(Field field) {
        return switch (field) {
            case NAME -> "name";
            case ACCOUNT -> "account";
            case BANK -> "bank";
            case BIC -> "bic";
            case CORRESPONDENT_ACCOUNT -> "correspondentAccount";
            case INN -> "inn";
            case KPP -> "kpp";
            case PURPOSE -> "purpose";
            case CONTRACT -> "contract";
        };
    }

    static Wording words(Finding finding) {
        return switch (finding.flaw()) {
            case MISSING -> missing(finding.field());
            case TOO_LONG ->
                say(finding.field() == Field.BANK ? RequisitesMessages::longBank : RequisitesMessages::longForCode);
            case MALFORMED -> malformed(finding.field());
            case WRONG_KEY ->
                say(
                        finding.field() == Field.ACCOUNT
                                ? RequisitesMessages::wrongAccount
                                : RequisitesMessages::wrongCorrespondentAccount);
            case DOUBTFUL -> say(RequisitesMessages::doubtfulInn);
        };
    }

    private static Wording missing(Field field) {
        return switch (field) {
            case NAME -> say(RequisitesMessages::noName);
            case ACCOUNT -> say(RequisitesMessages::noAccount);
            case BANK -> say(RequisitesMessages::noBank);
            case BIC -> say(RequisitesMessages::noBic);
            case CORRESPONDENT_ACCOUNT -> say(RequisitesMessages::noCorrespondentAccount);
            case INN, KPP, PURPOSE, CONTRACT -> throw new IllegalStateException(field + " may be missing");
        };
    }

    private static Wording malformed(Field field) {
        return switch (field) {
            case ACCOUNT, CORRESPONDENT_ACCOUNT -> say(RequisitesMessages::malformedAccount);
            case BIC -> say(RequisitesMessages::malformedBic);
            case INN -> say(RequisitesMessages::malformedInn);
            case KPP -> say(RequisitesMessages::malformedKpp);
            case NAME, BANK, PURPOSE, CONTRACT -> throw new IllegalStateException(field + " has no form");
        };
    }

    private static Wording say(Function<RequisitesMessages, String> message) {
        return Wording.of(RequisitesMessages.class, message);
    }
}
