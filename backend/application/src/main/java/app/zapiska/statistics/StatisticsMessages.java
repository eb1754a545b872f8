package app.zapiska.statistics;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the feature says when it refuses. */
@MessageBundle(value = "statistics", locale = "ru")
public interface StatisticsMessages {

    @Message("Начало периода позже конца")
    String emptyPeriod();

    @Message("За один раз — не больше {most} дней")
    String periodTooLong(int most);

    @Localized("en")
    interface English extends StatisticsMessages {

        @Override
        @Message("The period ends before it starts")
        String emptyPeriod();

        @Override
        @Message("At most {most} days at a time")
        String periodTooLong(int most);
    }
}
