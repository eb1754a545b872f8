package app.zapiska.digests;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.platform.RealServices;
import app.zapiska.sandbox.Fault;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whatever happens on the way, none of which says that a message may have arrived. The seed is printed. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@DisplayName("Over random weeks")
class CeilingPropertyTest extends QuietChats {

    private static final int WEEKS = 6;
    private static final int DAYS = 24;
    private static final LocalDate FIRST = LocalDate.parse("2027-03-10");
    private static final List<String> ZONES =
            List.of("Europe/Moscow", "Asia/Vladivostok", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago");

    @Test
    @DisplayName("each loan that reaches its ceiling is told once")
    void once() {
        long seed = new Random().nextLong();
        System.out.println("CeilingPropertyTest seed " + seed);
        var random = new Random(seed);
        for (int week = 0; week < WEEKS; week++) {
            parts.silence();
            telegram.clearFaults();
            weeks(random, "seed %d, weeks %d".formatted(seed, week));
        }
    }

    private void weeks(Random random, String which) {
        var anna = new Indebted(parts, FIRST + "T07:30");
        var loans = new LinkedHashSet<String>();
        for (int n = 0; n < 5; n++) {
            var name = "Заём %02d!".formatted(n);
            // From the day after tomorrow: whichever zone is chosen, it is written down before.
            anna.loan(name, FIRST.plusDays(2 + random.nextInt(DAYS - 10)));
            loans.add(name);
        }
        var end = clock.instant().plus(Duration.ofDays(DAYS));
        var quietFrom = end.minus(Duration.ofDays(5));
        while (clock.instant().isBefore(end)) {
            if (clock.instant().isBefore(quietFrom)) {
                happens(anna, random);
            } else {
                quiet(anna);
            }
            // Another replica each time: what one holds, it has let go.
            clock.advance(Duration.ofMinutes(20 + random.nextInt(random.nextInt(6) == 0 ? 3000 : 400)));
            Borrower.tick(parts.replica());
            anna.person.correct();
            once(anna, loans, which);
        }
        assertThat(loans)
                .as(which)
                .allSatisfy(name -> assertThat(anna.told(name)).isEqualTo(1));
    }

    private static void once(Indebted anna, Set<String> loans, String which) {
        assertThat(loans)
                .as(which)
                .allSatisfy(name -> assertThat(anna.told(name)).isLessThanOrEqualTo(1));
    }

    private void quiet(Indebted anna) {
        telegram.clearFaults();
        anna.person.post("/settings/pause/end").statusCode(200);
        anna.settings("workHours", Map.of("start", 7, "end", 22));
    }

    private void happens(Indebted anna, Random random) {
        switch (random.nextInt(7)) {
            case 0 -> anna.settings("timeZone", ZONES.get(random.nextInt(ZONES.size())));
            case 1 -> {
                int start = random.nextInt(20);
                anna.settings("workHours", Map.of("start", start, "end", start + 2 + random.nextInt(23 - start)));
            }
            case 2 -> anna.pause(FIRST.plusDays(40).toString(), random.nextBoolean());
            case 3, 4 -> anna.person.post("/settings/pause/end").statusCode(200);
            case 5 ->
                telegram.script(
                        Fault.on("sendMessage").chat(anna.person.chat).rateLimited(1 + random.nextInt(100_000)));
            default -> {}
        }
    }
}
