package app.zapiska.telegram;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the bot says in groups, and of them. */
@MessageBundle(value = "group", locale = "ru")
public interface GroupTexts {

    @Message("Почти готово. Пусть хозяин записной книжки подтвердит эту группу на странице, в настройках.")
    String asked();

    @Message(
            "Готово: здесь видны дела и займы одной записной книжки. Спрашивайте /today, /tasks и /loans. Нажимать кнопки могут те, кого хозяин назвал на странице. Напоминания сюда не приходят. Отвязать — /unlink.")
    String linked();

    @Message("На странице ответили, что это не та группа. Она не привязана.")
    String declined();

    @Message("Эта группа больше не привязана: я ничего здесь не показываю, кнопки не действуют.")
    String unlinked();

    @Message(
            "Меня убрали из группы или не дают в ней писать: она больше не привязана. Напоминания, как и раньше, приходят сюда.")
    String removed();

    @Message("Эта ссылка — для группы: добавьте меня в группу и отправьте команду там.")
    String notAGroup();

    @Message("Ссылка устарела. Откройте настройки на странице и создайте новую.")
    String expired();

    @Message("Эта группа уже привязана к другой записной книжке, или в неё приходят напоминания.")
    String taken();

    @Message("Не видно, кто пишет. Напишите от своего имени, а не от имени группы или канала.")
    String faceless();

    @Message("Здесь я отвечаю только тем, кого назвал хозяин записной книжки: он может назвать вас на странице.")
    String notNamed();

    @Message("Сейчас кнопки здесь не действуют.")
    String inactive();

    @Message(
            "Это — только в личном чате хозяина со мной. Здесь я показываю /today, /tasks и /loans; под ними можно выполнить, отложить и оплатить.")
    String onlyInPrivate();

    @Message("Отвязать группу может только хозяин записной книжки.")
    String unlinkNotYours();

    @Message(
            "Здесь видны дела и займы одной записной книжки.\n\n{commands}\n\nНажимать кнопки могут те, кого хозяин назвал на странице. Напоминания сюда не приходят.")
    String help(String commands);

    @Message("отвязать группу (только хозяин)")
    String unlinkDescription();

    @Message("что здесь можно")
    String helpDescription();

    @Localized("en")
    interface English extends GroupTexts {

        @Override
        @Message("Almost done. The notebook’s owner has to confirm this group on the page, in the settings.")
        String asked();

        @Override
        @Message(
                "Done: the tasks and loans of one notebook can be seen here. Ask with /today, /tasks and /loans. Buttons work for those whom its owner has named on the page. No reminders come here. To unlink: /unlink.")
        String linked();

        @Override
        @Message("The answer on the page was that this is another group. It is not linked.")
        String declined();

        @Override
        @Message("This group is no longer linked: I show nothing here, and the buttons do nothing.")
        String unlinked();

        @Override
        @Message(
                "I was taken out of the group, or may not write there: it is no longer linked. Reminders come to this chat as before.")
        String removed();

        @Override
        @Message("This link is for a group: add me to the group and send the command there.")
        String notAGroup();

        @Override
        @Message("This link has expired. Open the settings on the page and make a new one.")
        String expired();

        @Override
        @Message("This group is linked to another notebook already, or reminders come to it.")
        String taken();

        @Override
        @Message("I can’t see who is writing. Write in your own name, not in the name of the group or a channel.")
        String faceless();

        @Override
        @Message("Here I answer only those whom the notebook’s owner has named: they can name you on the page.")
        String notNamed();

        @Override
        @Message("The buttons here do nothing at the moment.")
        String inactive();

        @Override
        @Message(
                "That is only for the owner’s private chat with me. Here I show /today, /tasks and /loans; done, snooze and paid work under them.")
        String onlyInPrivate();

        @Override
        @Message("Only the notebook’s owner can unlink the group.")
        String unlinkNotYours();

        @Override
        @Message(
                "The tasks and loans of one notebook can be seen here.\n\n{commands}\n\nButtons work for those whom the owner has named on the page. No reminders come here.")
        String help(String commands);

        @Override
        @Message("unlink the group (its owner only)")
        String unlinkDescription();

        @Override
        @Message("what works here")
        String helpDescription();
    }
}
