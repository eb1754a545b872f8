package app.zapiska.accounts;

import app.zapiska.accounts.AuditLog.Event;
import app.zapiska.platform.ClientAddress;
import app.zapiska.platform.Wording;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;

/** Setting a password by a link. What is merely wrong with the password costs neither a try nor the link. */
@ApplicationScoped
class PasswordResetUse {

    @Inject
    LinkCodes links;

    @Inject
    PasswordResets resets;

    @Inject
    PasswordHashing passwords;

    @Inject
    Principals identities;

    @Inject
    AuditLog audit;

    private static final LinkCodes.Kind KIND = new LinkCodes.Kind(
            Event.WRONG_RESET_CODE, Wording.of(SecondFactorMessages.class, SecondFactorMessages::resetUnknown));

    Uni<PasswordResets.Done> use(String code, String password, ClientAddress address) {
        return links.open(KIND, address, () -> resets.opens(code)).chain(use -> {
            PasswordChange.checkStrength("newPassword", password);
            return passwords
                    .hashed(password)
                    .chain(hash -> resets.use(code, hash))
                    .chain(done -> done.isEmpty()
                            ? Uni.createFrom().failure(LinkCodes.unknown(KIND, use))
                            : Uni.createFrom().item(done.get()))
                    .invoke(done -> identities.forget(done.accountId()))
                    .call(done -> audit.record(
                            Event.PASSWORD_RESET_USED,
                            done.accountId(),
                            address,
                            Map.of("secondFactorRemoved", done.secondFactorRemoved())));
        });
    }
}
