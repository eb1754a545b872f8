package app.zapiska.channels;

import static org.assertj.core.api.Assertions.assertThat;

import app.zapiska.channels.PushService.Device;
import app.zapiska.platform.RealServices;
import app.zapiska.platform.Sha256;
import java.time.Instant;
import java.util.UUID;

/** The strict push service and the strict mail server of a test, and who is reached by them. */
public final class OtherWays implements AutoCloseable {

    public final PushService push = new PushService();
    public final MailServer mail = RealServices.mail();

    /** With nothing left of other tests. */
    public OtherWays() {
        forgetEverybody();
        mail.clear();
    }

    /** As the check of every minute would have found it. */
    public void telegramIs(String state, Instant since) {
        RealServices.execute("update telegram_bot set state = ?, state_since = ?", state, since);
    }

    public void blocked(long account) {
        RealServices.execute("update accounts set telegram_blocked_at = now() where id = ?", account);
    }

    public void unlinked(long account) {
        RealServices.execute(
                "update accounts set telegram_chat_id = null, telegram_user_id = null where id = ?", account);
    }

    public Device device(long account) {
        return device(account, PushService.serverKey());
    }

    public Device device(long account, byte[] serverKey) {
        var device = push.subscribe(serverKey);
        RealServices.execute(
                """
                insert into push_subscriptions (account_id, endpoint, endpoint_sha256, p256dh, auth, server_key, user_agent, created_at)
                values (?, ?, ?, ?, ?, ?, 'test', now())""",
                account,
                device.endpoint,
                Sha256.of(device.endpoint),
                device.publicKey(),
                device.auth(),
                serverKey);
        return device;
    }

    public String address(long account) {
        var address = "somebody-" + UUID.randomUUID() + "@mail.test";
        RealServices.execute(
                "insert into mail_addresses (account_id, address, confirmed_at) values (?, ?, now())",
                account,
                address);
        return address;
    }

    private static void forgetEverybody() {
        RealServices.execute("delete from push_subscriptions");
        RealServices.execute("delete from mail_addresses");
        RealServices.execute("update mail_server set configured = true");
        RealServices.execute("update telegram_bot set state = 'OK', state_since = now()");
    }

    @Override
    public void close() {
        forgetEverybody();
        push.close();
        mail.clear();
        assertThat(push.complaints).isEmpty();
        assertThat(mail.complaints).isEmpty();
    }
}
