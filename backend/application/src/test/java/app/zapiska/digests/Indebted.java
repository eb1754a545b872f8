package app.zapiska.digests;

import app.zapiska.sandbox.SandboxMessage;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** A person with loans that are reckoned, who reads only what the chat says of their ceilings. */
final class Indebted {

    private static final String MARK = "🧱";

    /** Of 10,000 at 0.8 % a day for 30 days: vector C1 of the law's tables. */
    private static final int DAYS_TO_THE_CEILING = 119;

    /** Who asks is remembered for ten seconds, with their chat. */
    private static final Duration FORGOTTEN = Duration.ofSeconds(11);

    final Borrower person;

    private final Borrower.Parts parts;

    /** @param local wall time in Moscow that it is now */
    Indebted(Borrower.Parts parts, String local) {
        this.parts = parts;
        person = new Borrower(parts, local);
        person.settings(settings -> settings.put("digestTimes", List.of()));
    }

    /** One that reaches its ceiling on the day if nothing is paid. */
    long loan(String lender, LocalDate reachedOn) {
        return person.create(content(lender, reachedOn));
    }

    static Map<String, Object> content(String lender, LocalDate reachedOn) {
        var taken = reachedOn.minusDays(DAYS_TO_THE_CEILING);
        return Borrower.json(
                "orgName",
                lender,
                "loanDate",
                taken.toString(),
                "dueDate",
                taken.plusDays(30).toString(),
                "amountBorrowed",
                "10000",
                "amountDue",
                "12400",
                "contract",
                Borrower.json("dailyRate", 0.8));
    }

    /** The same loan with other terms. */
    void change(long loan, Map<String, Object> content) {
        content.putIfAbsent("reminderTemplateId", null);
        person.visitor
                .request()
                .header("If-Match", "\"v" + person.loan(loan).getInt("version") + "\"")
                .body(content)
                .put("/loans/" + loan)
                .then()
                .statusCode(200);
    }

    void pay(long loan, String amount, String on) {
        person.post("/loans/" + loan + "/payments", Borrower.json("amount", amount, "paidOn", on))
                .statusCode(201);
    }

    void delete(long loan) {
        person.visitor
                .request()
                .header("If-Match", "\"v" + person.loan(loan).getInt("version") + "\"")
                .delete("/loans/" + loan)
                .then()
                .statusCode(204);
    }

    void settings(String name, Object value) {
        person.settings(settings -> settings.put(name, value));
    }

    void pause(String until, boolean payments) {
        person.post("/settings/pause", Borrower.json("until", until, "payments", payments))
                .statusCode(200);
    }

    /** Texts of the messages about ceilings that Telegram ever took. */
    List<String> told() {
        return person.sends().stream()
                .map(send -> Borrower.plain(send.text()))
                .filter(text -> text.startsWith(MARK))
                .toList();
    }

    long told(String lender) {
        return told().stream().filter(text -> text.contains(lender)).count();
    }

    SandboxMessage message() {
        return person.message(text -> text.startsWith(MARK));
    }

    /** When the page says that the ceiling is reached, and whether a message comes then. */
    String foretold(long loan) {
        parts.clock.advance(FORGOTTEN);
        var ceiling = person.loan(loan);
        return ceiling.getString("owed.ceiling.reachedOn") + " " + ceiling.getBoolean("owed.ceiling.told");
    }
}
