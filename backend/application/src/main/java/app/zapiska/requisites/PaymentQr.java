package app.zapiska.requisites;

import app.zapiska.platform.Money;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the QR code of a transfer by requisites says, by ГОСТ Р 56042-2014, in UTF-8. The format has no checksum of its own:
 * whoever shows the code looks at {@link Requisites#findings()} first.
 */
public final class PaymentQr {

    /** The format, its first version, UTF-8. */
    private static final String BEGINNING = "ST00012";

    /** In the order of the standard's preference; the one between the fields is in none of them. */
    private static final String SEPARATORS = "|#;:^_~{}!$%&()*+,/@";

    /** Of the five fields that must be there, with their keys, in bytes. */
    private static final int REQUIRED_MOST = 300;

    private PaymentQr() {}

    /**
     * @param amount more than nothing; in roubles, which the format knows alone
     * @return nothing when it can't be: something required is missing or malformed, or together it is too long, or every sign that
     *     may stand between two fields stands in one
     */
    public static Optional<String> of(Requisites requisites, Money amount) {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("a payment of " + amount);
        }
        if (!requisites.findings().stream().allMatch(Requisites.Finding::isMereDoubt)) {
            return Optional.empty();
        }
        var fields = new LinkedHashMap<String, String>();
        fields.put("Name", requisites.name());
        fields.put("PersonalAcc", requisites.account());
        fields.put("BankName", requisites.bank());
        fields.put("BIC", requisites.bic());
        fields.put("CorrespAcc", requisites.correspondentAccount());
        if (joined(fields, '|').getBytes(StandardCharsets.UTF_8).length > REQUIRED_MOST) {
            return Optional.empty();
        }
        optional(fields, "PayeeINN", requisites.inn());
        optional(fields, "KPP", requisites.kpp());
        optional(fields, "Purpose", requisites.purpose());
        optional(fields, "Contract", requisites.contract());
        fields.put("Sum", amount.amount().movePointRight(2).toBigIntegerExact().toString());
        return SEPARATORS
                .chars()
                .filter(separator -> fields.values().stream().noneMatch(value -> value.indexOf(separator) >= 0))
                .mapToObj(separator -> joined(fields, (char) separator))
                .findFirst();
    }

    private static void optional(Map<String, String> fields, String key, String value) {
        if (!value.isEmpty()) {
            fields.put(key, value);
        }
    }

    private static String joined(Map<String, String> fields, char separator) {
        return fields.entrySet().stream()
                .map(field -> separator + field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining("", BEGINNING, ""));
    }
}
