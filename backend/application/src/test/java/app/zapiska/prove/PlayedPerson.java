package app.zapiska.prove;

import app.zapiska.prove.Evidence.Seen;
import app.zapiska.prove.Evidence.ShownLoan;
import app.zapiska.prove.Evidence.Told;
import app.zapiska.prove.Evidence.Who;
import app.zapiska.prove.Evidence.Wish;
import app.zapiska.prove.PatientClient.Answer;
import app.zapiska.prove.Script.Act;
import app.zapiska.reminders.ReminderButton.Pressed;
import app.zapiska.reminders.SubjectKey;
import app.zapiska.sandbox.SandboxControl;
import app.zapiska.telegram.ButtonCode;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Somebody at work on the page, by a script and in the chat, one thing after the other. What may have happened or not is not
 * touched again, so that in the end there is only one way how things can be.
 */
final class PlayedPerson implements AutoCloseable {

    private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");
    private static final Duration FOR_A_BUTTON = Duration.ofSeconds(20);
    /** Long enough for an answer to come before the reminder's minute does. */
    private static final Duration AHEAD = Duration.ofSeconds(20);
    /** Not before the preparations are over, whose reminders get other moments then. */
    private static final Duration AHEAD_OF_THE_RUN = Duration.ofMinutes(3);

    private static final String OWED = "1000.00";
    private static final long OWED_MINOR_UNITS = 100_000;

    private enum State {
        OPEN,
        DONE,
        DELETED,
        UNSURE
    }

    private record Kept(long id, String title, State state) {}

    private record Message(long id, Pressed button) {}

    private final Who who;
    private final PatientClient client;
    private final SandboxControl telegram;
    private final Journal journal;
    private final Map<Long, Kept> tasks = new ConcurrentSkipListMap<>();
    private final Map<Long, Kept> loans = new ConcurrentSkipListMap<>();
    /** Loans that are due and nag. */
    private final Map<Long, Kept> owed = new ConcurrentSkipListMap<>();

    private final List<Thread> waitingForAnAnswer = new ArrayList<>();
    private final AtomicInteger written = new AtomicInteger();
    private List<PlayedPerson> others = List.of();

    PlayedPerson(Who who, PatientClient client, SandboxControl telegram, Journal journal) {
        this.who = who;
        this.client = client;
        this.telegram = telegram;
        this.journal = journal;
    }

    Who who() {
        return who;
    }

    void knows(List<PlayedPerson> everybody) {
        others = everybody.stream().filter(one -> one != this).toList();
    }

    /** Before the run: what nags from its first moments on. */
    void prepare(List<Act> acts) {
        for (var act : acts) {
            perform(act);
            awaitAnswers();
        }
    }

    /** @param until nobody begins anything after it, however late they are */
    void play(List<Act> acts, Instant begin, Instant until) {
        for (var act : acts) {
            while (Instant.now().isBefore(begin.plus(act.at()))) {
                LockSupport.parkNanos(
                        Duration.between(Instant.now(), begin.plus(act.at())).toNanos());
            }
            if (Instant.now().isAfter(until)) {
                journal.skipped(act.operation());
            } else {
                perform(act);
            }
        }
        awaitAnswers();
    }

    private void awaitAnswers() {
        for (var thread : waitingForAnAnswer) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        waitingForAnAnswer.clear();
    }

    private void perform(Act act) {
        switch (act.operation()) {
            case ADD_TASK, ADD_TASK_BY_SCRIPT -> addTask(act);
            case ADD_LOAN_BY_SCRIPT -> addLoan(act);
            case ADD_PAYMENT_BY_SCRIPT -> addPayment(act);
            case COMPLETE, COMPLETE_BY_SCRIPT -> change(act, State.OPEN, "/complete", State.DONE, Instant.MAX);
            case REOPEN -> change(act, State.DONE, "/reopen", State.OPEN, null);
            case RESTORE -> change(act, State.DELETED, "/restore", State.OPEN, null);
            case DELETE -> change(act, State.OPEN, null, State.DELETED, Instant.MAX);
            case SNOOZE ->
                change(act, State.OPEN, "/snooze", State.OPEN, Instant.now().plus(1, ChronoUnit.MINUTES));
            case PRESS_DONE -> press(act, tasks, "d", State.DONE, Instant.MAX);
            case PRESS_SNOOZE ->
                press(act, tasks, "q", State.OPEN, Instant.now().plus(15, ChronoUnit.MINUTES));
            case PRESS_PAID -> press(act, owed, "p", State.DONE, Instant.MAX);
            case PAY, PAY_BY_SCRIPT -> pay(act);
            case LOOK -> look(act);
            case LOOK_AT_ANOTHERS -> lookAtAnothers(act);
            case LIST_IN_CHAT -> telegram.sendText(who.chat(), act.pick() % 2 == 0 ? "/tasks" : "/loans");
            case WRITE_MUCH -> writeMuch(act);
        }
    }

    private void writeMuch(Act act) {
        for (int n = 5 + act.pick() % 15; n > 0; n--) {
            telegram.sendText(who.chat(), "заметка " + mark());
        }
    }

    // ---- adding and paying: with a key, and other things go on while the answer is waited for

    private void addTask(Act act) {
        var title = mark();
        var task = new JsonObject()
                .put("title", title)
                .put("importance", 1 + act.pick() % 3)
                .putNull("reminderTemplateId")
                .put("reminders", List.of(soon(act).toString()));
        inTheBackground(() -> {
            var begin = Instant.now();
            var answer = client.ask(act, "POST", "/tasks", task, title);
            note(act, title, begin, answer, null);
            answer.filter(one -> one.status() == 201)
                    .map(one -> new JsonObject(one.body()).getLong("id"))
                    .ifPresent(id -> tasks.put(id, new Kept(id, title, State.OPEN)));
        });
    }

    private void addLoan(Act act) {
        var lender = mark();
        var loan = new JsonObject()
                .put("orgName", lender)
                .put("loanDate", "2026-10-01")
                .put("dueDate", "2099-10-01")
                .put("amountBorrowed", "1000000.00")
                .putNull("reminderTemplateId");
        inTheBackground(() -> addLoan(act, lender, loan, loans));
    }

    /** Payments are reminded of by templates only, so it gets one of its own. */
    private void addPayment(Act act) {
        var name = mark();
        var lender = mark();
        var moment = soon(act);
        var template = new JsonObject()
                .put("name", name)
                .put(
                        "rules",
                        List.of(Map.of(
                                "kind",
                                "onDay",
                                "daysBefore",
                                0,
                                "time",
                                moment.toLocalTime().toString())));
        inTheBackground(() -> client.ask(act, "POST", "/reminder-templates", template, name)
                .filter(one -> one.status() == 201)
                .map(one -> new JsonObject(one.body()).getLong("id"))
                .ifPresentOrElse(
                        id -> addLoan(
                                act,
                                lender,
                                new JsonObject()
                                        .put("orgName", lender)
                                        .put("loanDate", "2026-10-01")
                                        .put("dueDate", moment.toLocalDate().toString())
                                        .put("amountBorrowed", OWED)
                                        .put("reminderTemplateId", id),
                                owed),
                        () -> journal.skipped(act.operation())));
    }

    private void addLoan(Act act, String lender, JsonObject loan, Map<Long, Kept> among) {
        var begin = Instant.now();
        var answer = client.ask(act, "POST", "/loans", loan, lender);
        note(act, lender, begin, answer, null);
        answer.filter(one -> one.status() == 201)
                .map(one -> new JsonObject(one.body()).getLong("id"))
                .ifPresent(id -> among.put(id, new Kept(id, lender, State.OPEN)));
    }

    /** Nobody's and nothing's but this. */
    private String mark() {
        return who.name() + " " + written.incrementAndGet();
    }

    /** The next whole minute there is time enough for. */
    private static LocalDateTime soon(Act act) {
        var ahead = act.isPreparation() ? AHEAD_OF_THE_RUN : AHEAD;
        return LocalDateTime.ofInstant(Instant.now().plus(ahead), MOSCOW)
                .truncatedTo(ChronoUnit.MINUTES)
                .plusMinutes(1);
    }

    private void pay(Act act) {
        if (loans.isEmpty()) {
            journal.skipped(act.operation());
            return;
        }
        var loan = List.copyOf(loans.keySet()).get(act.pick() % loans.size());
        var note = mark();
        var payment =
                new JsonObject().put("amount", 1 + act.pick() % 50 + ".50").put("note", note);
        inTheBackground(() -> {
            var begin = Instant.now();
            note(act, note, begin, client.ask(act, "POST", "/loans/" + loan + "/payments", payment, note), null);
        });
    }

    private void inTheBackground(Runnable work) {
        waitingForAnAnswer.add(Thread.ofVirtual().start(work));
    }

    // ---- changing

    /** @param path below the task; null to delete it */
    private void change(Act act, State of, String path, State becomes, Instant quietUntil) {
        var chosen = choose(of, act.pick());
        if (chosen.isEmpty()) {
            journal.skipped(act.operation());
            return;
        }
        var task = chosen.get();
        var body = act.operation() == Operation.SNOOZE ? new JsonObject().put("minutes", 1) : new JsonObject();
        var begin = Instant.now();
        var answer = path == null
                ? client.ask(act, "DELETE", "/tasks/" + task.id(), null, null)
                : client.ask(act, "POST", "/tasks/" + task.id() + path, body, null);
        var told = note(act, task.title(), begin, answer, quietUntil);
        boolean certain = told == Told.DONE && answer.filter(Answer::atOnce).isPresent();
        become(tasks, task, certain ? becomes : State.UNSURE);
    }

    private Optional<Kept> choose(State state, int pick) {
        var choice =
                tasks.values().stream().filter(task -> task.state() == state).toList();
        return choice.isEmpty() ? Optional.empty() : Optional.of(choice.get(pick % choice.size()));
    }

    private static void become(Map<Long, Kept> among, Kept one, State state) {
        among.put(one.id(), new Kept(one.id(), one.title(), state));
    }

    // ---- the chat

    /**
     * Under a message of several subjects a person opens one first and then finds the button that is pressed here at once: the
     * handler needs no more than what the button carries.
     */
    private void press(Act act, Map<Long, Kept> among, String button, State becomes, Instant quietUntil) {
        var shown = shownInChat(among);
        if (shown.isEmpty()) {
            journal.skipped(act.operation());
            return;
        }
        var id = List.copyOf(shown.keySet()).get(act.pick() % shown.size());
        var pressed = among.get(id);
        var message = shown.get(id);
        // A button that pays names the sum where others name the message.
        long last = among == owed ? OWED_MINOR_UNITS : message.button().seq();
        var data =
                new ButtonCode(button, kind(among).code(), id, message.button().reminderId(), last).encode();
        var begin = Instant.now();
        var press = telegram.pressAs(who.chat(), who.chat(), message.id(), data);
        if (act.pick() % 4 == 0) {
            // As Telegram does now and then.
            telegram.repeatUpdate(press.updateId());
        }
        boolean answered = press.awaitAnswered(FOR_A_BUTTON);
        // Telegram keeps what was not taken: whenever the answer comes, the press has its effect before all is at rest.
        boolean failed = press.toast().filter(PlayedPerson::saysThatItFailed).isPresent();
        var told = failed ? Told.UNSURE : Told.DONE;
        journal.wanted(new Wish(
                who.number(),
                act.operation(),
                pressed.title(),
                begin,
                answered ? Instant.now() : Instant.MAX,
                told,
                Optional.of(quietUntil)));
        become(among, pressed, answered && !failed ? becomes : State.UNSURE);
    }

    private static boolean saysThatItFailed(String toast) {
        return toast.startsWith("Не получилось");
    }

    private SubjectKey.Kind kind(Map<Long, Kept> among) {
        return among == owed ? SubjectKey.Kind.LOAN : SubjectKey.Kind.TASK;
    }

    /** By the latest message that shows them. */
    private Map<Long, Message> shownInChat(Map<Long, Kept> among) {
        var shown = new TreeMap<Long, Message>();
        for (var message : telegram.messages(who.chat())) {
            if (message.fromBot() && !message.deleted()) {
                message.buttons().stream()
                        .flatMap(button -> button.callbackData().stream())
                        .flatMap(data -> Pressed.parse(data).stream())
                        .filter(button -> button.subject().kind() == kind(among) && button.reminderId() > 0)
                        .filter(button -> Optional.ofNullable(
                                        among.get(button.subject().id()))
                                .filter(task -> task.state() == State.OPEN)
                                .isPresent())
                        .forEach(button -> shown.put(button.subject().id(), new Message(message.messageId(), button)));
            }
        }
        return shown;
    }

    // ---- looking

    private void look(Act act) {
        switch (act.pick() % 3) {
            case 0 ->
                client.ask(act, "GET", "/tasks?filter=open&sort=day&limit=50", null, null)
                        .ifPresent(page -> sawAll(page, "title"));
            case 1 -> client.ask(act, "GET", "/loans", null, null).ifPresent(page -> sawAll(page, "orgName"));
            default ->
                client.ask(act, "GET", "/dashboard", null, null)
                        .ifPresent(page -> journal.saw(new Seen(who.number(), page.body())));
        }
    }

    private void sawAll(Answer page, String field) {
        if (page.status() == 200) {
            new JsonObject(page.body())
                    .getJsonArray("items")
                    .forEach(item -> journal.saw(new Seen(who.number(), ((JsonObject) item).getString(field))));
        }
    }

    /** By its number, which anybody can guess: to look at it, and to complete it. */
    private void lookAtAnothers(Act act) {
        var theirs = others.isEmpty()
                ? Optional.<Kept>empty()
                : others.get(act.pick() % others.size()).choose(State.OPEN, act.pick());
        if (theirs.isEmpty()) {
            journal.skipped(act.operation());
            return;
        }
        var path = "/tasks/" + theirs.get().id();
        var answer = act.pick() % 2 == 0
                ? client.ask(act, "GET", path, null, null)
                : client.ask(act, "POST", path + "/complete", new JsonObject(), null);
        answer.filter(one -> one.status() != 404)
                .ifPresent(one -> journal.trouble(
                        "%s got %d for %s of another: %s".formatted(who.name(), one.status(), path, one.body())));
    }

    /** At rest. */
    List<ShownLoan> shownLoans() {
        var shown = new ArrayList<ShownLoan>();
        for (long loan :
                Stream.of(loans, owed).flatMap(all -> all.keySet().stream()).toList()) {
            var answer = client.atRest("/loans/" + loan);
            if (answer.statusCode() == 200) {
                shown.add(new ShownLoan(
                        who.number(), loan, new BigDecimal(new JsonObject(answer.body()).getString("paidTotal"))));
            } else {
                journal.trouble("at rest loan %d answers %d: %s".formatted(loan, answer.statusCode(), answer.body()));
            }
        }
        return shown;
    }

    // ---- noting

    private Told note(Act act, String mark, Instant begin, Optional<Answer> answer, Instant quietUntil) {
        var told = PatientClient.told(answer);
        if (told == Told.REFUSED) {
            // People here ask for nothing that could be refused.
            journal.trouble("%s was refused %s of «%s»: %d %s"
                    .formatted(
                            who.name(),
                            act,
                            mark,
                            answer.orElseThrow().status(),
                            answer.orElseThrow().body()));
        }
        journal.wanted(new Wish(
                who.number(), act.operation(), mark, begin, Instant.now(), told, Optional.ofNullable(quietUntil)));
        return told;
    }

    @Override
    public void close() {
        client.close();
    }
}
