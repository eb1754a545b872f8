package app.zapiska.digests;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What digests are called on the screen of a device and above a letter; the rest of their words are the chat's. */
@MessageBundle(value = "digestNotices", locale = "ru")
public interface DigestNoticeTexts {

    @Message("Горящие займы")
    String urgent();

    @Message("План на день")
    String morning();

    @Message("Итог дня")
    String evening();

    @Message("Итоги недели")
    String weekly();

    @Message("Потолок по договору")
    String ceiling();

    @Message("Сообщение о платежах")
    String payments();

    @Message("Подробности — в Записной книжке.")
    String seePage();

    @Localized("en")
    interface English extends DigestNoticeTexts {

        @Override
        @Message("Urgent loans")
        String urgent();

        @Override
        @Message("Plan of the day")
        String morning();

        @Override
        @Message("End of the day")
        String evening();

        @Override
        @Message("Review of the week")
        String weekly();

        @Override
        @Message("Ceiling of a contract")
        String ceiling();

        @Override
        @Message("About payments")
        String payments();

        @Override
        @Message("See Zapiska for more.")
        String seePage();
    }
}
