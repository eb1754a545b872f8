package app.zapiska.digests;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.accounts.WorkingHours;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Accounts for tests of rules. */
final class Accounts {

    private Accounts() {}

    static AccountSettings of(String zone, WorkingHours hours, String... digestTimes) {
        return of(zone, hours, Locale.of("ru"), "RUB", digestTimes);
    }

    static AccountSettings of(
            String zone, WorkingHours hours, Locale language, String currency, String... digestTimes) {
        return new AccountSettings(
                1,
                new AccountSettings.Place(ZoneId.of(zone), language),
                AccountSettings.Nagging.every(Duration.ofMinutes(15), hours),
                new AccountSettings.Loans(
                        5, Stream.of(digestTimes).map(LocalTime::parse).toList(), currency),
                AccountSettings.DefaultTemplates.NONE,
                new AccountSettings.Chat(OptionalLong.of(7), false));
    }
}
