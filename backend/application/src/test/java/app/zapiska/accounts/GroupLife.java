package app.zapiska.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.RealServices;
import app.zapiska.sandbox.SandboxMessage;
import app.zapiska.telegram.BotInbox;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The group of one of the people of {@link SeparateLivesTest}: linked, unlinked and linked elsewhere, with guests who are named,
 * removed and never named. A guest of one group is named in others too, and some are people with a group of their own.
 */
final class GroupLife {

    private static final AtomicLong GROUPS = new AtomicLong(-900_000_000);
    private static final AtomicLong MESSENGERS = new AtomicLong(870_000_000);

    /** Whose group it is. */
    interface Owner {
        JsonPath ask(String method, String path, String body, int... expected) throws IOException, InterruptedException;

        /** A task that is open and is not any more after this. */
        long openTask();

        void completed(long task);

        String foreignTask();
    }

    private final BotInbox bot;
    private final Random random;
    private final Owner owner;
    private final String mark;
    private final long self;
    private final List<Long> guests;

    private final Set<Long> named = new HashSet<>();
    private final List<Long> former = new ArrayList<>();
    /** 0 when there is none. */
    private volatile long group;

    /** @param guests Telegram's numbers of whoever else may come into the group */
    GroupLife(BotInbox bot, Random random, Owner owner, String mark, long self, List<Long> guests) {
        this.bot = bot;
        this.random = random;
        this.owner = owner;
        this.mark = mark;
        this.self = self;
        this.guests = guests;
    }

    long group() {
        return group;
    }

    void step() throws IOException, InterruptedException {
        if (group == 0) {
            link();
            return;
        }
        switch (random.nextInt(20)) {
            case 0 -> link();
            case 1 -> unlink();
            case 2, 3, 4, 5 -> comes(anyGuest(), random.nextInt(3) > 0);
            case 6, 7, 8, 9, 10 -> reads();
            case 11, 12, 13 -> completes(group, anyGuest());
            case 14 -> completes(group, self);
            case 15, 16 -> looksAround();
            case 17, 18 -> pressesAForeignTask();
            default -> actsInAFormerGroup();
        }
    }

    private void link() throws IOException, InterruptedException {
        long fresh = GROUPS.decrementAndGet();
        RealServices.sandbox().control().addChat(fresh, mark);
        // Tries are counted by who brings the code.
        writes(MESSENGERS.incrementAndGet(), fresh, code());
        long request = owner.ask("GET", "/telegram/group", "", 200).getLong("request.id");
        end();
        owner.ask("POST", "/telegram/group/requests/" + request + "/confirm", "", 204);
        group = fresh;
    }

    private String code() throws IOException, InterruptedException {
        return owner.ask("POST", "/telegram/group/code", "", 200).getString("command");
    }

    /** Before the product does it, so that nobody takes it for mine any longer than the product does. */
    private void end() {
        if (group != 0) {
            former.add(group);
        }
        group = 0;
        named.clear();
    }

    private void unlink() throws IOException, InterruptedException {
        long gone = group;
        end();
        if (random.nextBoolean()) {
            owner.ask("DELETE", "/telegram/group", "", 204);
        } else {
            writes(self, gone, "/unlink");
        }
        assertThat(owner.ask("GET", "/telegram/group", "", 200).getString("title"))
                .as("the group of " + mark)
                .isNull();
    }

    private void comes(long guest, boolean allowed) throws IOException, InterruptedException {
        writes(guest, group, "привет");
        Map<String, Object> person =
                owner.ask("GET", "/telegram/group", "", 200).getMap("people.find { it.name == '" + name(guest) + "' }");
        owner.ask("PUT", "/telegram/group/people/" + person.get("id"), "{\"allowed\":" + allowed + "}", 204);
        if (allowed) {
            named.add(guest);
        } else {
            named.remove(guest);
        }
    }

    private void reads() {
        writes(
                random.nextInt(3) == 0 ? self : anyGuest(),
                group,
                List.of("/tasks", "/today", "/loans", "/help", "/add " + mark).get(random.nextInt(5)));
    }

    /** By whoever may it is done, by anybody else nothing is. */
    private void completes(long where, long who) throws IOException, InterruptedException {
        long task = owner.openTask();
        if (task == 0) {
            return;
        }
        boolean may = where == group && (who == self || named.contains(who));
        var toast = bot.pressInGroup(who, name(who), where, 1, "d:t:" + task + ":0:0");
        assertThat(owner.ask("GET", "/tasks/" + task, "", 200).getString("status"))
                .as("pressed in the group of " + mark + ": " + toast)
                .isEqualTo(may ? "done" : "open");
        if (may) {
            owner.completed(task);
        }
    }

    /** The lists' own buttons, as they stand in the group. */
    private void looksAround() {
        RealServices.sandbox().control().messages(group).stream()
                .flatMap(message -> message.buttons().stream()
                        .flatMap(button -> button.callbackData().stream())
                        .filter(data -> data.matches("[gmb]:.*"))
                        .map(data -> Map.entry(message.messageId(), data)))
                .findAny()
                .ifPresent(button -> {
                    long who = anyGuest();
                    bot.pressInGroup(who, name(who), group, button.getKey(), button.getValue());
                });
    }

    private void pressesAForeignTask() {
        var task = owner.foreignTask();
        if (!task.isEmpty()) {
            long who = random.nextBoolean() ? self : anyGuest();
            bot.pressInGroup(
                    who, name(who), group, 1, List.of("d", "m", "s").get(random.nextInt(3)) + ":t:" + task + ":0:0");
        }
    }

    private void actsInAFormerGroup() throws IOException, InterruptedException {
        if (!former.isEmpty()) {
            long where = former.get(random.nextInt(former.size()));
            if (random.nextBoolean()) {
                completes(where, random.nextBoolean() ? self : anyGuest());
            } else {
                writes(self, where, "/tasks");
            }
        }
    }

    /** A group that is somebody's can't become mine; one that has been let go meanwhile is left. */
    void triesToTake(GroupLife other) throws IOException, InterruptedException {
        long theirs = other.group();
        if (theirs == 0 || other == this) {
            return;
        }
        writes(MESSENGERS.incrementAndGet(), theirs, code());
        var request = owner.ask("GET", "/telegram/group", "", 200).getString("request.id");
        if (request != null) {
            assertThat(other.group())
                    .as("somebody else's group, as it was asked for")
                    .isNotEqualTo(theirs);
            owner.ask("DELETE", "/telegram/group/requests/" + request, "", 204);
        }
    }

    /** Every chat that ever was the group. */
    List<SandboxMessage> said() {
        var chats = new ArrayList<>(former);
        chats.add(group);
        return chats.stream()
                .flatMap(chat -> RealServices.sandbox().control().messages(chat).stream())
                .toList();
    }

    private void writes(long who, long where, String text) {
        bot.writeInGroup(who, name(who), where, mark, text);
    }

    private long anyGuest() {
        return guests.get(random.nextInt(guests.size()));
    }

    /** Bears nobody's mark: a guest's name is told to whose group it is. */
    private static String name(long user) {
        return "гость" + user;
    }
}
