package app.zapiska.accounts;

import app.zapiska.platform.Lenient;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/** The first account, what new accounts start with, and how sign-in defends itself. */
@ConfigMapping(prefix = "zapiska.accounts")
interface AccountsConfig {

    /**
     * AUTH_PASSWORD: the owner's password at the very first start. Afterwards the password is changed in the settings;
     * a new value here changes nothing.
     */
    Optional<String> firstPassword();

    /** TIME_ZONE */
    @WithConverter(Lenient.Zone.class)
    ZoneId timeZone();

    /** BOT_WORK_HOURS_START: 0–24; 0 and 24 mean always. */
    @WithConverter(Lenient.Whole.class)
    int workHoursStart();

    /** BOT_WORK_HOURS_END: 0–24. */
    @WithConverter(Lenient.Whole.class)
    int workHoursEnd();

    /** REPEAT_INTERVAL_MINUTES: 1–1440. */
    @WithConverter(Lenient.Whole.class)
    int repeatIntervalMinutes();

    /** URGENT_DAYS: 0–60. */
    @WithConverter(Lenient.Whole.class)
    int urgentDays();

    /** Wrong passwords from one address before it is locked. */
    @WithDefault("3")
    int loginTries();

    /** How long it is locked. */
    @WithDefault("5M")
    Duration loginLock();

    /** Wrong passwords for one account within an hour, from all browsers that have never signed in to it together. */
    @WithDefault("30")
    int strangersTriesPerHour();

    /** Wrong codes of the second step for one account within a day, from all browsers that have never signed in to it together. */
    @WithDefault("10")
    int codeTriesPerDay();
}
