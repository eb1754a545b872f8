package app.zapiska.commands;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.delivery.ChatMessageRenderer;
import app.zapiska.delivery.ChatMessages;
import app.zapiska.delivery.Topic;
import app.zapiska.platform.Language;
import app.zapiska.reminders.Remindables;
import app.zapiska.reminders.ReminderFormatters;
import app.zapiska.reminders.ReminderPlanner;
import app.zapiska.reminders.SubjectKey;
import app.zapiska.reminders.SubjectListener;
import app.zapiska.telegram.ButtonHandler;
import app.zapiska.telegram.OutgoingMessage;
import io.quarkus.qute.i18n.Localized;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;

/**
 * Writes the lists that stand in chats. It is asked first whose a pressed message is: a message it knows is no other kind's
 * that was lost on its way.
 */
@ApplicationScoped
@Priority(1)
class ListRenderer implements ChatMessageRenderer, SubjectListener {

    private final ChatLists lists;
    private final ChatMessages standing;
    private final Remindables subjects;
    private final ReminderPlanner planner;
    private final ReminderFormatters formatters;
    private final ListTexts russian;
    private final ListTexts english;
    private final InstantSource clock;

    ListRenderer(
            ChatLists lists,
            ChatMessages standing,
            Remindables subjects,
            ReminderPlanner planner,
            ReminderFormatters formatters,
            ListTexts russian,
            @Localized("en") ListTexts english,
            InstantSource clock) {
        this.lists = lists;
        this.standing = standing;
        this.subjects = subjects;
        this.planner = planner;
        this.formatters = formatters;
        this.russian = russian;
        this.english = english;
        this.clock = clock;
    }

    ListTexts texts(AccountSettings account) {
        return Language.choose(account.language(), russian, english);
    }

    @Override
    public String kind() {
        return ChatLists.MESSAGES;
    }

    @Override
    public Uni<Optional<OutgoingMessage>> render(AccountSettings account, One message) {
        return lists.of(account.accountId(), message.id())
                .chain(list -> list.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : message(account, list.get(), message.opened().map(SubjectKey::of))
                                .map(Optional::of));
    }

    /** Outside any Hibernate session. */
    Uni<OutgoingMessage> message(AccountSettings account, ChatList list, Optional<SubjectKey> opened) {
        var now = clock.instant();
        return subjects.ofAccount(account.accountId(), list.shown())
                .chain(found -> planner.snoozedUntil(account.accountId())
                        .map(snoozed -> opened.map(found::get)
                                .map(subject -> formatters.opened(
                                        account,
                                        subject,
                                        Optional.ofNullable(snoozed.get(subject.key()))
                                                .filter(until -> until.isAfter(now)),
                                        now))
                                .orElseGet(() -> words(account, now).page(list, found, snoozed))));
    }

    private ListMessage words(AccountSettings account, Instant now) {
        return new ListMessage(texts(account), account, formatters.buttons(account), now);
    }

    @Override
    public Uni<Boolean> pressed(ButtonHandler.Press press, Optional<Topic> topic) {
        return lists.isShown(
                press.account().accountId(), press.chatId(), press.messageId().orElseThrow());
    }

    @Override
    public Uni<Void> changed(long accountId, Collection<SubjectKey> changed) {
        return changed.isEmpty()
                ? Uni.createFrom().voidItem()
                : lists.showing(accountId, changed).chain(messages -> standing.staleInSession(accountId, messages));
    }
}
