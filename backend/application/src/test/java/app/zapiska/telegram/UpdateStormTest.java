package app.zapiska.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.digests.Borrower;
import app.zapiska.platform.MutableClock;
import app.zapiska.platform.RealServices;
import app.zapiska.platform.Waiting;
import app.zapiska.sandbox.ApiCall;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whatever comes from Telegram: real, mutated, forged, foreign, stale, repeated and out of order. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class UpdateStormTest {

    /** Of each actor. {@code -Dzapiska.storm=14500} for a hundred thousand in all. */
    private static final int UPDATES = Integer.getInteger("zapiska.storm", 3_000);

    private static final AtomicLong NUMBERS = new AtomicLong(1_400_000_000L);

    /** A group that is nobody's, and becomes others that are nobody's. */
    private static final long NOBODYS = -5;

    private static final List<String> ACTIONS = List.of(
            "d", "r", "s", "q", "h", "e", "t", "m", "b", "p", "o", "v", "y", "n", "g", "w", "c", "u", "ua", "x", "zz9",
            "");
    private static final List<String> KINDS = List.of("t", "i", "l", "e", "q", "k", "x", "");

    @Inject
    Borrower.Parts parts;

    @Inject
    UpdateReceiver receiver;

    @Inject
    MutableClock clock;

    @AfterEach
    void backToReal() {
        clock.backToReal();
    }

    /** What changes the settings: it is left to those whose settings nobody compares. */
    private static final List<String> SCREENS = List.of(
            "ga:g", "gb:g", "gc:g", "gd:g", "ge:g", "gf:g", "gh:g", "gi:g", "gj:g", "gk:g", "gl:g", "gm:g", "gn:g",
            "go:g", "gp:g", "gq:g", "gr:g", "gs:g", "gt:g", "gu:g", "gv:g", "pa:p", "pk:n", "pd:p", "po:n", "pe:n",
            "do:m", "dn:e", "dm:t", "da:e");

    /** Somebody who sends updates, one after the other as Telegram keeps them. */
    private final class Actor implements Callable<Integer> {

        private final Random random;
        private final long user;
        private final List<Long> chats;
        private final List<Long> ids;
        private final Set<String> presses;
        private final List<ObjectNode> sent = new ArrayList<>();

        Actor(long seed, long user, List<Long> chats, List<Long> ids, Set<String> presses) {
            this.random = new Random(seed);
            this.user = user;
            this.chats = chats;
            this.ids = ids;
            this.presses = presses;
        }

        @Override
        public Integer call() throws Exception {
            int received = 0;
            for (int i = 0; i < UPDATES; i++) {
                boolean again = !sent.isEmpty() && random.nextInt(8) == 0;
                var update = again ? sent.get(random.nextInt(sent.size())) : made();
                if (!again) {
                    sent.add(update);
                }
                var incoming = Incoming.of(update);
                if (incoming.isEmpty()) {
                    continue;
                }
                if (incoming.get() instanceof Incoming.Press press) {
                    presses.add(press.pressId());
                }
                received++;
                try {
                    VertxContextSupport.subscribeAndAwait(() -> receiver.receive(incoming.get()));
                } catch (Throwable escaped) {
                    throw new AssertionError("escaped from " + update, escaped);
                }
            }
            return received;
        }

        private ObjectNode made() {
            var update = JsonNodeFactory.instance.objectNode().put("update_id", NUMBERS.incrementAndGet());
            switch (random.nextInt(10)) {
                case 0 -> update.set("my_chat_member", membership());
                case 1, 2, 3 -> update.set("message", message(text()));
                default -> {
                    var press = update.putObject("callback_query");
                    press.put("id", "storm-" + update.path("update_id").asLong())
                            .put("data", data());
                    press.set("from", person());
                    if (random.nextInt(10) > 0) {
                        press.set("message", message("…"));
                    }
                }
            }
            return random.nextInt(4) == 0 ? mutated(update) : update;
        }

        private ObjectNode person() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("id", user)
                    .put("is_bot", false)
                    .put("first_name", "\u202eБуря <b>");
        }

        private ObjectNode message(String text) {
            long chat = any(chats);
            var message = JsonNodeFactory.instance
                    .objectNode()
                    .put("message_id", 1 + random.nextInt(40))
                    .put("date", 1_800_000_000)
                    .put("text", text);
            message.putObject("chat")
                    .put("id", chat)
                    .put("type", chat < 0 ? "supergroup" : "private")
                    .put("title", "Семья");
            message.set("from", person());
            if (random.nextInt(20) == 0) {
                message.putObject("sender_chat").put("id", chat).put("type", "channel");
            }
            if (chat == NOBODYS) {
                message.put(
                        random.nextBoolean() ? "migrate_to_chat_id" : "migrate_from_chat_id", -7 - random.nextInt(3));
            }
            if (random.nextInt(6) == 0) {
                var reply = message.putObject("reply_to_message");
                reply.put("message_id", 1 + random.nextInt(40)).put("date", 1);
                reply.putObject("chat").put("id", any(chats)).put("type", "private");
            }
            return message;
        }

        /** Of chats that are nobody's: whose bot is blocked is no trouble of this test. */
        private ObjectNode membership() {
            var change = JsonNodeFactory.instance.objectNode().put("date", 1);
            change.putObject("chat").put("id", 1 + random.nextInt(1_000)).put("type", "private");
            change.set("from", person());
            for (var member : List.of("old_chat_member", "new_chat_member")) {
                change.putObject(member)
                        .put("status", any(List.of("member", "kicked", "left", "nonsense")))
                        .set("user", person());
            }
            return change;
        }

        private String data() {
            var number = List.of(0L, 1L, 505_600L, 10_000L, Long.MAX_VALUE, (long) random.nextInt(1_000));
            return switch (random.nextInt(12)) {
                case 0 -> typed(random.nextInt(80));
                case 2 -> any(SCREENS) + ":" + any(List.of(0, 1, 3, 7, 9, 60, 540, 1_440, -1)) + ":0:0";
                case 1 -> any(ACTIONS) + ":" + any(KINDS) + ":" + random.nextLong() + ":0";
                default -> {
                    var code = any(ACTIONS) + ":" + any(KINDS) + ":" + any(ids) + ":"
                            + (random.nextInt(3) > 0 ? 0L : any(number)) + ":"
                            + (random.nextInt(3) > 0 ? 0L : any(number));
                    yield random.nextInt(10) == 0 ? code.replace(':', any(List.of(';', '0', ' '))) : code;
                }
            };
        }

        private String text() {
            return switch (random.nextInt(4)) {
                case 0 ->
                    any(List.of(
                                    "/today",
                                    "/tasks",
                                    "/loans",
                                    "/stats",
                                    "/help",
                                    "/start",
                                    "/займы",
                                    "/ТАСКС",
                                    "/add",
                                    "/pause",
                                    "/settings",
                                    "/unlink"))
                            + any(List.of("", " ", "@other_bot", "@zapiska_sandbox_bot", " " + typed(20)));
                case 1 -> "/start " + any(List.of("", "AAAAAAAAAAAAAAAAAAAAAA", typed(22), "x".repeat(500)));
                case 2 ->
                    any(List.of(
                            "купить хлеб завтра",
                            "100",
                            "1e9",
                            "-5",
                            "0,01",
                            "99999999999999",
                            "",
                            "завтра",
                            "в 19:30",
                            "Томск",
                            "через 40 минут"));
                default -> typed(random.nextInt(400));
            };
        }

        private String typed(int length) {
            return random.ints(length, 0, 0x1_1000)
                    .map(c -> random.nextInt(3) > 0 ? 'а' + c % 32 : c)
                    .filter(c -> c < 0xd800 || c > 0xdfff)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }

        /** With a field that is missing, of another type, or out of any range. */
        private ObjectNode mutated(ObjectNode update) {
            var objects = new ArrayList<ObjectNode>();
            gather(update, objects);
            var object = any(objects);
            var names = new ArrayList<String>();
            object.fieldNames().forEachRemaining(names::add);
            if (names.isEmpty()) {
                return update;
            }
            var name = any(names);
            switch (random.nextInt(6)) {
                case 0 -> object.remove(name);
                case 1 -> object.putNull(name);
                case 2 -> object.put(name, Long.MIN_VALUE);
                case 3 -> object.put(name, "\u0000" + typed(5));
                case 4 -> object.putArray(name).add(1);
                default -> object.putObject(name).put("id", 7);
            }
            return update;
        }

        private static void gather(ObjectNode object, List<ObjectNode> found) {
            found.add(object);
            object.forEach(child -> {
                if (child instanceof ObjectNode inner) {
                    gather(inner, found);
                }
            });
        }

        private <T> T any(List<T> of) {
            return of.get(random.nextInt(of.size()));
        }
    }

    @Test
    @DisplayName("S30: no update makes anything fail or changes what its sender may not, and every press is answered")
    void storm() throws Exception {
        parts.silence();
        var people = IntStream.range(0, 4).mapToObj(i -> somebody()).toList();
        var active = people.subList(0, 2);
        var reader = people.get(2);
        var silent = people.get(3);
        RealServices.execute("update accounts set role = 'READER' where id = ?", reader.visitor.accountId());
        var ids = new ArrayList<Long>();
        for (var person : people) {
            ids.addAll(numbers("select string_agg(id::text, ' ') from tasks where account_id = ?", person));
            ids.addAll(numbers("select string_agg(id::text, ' ') from installments where account_id = ?", person));
            ids.addAll(numbers("select string_agg(id::text, ' ') from loan_entries where account_id = ?", person));
            ids.addAll(numbers("select string_agg(id::text, ' ') from reminders where account_id = ?", person));
        }
        ids.addAll(List.of(0L, 1L, 2L, 3L, Long.MAX_VALUE));
        var chats = people.stream().map(person -> person.chat).toList();
        var untouched = List.of(data(reader), data(silent));
        var before = accounts(people);
        Set<String> presses = ConcurrentHashMap.newKeySet();

        long stranger = silent.chat + 500_000;
        long group = group(active.get(0), stranger + 1);
        long ofReader = group(reader, stranger + 1);
        long ofSilent = group(silent, stranger + 2);
        var groups = List.of(group, group, ofReader, ofSilent, NOBODYS);
        var actors = List.of(
                new Actor(1, active.get(0).chat, chats, ids, presses),
                new Actor(2, active.get(1).chat, List.of(active.get(1).chat), ids, presses),
                new Actor(3, reader.chat, List.of(reader.chat, silent.chat), ids, presses),
                new Actor(4, active.get(0).chat, List.of(active.get(0).chat), ids, presses),
                new Actor(5, stranger, chats, ids, presses),
                new Actor(6, stranger + 1, groups, ids, presses),
                new Actor(7, stranger, groups, ids, presses));
        int received = 0;
        try (var threads = Executors.newFixedThreadPool(actors.size())) {
            var running = new ArrayList<Future<Integer>>();
            actors.forEach(actor -> running.add(threads.submit(actor)));
            for (var one : running) {
                received += one.get();
            }
        }

        assertThat(received).isGreaterThan(UPDATES * actors.size() * 3 / 4);
        Waiting.until(
                "every press is answered",
                Duration.ofSeconds(60),
                () -> unanswered(presses).isEmpty());
        assertThat(List.of(data(reader), data(silent))).isEqualTo(untouched);
        assertThat(accounts(people)).as("roles and chats").isEqualTo(before);
        assertThat(RealServices.count(
                        "select count(*) from telegram_groups where chat_id in (?, ?, ?)", group, ofReader, ofSilent))
                .isEqualTo(3);
        assertThat(RealServices.text(
                        "select string_agg(distinct account_id::text, ' ') from audit_log where event = 'group-pressed' and account_id in (?, ?, ?)",
                        active.get(0).visitor.accountId(),
                        reader.visitor.accountId(),
                        silent.visitor.accountId()))
                .as("in groups only who is named acts, and only where something may be changed")
                .isEqualTo(Long.toString(active.get(0).visitor.accountId()));
        for (var person : active) {
            assertThat(data(person)).as("somebody may act").isNotEqualTo(untouched.get(0));
            assertThat(RealServices.count("""
                    select count(*) from (
                      select i.id from installments i left join loan_entries e on e.installment_id = i.id
                      where i.account_id = ? group by i.id
                      having coalesce(sum(e.amount), 0) > i.amount or coalesce(sum(e.amount), 0) < 0) wrong
                    """, person.visitor.accountId()))
                    .as("paid more than is owed")
                    .isZero();
        }
        assertThat(RealServices.count(
                        "select count(*) from accounts where telegram_user_id in (?, ?)", stranger, stranger + 1))
                .isZero();
    }

    /** @param named may look and press there */
    private static long group(Borrower of, long named) {
        long group = -900_000_000 - of.chat;
        RealServices.sandbox().control().addChat(group, "Семья");
        RealServices.execute(
                "insert into telegram_groups (account_id, chat_id, title, linked_at) values (?, ?, 'Семья', now())",
                of.visitor.accountId(),
                group);
        RealServices.execute(
                "insert into telegram_group_people (account_id, user_id, name, seen_at, allowed_at) values (?, ?, 'Кто-то', now(), now())",
                of.visitor.accountId(),
                named);
        return group;
    }

    private static Set<String> unanswered(Set<String> presses) {
        var answered = RealServices.sandbox().control().calls().stream()
                .filter(call -> call.method().equals("answercallbackquery"))
                .map(ApiCall::params)
                .map(params -> params.get("callback_query_id"))
                .collect(Collectors.toSet());
        var left = new HashSet<>(presses);
        left.removeAll(answered);
        return left;
    }

    private Borrower somebody() {
        var person = new Borrower(parts, "2027-03-10T09:00");
        for (int i = 0; i < 12; i++) {
            person.post("/tasks", Map.of("title", "Дело " + i, "due", "2027-03-1" + i % 10))
                    .statusCode(201);
        }
        person.loan("МаниМен", "2027-02-25", "5056", "2027-03-25", "100", "2027-04-25", "100");
        person.payPart(person.loan("О'Банк", "2027-03-10", "100.50"), 0, "0.50");
        return person;
    }

    private static List<Long> numbers(String sql, Borrower person) {
        var text = RealServices.text(sql, person.visitor.accountId());
        return text == null
                ? Collections.emptyList()
                : List.of(text.split(" ")).stream().map(Long::valueOf).toList();
    }

    /** Everything that a person would miss. */
    private static String data(Borrower person) {
        long account = person.visitor.accountId();
        return RealServices.text(
                        "select string_agg(t::text, ' ' order by t.id) from tasks t where account_id = ?", account)
                + RealServices.text(
                        "select string_agg(t::text, ' ' order by t.id) from loans t where account_id = ?", account)
                + RealServices.text(
                        "select string_agg(t::text, ' ' order by t.id) from loan_entries t where account_id = ?",
                        account)
                + RealServices.text(
                        "select string_agg(concat(t.id, t.state, t.planned_at, t.answered_at), ' ' order by t.id)"
                                + " from reminders t where account_id = ?",
                        account);
    }

    private static List<String> accounts(List<Borrower> people) {
        return people.stream()
                .map(person -> RealServices.text(
                        "select concat_ws(' ', role, telegram_chat_id, telegram_user_id) from accounts where id = ?",
                        person.visitor.accountId()))
                .toList();
    }
}
