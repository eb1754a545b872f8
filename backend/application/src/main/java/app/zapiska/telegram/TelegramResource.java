package app.zapiska.telegram;

import app.zapiska.accounts.AccountDirectory;
import app.zapiska.accounts.AccountSettings;
import app.zapiska.accounts.CurrentUser;
import app.zapiska.platform.ProblemException;
import app.zapiska.platform.ProblemType;
import app.zapiska.platform.SecretAnswer;
import app.zapiska.platform.Wording;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Instant;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** The account's chat with the bot. */
@Cancellable(false)
@Path("/telegram")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "telegram")
@Authenticated
class TelegramResource {

    /**
     * @param mode whether there is a bot, and a real one
     * @param chatUrl the sandbox's chat page
     * @param botUsername without the @; null until the bot has reached Telegram once
     * @param state the worst that is known: blocked concerns this account, the others everybody
     * @param since when that began; null when it is not known
     * @param otherBotSince when another bot took over, with which this account has not linked a chat yet
     * @param secondChannel whether reminders have another way while this one does not reach the person
     * @param push whether that way leads to a device
     * @param mail whether it leads to an e-mail address, when to no device
     * @param mailFailingSince since when the mail server takes no letters; null while it does
     * @param linkRequest who has brought the link and waits for an answer; null when nobody does
     */
    @Schema(name = "TelegramStatus")
    record StatusView(
            @Schema(enumeration = {"bot", "sandbox", "off"}) @NotNull
            String mode,

            @NotNull Boolean linked,
            String chatUrl,
            String botUsername,

            @Schema(enumeration = {"ok", "blocked", "tokenRejected", "unreachable", "off"}) @NotNull
            String state,

            Instant since,
            Instant otherBotSince,
            @NotNull Boolean secondChannel,
            @NotNull Boolean push,
            @NotNull Boolean mail,
            Instant mailFailingSince,
            LinkRequestView linkRequest) {}

    /**
     * @param name as Telegram tells it: anybody may call themselves anything
     * @param username without the @; null when the person has none
     * @param group title of the group that is to be linked; null for a private chat
     */
    @Schema(name = "TelegramLinkRequest")
    record LinkRequestView(
            @NotNull Long id,
            @NotNull String name,
            String username,
            String group,
            @NotNull Instant expiresAt) {

        private static LinkRequestView of(Row row, Instant expiresAt) {
            return new LinkRequestView(
                    row.getLong("request"),
                    row.getString("name"),
                    row.getString("request_username"),
                    row.getString("group_title"),
                    expiresAt);
        }
    }

    /**
     * @param code to be sent to the bot as {@code /start <code>}, once
     * @param url opens the chat with the code filled in
     */
    @Schema(name = "TelegramLinkCode")
    record LinkCodeView(
            @NotNull String code,
            @NotNull String url,
            @NotNull Instant expiresAt) {}

    @Inject
    CurrentUser currentUser;

    @Inject
    LinkService links;

    @Inject
    Bot bot;

    @Inject
    Linking linking;

    @Inject
    TelegramConfig config;

    @Inject
    Pool database;

    @GET
    @Path("/status")
    public Uni<StatusView> status() {
        return database.preparedQuery("""
                select a.telegram_chat_id, a.telegram_blocked_at, a.telegram_bot_lost_at, b.state, b.state_since, b.username,
                  %s as has_push, %s as has_mail, server.failing_since,
                  r.id as request, r.name, r.username as request_username, r.group_title, r.expires_at
                from accounts a cross join telegram_bot b cross join mail_server server
                left join telegram_link_requests r on r.account_id = a.id
                where a.id = $1""".formatted(AccountDirectory.HAS_PUSH, AccountDirectory.HAS_MAIL))
                .execute(Tuple.of(currentUser.accountId()))
                .map(rows -> view(rows.iterator().next()));
    }

    private StatusView view(Row row) {
        var mode = !bot.hasToken() ? "off" : config.sandboxUrl().isPresent() ? "sandbox" : "bot";
        var botSince = BotRow.instant(row, "state_since").orElse(null);
        var blockedAt = BotRow.instant(row, "telegram_blocked_at");
        String state;
        Instant since;
        if (mode.equals("off")) {
            state = "off";
            since = null;
        } else {
            switch (BotStatus.State.valueOf(row.getString("state"))) {
                case TOKEN_REJECTED -> {
                    state = "tokenRejected";
                    since = botSince;
                }
                case UNREACHABLE -> {
                    state = "unreachable";
                    since = botSince;
                }
                default -> {
                    state = blockedAt.isPresent() ? "blocked" : "ok";
                    since = blockedAt.orElse(botSince);
                }
            }
        }
        return new StatusView(
                mode,
                row.getLong("telegram_chat_id") != null,
                config.sandboxUrl().map(URI::toString).orElse(null),
                mode.equals("off") ? null : row.getString("username"),
                state,
                since,
                BotRow.instant(row, "telegram_bot_lost_at").orElse(null),
                row.getBoolean("has_push") || row.getBoolean("has_mail"),
                row.getBoolean("has_push"),
                row.getBoolean("has_mail"),
                row.getBoolean("has_mail")
                        ? BotRow.instant(row, "failing_since").orElse(null)
                        : null,
                linking.waitsUntil(row)
                        .map(until -> LinkRequestView.of(row, until))
                        .orElse(null));
    }

    /** A new code ends the one before. It works once, within ten minutes. */
    @POST
    @Path("/link-code")
    @Consumes(MediaType.WILDCARD)
    @SecretAnswer
    public Uni<LinkCodeView> createLinkCode() {
        long account = currentUser.accountId();
        return linking.botName().chain(username -> {
            if (username.isEmpty() && config.sandboxUrl().isEmpty()) {
                throw new ProblemException(
                        ProblemType.UNAVAILABLE, Wording.of(TelegramMessages.class, TelegramMessages::nameUnknown));
            }
            return links.create(account)
                    .map(fresh -> new LinkCodeView(
                            fresh.code(),
                            // Both read the code from "start"; the codes need no escaping.
                            config.sandboxUrl()
                                            .map(URI::toString)
                                            .orElseGet(() -> "https://t.me/" + username.orElseThrow())
                                    + "?start=" + fresh.code(),
                            fresh.expiresAt()));
        });
    }

    /**
     * It was me: the chat that has brought the link is the account's from now on, in the place of any before.
     */
    @POST
    @Path("/link-requests/{id}/confirm")
    @Consumes(MediaType.WILDCARD)
    @APIResponse(responseCode = "204")
    public Uni<Void> confirm(@PathParam("id") long id) {
        var account = currentUser.settings();
        return links.confirm(account, id)
                .invoke(chat -> {
                    account.chat().ifPresent(before -> {
                        if (before != chat) {
                            tell(before, account, BotTexts::unlinked);
                        }
                    });
                    tell(chat, account, BotTexts::linked);
                })
                .replaceWithVoid();
    }

    /** It was not me: the link is used up, and whoever has brought it gets nothing. */
    @DELETE
    @Path("/link-requests/{id}")
    @Consumes(MediaType.WILDCARD)
    public Uni<Void> decline(@PathParam("id") long id) {
        var account = currentUser.settings();
        return links.decline(account.accountId(), id)
                .invoke(chat -> tell(chat, account, BotTexts::linkDeclined))
                .replaceWithVoid();
    }

    private void tell(long chat, AccountSettings account, Function<BotTexts, String> words) {
        linking.tell(chat, UpdateService.say(account, words));
    }

    /** Reminders have no way to this account any more until a chat is linked again. */
    @DELETE
    @Path("/link")
    @Consumes(MediaType.WILDCARD)
    public Uni<Void> unlink() {
        var account = currentUser.settings();
        return links.unlink(account.accountId())
                .invoke(() -> account.chat().ifPresent(chat -> tell(chat, account, BotTexts::unlinked)));
    }
}
