package app.zapiska.accounts;

import app.zapiska.platform.DomainException;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.Sha256;
import app.zapiska.platform.Turns;
import app.zapiska.platform.Wording;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Optional;

/** Invitations: made, withdrawn, and used once. */
@ApplicationScoped
class InvitationService {

    static final int MOST = 20;
    static final int MOST_ACCOUNTS = 100;

    private static final Duration LIFE = Duration.ofDays(7);
    private static final int LONGEST_DAYS = 90;
    private static final int CODE_BYTES = 24;

    @Inject
    Invitations invitations;

    @Inject
    Accounts accounts;

    @Inject
    NewAccounts newAccounts;

    @Inject
    SessionService sessions;

    @Inject
    InstantSource clock;

    private final SecureRandom random = new SecureRandom();

    /** @param code what the owner gets to see once */
    record Created(Invitation invitation, String code) {}

    /** @param expiresOn the last day it works, in the owner's zone; null for a week from now */
    @WithTransaction
    public Uni<Created> create(AccountSettings owner, Role role, LocalDate expiresOn) {
        var now = clock.instant();
        var expiresAt = expiresOn == null ? now.plus(LIFE) : end(owner, expiresOn, now);
        return Turns.take("invitations", owner.accountId())
                .chain(() -> invitations.deleteExpired(now))
                .chain(() -> invitations.countOf(owner.accountId()))
                .chain(count -> {
                    if (count >= MOST) {
                        throw new DomainException.Conflict(
                                Wording.of(AccountMessages.class, m -> m.tooManyInvitations(MOST)));
                    }
                    var code = code(random);
                    var invitation = new Invitation(owner.accountId(), role, Sha256.of(code), now, expiresAt);
                    return invitations.persistAndFlush(invitation).map(made -> new Created(made, code));
                });
    }

    private static Instant end(AccountSettings owner, LocalDate lastDay, Instant now) {
        var today = owner.today(now);
        if (lastDay.isBefore(today)) {
            throw new DomainException.Invalid(
                    "expiresOn", Wording.of(AccountMessages.class, AccountMessages::expiryInPast));
        }
        if (lastDay.isAfter(today.plusDays(LONGEST_DAYS))) {
            throw new DomainException.Invalid(
                    "expiresOn", Wording.of(AccountMessages.class, m -> m.expiryTooLate(LONGEST_DAYS)));
        }
        return lastDay.plusDays(1).atStartOfDay(owner.zone()).toInstant();
    }

    @WithTransaction
    public Uni<Void> delete(long accountId, long id) {
        return invitations.delete(accountId, id).map(deleted -> {
            if (deleted == 0) {
                throw new DomainException.NotFound(ProblemType.NOT_FOUND.detail());
            }
            return null;
        });
    }

    @WithSession
    public Uni<Boolean> opens(String code) {
        return invitations.opens(Sha256.of(code), clock.instant());
    }

    /** @param place where the browser is, and what it speaks */
    record Newcomer(
            String code, String login, String name, String passwordHash, AccountSettings.Place place, Device device) {}

    /** @param address masked */
    record Device(String userAgent, String address) {}

    record Joined(Account account, Session session, long invitation) {}

    /**
     * Makes the account, uses the invitation up and signs in, all or nothing.
     *
     * @return empty when the invitation was used or withdrawn in the meantime
     */
    @WithTransaction
    public Uni<Optional<Joined>> accept(Newcomer newcomer) {
        // One after the other, so that two of the same name don't both find it free.
        return Turns.take("new-account", 0)
                .chain(() -> invitations.lock(Sha256.of(newcomer.code()), clock.instant()))
                .chain(invitation -> invitation == null
                        ? Uni.createFrom().item(Optional.<Joined>empty())
                        : accept(newcomer, invitation).map(Optional::of));
    }

    private Uni<Joined> accept(Newcomer newcomer, Invitation invitation) {
        return accounts.byLogin(newcomer.login())
                .invoke(taken -> {
                    if (taken != null) {
                        throw new DomainException.Invalid(
                                "login", Wording.of(AccountMessages.class, AccountMessages::loginTaken));
                    }
                })
                .chain(() -> accounts.count())
                .invoke(count -> {
                    if (count >= MOST_ACCOUNTS) {
                        throw new DomainException.Conflict(
                                Wording.of(AccountMessages.class, m -> m.tooManyAccounts(MOST_ACCOUNTS)));
                    }
                })
                .chain(() -> newAccounts.make(
                        newcomer.login(),
                        newcomer.name(),
                        invitation.role(),
                        newcomer.passwordHash(),
                        newAccounts.defaults().withPlace(newcomer.place())))
                .call(() -> invitations.delete(invitation))
                .chain(account -> sessions.begin(
                                account.id(),
                                SignInWay.INVITATION,
                                newcomer.device().userAgent(),
                                newcomer.device().address())
                        .map(session -> new Joined(account, session, invitation.id())));
    }

    /** Of a link that is used once. */
    static String code(SecureRandom random) {
        var bytes = new byte[CODE_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
