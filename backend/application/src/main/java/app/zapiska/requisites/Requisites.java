package app.zapiska.requisites;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where a lender takes transfers, as written in the contract. No part is null; what is not known is empty, and spaces around a
 * value and line breaks in it are of no meaning.
 *
 * @param name whose account it is
 * @param account twenty characters
 * @param bank the name of the bank that holds it
 * @param bic nine digits, the bank's code
 * @param correspondentAccount twenty characters, the bank's own at the Bank of Russia
 * @param inn the payee's tax number, ten or twelve digits; may be empty
 * @param kpp nine characters; may be empty
 * @param purpose what the payment is for; may be empty
 * @param contract its number; may be empty
 */
public record Requisites(
        String name,
        String account,
        String bank,
        String bic,
        String correspondentAccount,
        String inn,
        String kpp,
        String purpose,
        String contract) {

    static final Pattern ACCOUNT = Pattern.compile("[1-9]\\d{4}[0-9ABCEHKMPTX]\\d{14}");

    private static final Pattern BIC = Pattern.compile("\\d{9}");
    private static final Pattern INN = Pattern.compile("\\d{10}|\\d{12}");
    private static final Pattern KPP = Pattern.compile("\\d{4}[0-9A-Z]{2}\\d{3}");
    private static final int NAME_MOST = 160;
    private static final int BANK_MOST = 45;
    private static final int PURPOSE_MOST = 160;
    private static final int CONTRACT_MOST = 100;

    public Requisites {
        name = oneLine(name);
        account = digits(account);
        bank = oneLine(bank);
        bic = digits(bic);
        correspondentAccount = digits(correspondentAccount);
        inn = digits(inn);
        kpp = digits(kpp);
        purpose = oneLine(purpose);
        contract = oneLine(contract);
    }

    public enum Field {
        NAME,
        ACCOUNT,
        BANK,
        BIC,
        CORRESPONDENT_ACCOUNT,
        INN,
        KPP,
        PURPOSE,
        CONTRACT
    }

    public enum Flaw {
        MISSING,
        TOO_LONG,
        /** Not so many digits as it has. */
        MALFORMED,
        /** A digit of it, or of the bank's code, is wrong. */
        WRONG_KEY,
        /** Its check digits do not fit, which happens to numbers that are in use. */
        DOUBTFUL
    }

    public record Finding(Field field, Flaw flaw) {

        /** Whether a transfer by it may be written out. */
        public boolean isMereDoubt() {
            return flaw == Flaw.DOUBTFUL;
        }
    }

    /** What is wrong, in the order of the fields; of one field the first thing only. */
    public List<Finding> findings() {
        var found = new ArrayList<Finding>();
        required(found, Field.NAME, name, NAME_MOST);
        number(found, Field.ACCOUNT, account, ACCOUNT);
        required(found, Field.BANK, bank, BANK_MOST);
        number(found, Field.BIC, bic, BIC);
        number(found, Field.CORRESPONDENT_ACCOUNT, correspondentAccount, ACCOUNT);
        if (BIC.matcher(bic).matches()) {
            if (ACCOUNT.matcher(account).matches() && !BankKeys.accountFits(bic, account)) {
                found.add(new Finding(Field.ACCOUNT, Flaw.WRONG_KEY));
            }
            if (ACCOUNT.matcher(correspondentAccount).matches()
                    && !BankKeys.correspondentFits(bic, correspondentAccount)) {
                found.add(new Finding(Field.CORRESPONDENT_ACCOUNT, Flaw.WRONG_KEY));
            }
        }
        if (!inn.isEmpty()) {
            if (!INN.matcher(inn).matches()) {
                found.add(new Finding(Field.INN, Flaw.MALFORMED));
            } else if (!BankKeys.innFits(inn)) {
                found.add(new Finding(Field.INN, Flaw.DOUBTFUL));
            }
        }
        if (!kpp.isEmpty() && !KPP.matcher(kpp).matches()) {
            found.add(new Finding(Field.KPP, Flaw.MALFORMED));
        }
        limited(found, Field.PURPOSE, purpose, PURPOSE_MOST);
        limited(found, Field.CONTRACT, contract, CONTRACT_MOST);
        found.sort((one, other) -> one.field().compareTo(other.field()));
        return List.copyOf(found);
    }

    private static void required(List<Finding> found, Field field, String value, int most) {
        if (value.isEmpty()) {
            found.add(new Finding(field, Flaw.MISSING));
        } else {
            limited(found, field, value, most);
        }
    }

    private static void number(List<Finding> found, Field field, String value, Pattern shape) {
        if (value.isEmpty()) {
            found.add(new Finding(field, Flaw.MISSING));
        } else if (!shape.matcher(value).matches()) {
            found.add(new Finding(field, Flaw.MALFORMED));
        }
    }

    private static void limited(List<Finding> found, Field field, String value, int most) {
        if (value.codePointCount(0, value.length()) > most) {
            found.add(new Finding(field, Flaw.TOO_LONG));
        }
    }

    /** A line break would look like the end of the code to a bank's reader. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\s\\p{Cntrl}\\p{Z}]+", " ").strip();
    }

    /** Contracts print long numbers in groups. */
    private static String digits(String number) {
        return number.replaceAll("[\\s\\p{Z}\\p{Cf}]+", "");
    }
}
