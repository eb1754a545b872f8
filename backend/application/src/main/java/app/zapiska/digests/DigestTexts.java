package app.zapiska.digests;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the digests say. What a person typed never passes through here. */
@MessageBundle(value = "digests", locale = "ru")
public interface DigestTexts {

    @Message("🔥 ГОРЯЩИЕ КРЕДИТЫ 🔥")
    String urgent();

    @Message("🔥 ГОРЯЩИЕ КРЕДИТЫ ({part}/{parts}) 🔥")
    String urgentFirst(int part, int parts);

    @Message("🔥 ГОРЯЩИЕ КРЕДИТЫ ({part}/{parts})")
    String urgentNext(int part, int parts);

    @Message("📊 Всего: {loans}")
    String total(String loans);

    @Message("💰 Сумма: {sum}")
    String totalSum(String sum);

    @Message("✅ Всё оплачено! 🎉")
    String allPaid();

    @Message("ПРОСРОЧЕН")
    String overdue();

    @Message("СЕГОДНЯ")
    String today();

    @Message("ЗАВТРА")
    String tomorrow();

    @Message("({days} назад)")
    String daysAgo(String days);

    @Message("(через {days})")
    String inDays(String days);

    @Message("ОПЛАЧЕН")
    String paid();

    @Message("💳 Сумма: {sum}")
    String sum(String sum);

    @Message("💳 Осталось: {remaining} из {sum}")
    String remaining(String remaining, String sum);

    @Message("≈ {sum} в день")
    String perDay(String sum);

    @Message("⏰ Отложено до {time}")
    String snoozed(String time);

    @Message("Перейти в личный кабинет")
    String portal();

    @Localized("en")
    interface English extends DigestTexts {

        @Override
        @Message("🔥 URGENT LOANS 🔥")
        String urgent();

        @Override
        @Message("🔥 URGENT LOANS ({part}/{parts}) 🔥")
        String urgentFirst(int part, int parts);

        @Override
        @Message("🔥 URGENT LOANS ({part}/{parts})")
        String urgentNext(int part, int parts);

        @Override
        @Message("📊 Total: {loans}")
        String total(String loans);

        @Override
        @Message("💰 Amount: {sum}")
        String totalSum(String sum);

        @Override
        @Message("✅ All paid! 🎉")
        String allPaid();

        @Override
        @Message("OVERDUE")
        String overdue();

        @Override
        @Message("TODAY")
        String today();

        @Override
        @Message("TOMORROW")
        String tomorrow();

        @Override
        @Message("({days} ago)")
        String daysAgo(String days);

        @Override
        @Message("(in {days})")
        String inDays(String days);

        @Override
        @Message("PAID")
        String paid();

        @Override
        @Message("💳 Amount: {sum}")
        String sum(String sum);

        @Override
        @Message("💳 Left: {remaining} of {sum}")
        String remaining(String remaining, String sum);

        @Override
        @Message("≈ {sum} a day")
        String perDay(String sum);

        @Override
        @Message("⏰ Snoozed until {time}")
        String snoozed(String time);

        @Override
        @Message("Open the lender’s site")
        String portal();
    }
}
