package app.zapiska.telegram;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.accounts.AuditLog;
import app.zapiska.accounts.AuditLog.Event;
import app.zapiska.platform.DomainException;
import app.zapiska.platform.Sha256;
import app.zapiska.platform.Wording;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which group an account is looked at in, and who may act there. As with the account's own chat, a code alone gives no power: the
 * page shows which group has brought it, and says what will be seen there.
 */
@ApplicationScoped
class GroupLinks {

    private final Groups groups;
    private final AuditLog audit;
    private final LinkCodes codes;
    private final InstantSource clock;

    GroupLinks(Groups groups, AuditLog audit, LinkCodes codes, InstantSource clock) {
        this.groups = groups;
        this.audit = audit;
        this.codes = codes;
        this.clock = clock;
    }

    /** Only the SHA-256 of the code is kept. */
    @WithTransaction
    public Uni<LinkCodes.Fresh> create(long account) {
        var fresh = codes.fresh(clock.instant());
        return groups.saveCode(account, Sha256.of(fresh.code()), fresh.expiresAt())
                .replaceWith(fresh);
    }

    /**
     * A code was written somewhere. Joins the caller's transaction.
     *
     * @param accounts looks the code's account up; on a connection of its own
     * @return what is answered; empty when it is no code for a group. An inactive account's is answered by silence.
     */
    Uni<Optional<Optional<String>>> bring(
            Incoming.Text text, String code, Function<Long, Uni<Optional<AccountSettings>>> accounts) {
        return groups.ofCode(Sha256.of(code))
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : accounts.apply(found.get().accountId())
                                .chain(account -> account.isEmpty()
                                        ? Uni.createFrom().item(Optional.<String>empty())
                                        : bring(text, found.get(), account.get())
                                                .map(words -> Optional.of(Wording.of(GroupTexts.class, words)
                                                        .in(account.get().language()))))
                                .map(Optional::of));
    }

    private Uni<Function<GroupTexts, String>> bring(
            Incoming.Text text, LinkedChats.Code code, AccountSettings account) {
        var now = clock.instant();
        if (text.chatId() >= 0) {
            return said(GroupTexts::notAGroup);
        }
        if (!now.isBefore(code.expiresAt())) {
            return groups.end(account.accountId()).replaceWith(GroupTexts::expired);
        }
        if (text.sender().faceless()) {
            return said(GroupTexts::faceless);
        }
        return groups.taken(account.accountId(), text.chatId())
                .chain(taken -> taken
                        ? said(GroupTexts::taken)
                        : groups.brought(
                                        account.accountId(),
                                        text,
                                        text.sender().group().orElse("…"),
                                        now.plus(LinkCodes.VALID))
                                .replaceWith(GroupTexts::asked));
    }

    private static Uni<Function<GroupTexts, String>> said(Function<GroupTexts, String> words) {
        return Uni.createFrom().item(words);
    }

    /** @param before the group that has no power any more */
    record Linked(long chat, Optional<Long> before) {}

    /** It is my group: from now on it may be looked at there, and the one before has no power. */
    @WithTransaction
    public Uni<Linked> confirm(AccountSettings account, long request) {
        long id = account.accountId();
        var now = clock.instant();
        return groups.take(id, request)
                .map(asked -> asked.filter(one -> now.isBefore(one.expiresAt())).orElseThrow(GroupLinks::noRequest))
                .chain(asked -> groups.taken(id, asked.chat())
                        .chain(taken -> taken ? Uni.createFrom().item(Optional.<Linked>empty()) : link(id, asked, now))
                        .map(linked -> linked.orElseThrow(() -> new DomainException.Conflict(
                                Wording.of(TelegramMessages.class, TelegramMessages::chatTaken))))
                        .call(() -> groups.propose(id, asked, now)))
                .call(() -> audit.recordInSession(Event.GROUP_LINKED, id, Map.of()));
    }

    private Uni<Optional<Linked>> link(long account, Groups.Asked asked, Instant now) {
        return groups.unlink(account)
                .chain(before -> groups.link(account, asked, now)
                        .map(linked -> linked
                                ? Optional.of(new Linked(asked.chat(), before.filter(chat -> chat != asked.chat())))
                                : Optional.empty()));
    }

    /** @return the group that has asked in vain */
    @WithTransaction
    public Uni<Long> decline(long account, long request) {
        return groups.take(account, request)
                .map(asked -> asked.orElseThrow(GroupLinks::noRequest).chat())
                .call(() -> audit.recordInSession(Event.GROUP_DECLINED, account, Map.of()));
    }

    private static DomainException noRequest() {
        return new DomainException.NotFound(Wording.of(TelegramMessages.class, TelegramMessages::noRequest));
    }

    /** @return the group that has no power any more; empty when there was none */
    @WithTransaction
    public Uni<Optional<Long>> unlink(long account) {
        return groups.end(account)
                .chain(() -> groups.unlink(account))
                .call(chat -> chat.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : audit.recordInSession(Event.GROUP_UNLINKED, account, Map.of()));
    }

    @WithTransaction
    public Uni<Void> allow(long account, long person, boolean allowed) {
        return groups.allow(account, person, allowed, clock.instant())
                .map(name -> name.orElseThrow(() ->
                        new DomainException.NotFound(Wording.of(TelegramMessages.class, TelegramMessages::noPerson))))
                .chain(name -> audit.recordInSession(
                        allowed ? Event.GROUP_PERSON_ALLOWED : Event.GROUP_PERSON_REMOVED,
                        account,
                        Map.of("who", name)));
    }
}
