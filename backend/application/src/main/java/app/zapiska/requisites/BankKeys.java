package app.zapiska.requisites;

/**
 * The check digits of bank accounts, by the Bank of Russia's order № 515 of 8 September 1997: the weights 7, 1, 3 over three
 * digits of the bank's code and the account; the last digits of the products add up to a multiple of ten. A slip of one digit is
 * always found.
 */
final class BankKeys {

    /** In the sixth place of an account in a clearing currency; worth 0 to 9. */
    private static final String LETTERS = "ABCEHKMPTX";

    private static final int[] WEIGHTS = {7, 1, 3};

    private BankKeys() {}

    /**
     * @param bic nine digits
     * @param account twenty characters, as {@link Requisites#ACCOUNT} has them
     */
    static boolean accountFits(String bic, String account) {
        var end = bic.substring(6);
        // Settlement centres of the Bank of Russia itself have no number of their own among its clients.
        var clearing = end.equals("000") || end.equals("001") || end.equals("002");
        return fits(clearing ? clearingCentre(bic) : end, account);
    }

    /** An account that the bank itself holds at the Bank of Russia; parameters as of {@link #accountFits}. */
    static boolean correspondentFits(String bic, String account) {
        return fits(clearingCentre(bic), account);
    }

    private static String clearingCentre(String bic) {
        return "0" + bic.substring(4, 6);
    }

    private static boolean fits(String prefix, String account) {
        var digits = prefix + account;
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            sum += value(digits.charAt(i)) * WEIGHTS[i % WEIGHTS.length] % 10;
        }
        return sum % 10 == 0;
    }

    private static int value(char digit) {
        int letter = LETTERS.indexOf(digit);
        return letter < 0 ? digit - '0' : letter;
    }

    /**
     * The last digit of a company's tax number, or the last two of a person's. To be warned of only: the sample in the standard
     * for payment codes fails it.
     *
     * @param inn ten or twelve digits
     */
    static boolean innFits(String inn) {
        return inn.length() == 10
                ? innDigit(inn, 9, 2, 4, 10, 3, 5, 9, 4, 6, 8)
                : innDigit(inn, 10, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
                        && innDigit(inn, 11, 3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8);
    }

    private static boolean innDigit(String inn, int at, int... weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * (inn.charAt(i) - '0');
        }
        return sum % 11 % 10 == inn.charAt(at) - '0';
    }
}
