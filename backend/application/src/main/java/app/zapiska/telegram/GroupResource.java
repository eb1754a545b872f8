package app.zapiska.telegram;

import app.zapiska.accounts.AccountSettings;
import app.zapiska.accounts.CurrentUser;
import app.zapiska.platform.SecretAnswer;
import app.zapiska.platform.sql.Sql;
import app.zapiska.platform.sql.Statement;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** The group in which the account may be looked at, and the people who may act there. */
@Cancellable(false)
@Path("/telegram/group")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "telegram")
@Authenticated
class GroupResource {

    /**
     * @param title as Telegram told it; null when no group is linked
     * @param people who has pressed or written there, but for the account's own person, who may act anyway
     * @param request the group that has brought the code and waits for an answer; null when none does
     */
    @Schema(name = "TelegramGroup")
    record GroupView(
            String title, Instant linkedAt, @NotNull List<PersonView> people, GroupRequestView request) {}

    /**
     * @param name as Telegram tells it: anybody may call themselves anything
     * @param username without the @; null when the person has none
     * @param allowed whether they may look and press
     */
    @Schema(name = "TelegramGroupPerson")
    record PersonView(
            @NotNull Long id,
            @NotNull String name,
            String username,
            @NotNull Boolean allowed,
            @NotNull Instant seenAt) {

        private static PersonView from(JsonObject person) {
            return new PersonView(
                    person.getLong("id"),
                    person.getString("name"),
                    person.getString("username"),
                    person.getBoolean("allowed"),
                    Instant.ofEpochMilli(person.getLong("seen")));
        }
    }

    /** @param name and {@code username} of who has brought the code */
    @Schema(name = "TelegramGroupRequest")
    record GroupRequestView(
            @NotNull Long id,
            @NotNull String title,
            @NotNull String name,
            String username,
            @NotNull Instant expiresAt) {

        private static GroupRequestView of(Row row, Instant expiresAt) {
            return new GroupRequestView(
                    row.getLong("request"),
                    row.getString("asked_title"),
                    row.getString("name"),
                    row.getString("username"),
                    expiresAt);
        }
    }

    /**
     * @param command to be sent in the group, once
     * @param url lets Telegram add the bot to a group and send it; null where there is no Telegram
     */
    @Schema(name = "TelegramGroupCode")
    record GroupCodeView(
            @NotNull String command, String url, @NotNull Instant expiresAt) {}

    @Schema(name = "TelegramGroupPersonChange")
    record PersonRequest(@NotNull Boolean allowed) {}

    @Inject
    CurrentUser currentUser;

    @Inject
    GroupLinks links;

    @Inject
    Linking linking;

    @Inject
    TelegramConfig config;

    @Inject
    Pool database;

    @GET
    public Uni<GroupView> get() {
        return Statement.of("""
                        select g.title, g.linked_at, r.id as request, r.title as asked_title, r.name, r.username, r.expires_at,
                          coalesce((
                            select json_agg(json_build_object('id', p.id, 'name', p.name, 'username', p.username,
                                'allowed', p.allowed_at is not null,
                                'seen', cast(extract(epoch from p.seen_at) * 1000 as bigint))
                              order by p.allowed_at is null, p.id)
                            from telegram_group_people p where p.account_id = a.id), '[]') as people
                        from accounts a left join telegram_groups g on g.account_id = a.id
                        left join telegram_group_links r on r.account_id = a.id and r.chat_id is not null
                        where a.id = :account
                        """, Map.of("account", currentUser.accountId()))
                .on(database)
                .map(rows -> {
                    var row = rows.getFirst();
                    return new GroupView(
                            row.getString("title"),
                            Sql.instant(row, "linked_at"),
                            row.getJsonArray("people").stream()
                                    .map(JsonObject.class::cast)
                                    .map(PersonView::from)
                                    .toList(),
                            linking.waitsUntil(row)
                                    .map(until -> GroupRequestView.of(row, until))
                                    .orElse(null));
                });
    }

    /** A new code ends the one before. It works once, within ten minutes, and gives no power before it is confirmed. */
    @POST
    @Path("/code")
    @Consumes(MediaType.WILDCARD)
    @SecretAnswer
    public Uni<GroupCodeView> createCode() {
        long account = currentUser.accountId();
        return linking.botName()
                .chain(username -> links.create(account)
                        .map(fresh -> new GroupCodeView(
                                "/start" + username.map(name -> "@" + name).orElse("") + " " + fresh.code(),
                                username.filter(name -> config.sandboxUrl().isEmpty())
                                        .map(name -> "https://t.me/" + name + "?startgroup=" + fresh.code())
                                        .orElse(null),
                                fresh.expiresAt())));
    }

    /** It is my group: named people may look and press there from now on. */
    @POST
    @Path("/requests/{id}/confirm")
    @Consumes(MediaType.WILDCARD)
    @APIResponse(responseCode = "204")
    public Uni<Void> confirm(@PathParam("id") long id) {
        var account = currentUser.settings();
        return links.confirm(account, id)
                .invoke(linked -> {
                    linked.before().ifPresent(before -> tell(before, account, GroupTexts::unlinked));
                    tell(linked.chat(), account, GroupTexts::linked);
                })
                .replaceWithVoid();
    }

    /** It is not my group: the code is used up, and nothing is linked. */
    @DELETE
    @Path("/requests/{id}")
    @Consumes(MediaType.WILDCARD)
    public Uni<Void> decline(@PathParam("id") long id) {
        var account = currentUser.settings();
        return links.decline(account.accountId(), id)
                .invoke(chat -> tell(chat, account, GroupTexts::declined))
                .replaceWithVoid();
    }

    /** Whether a person whom the bot has seen in the group may look and press there. */
    @PUT
    @Path("/people/{id}")
    @APIResponse(responseCode = "204")
    public Uni<Void> allow(@PathParam("id") long id, @NotNull @Valid PersonRequest person) {
        return links.allow(currentUser.accountId(), id, person.allowed());
    }

    /** Nothing is shown in the group any more, and its buttons do nothing. */
    @DELETE
    @Consumes(MediaType.WILDCARD)
    public Uni<Void> unlink() {
        var account = currentUser.settings();
        return links.unlink(account.accountId())
                .invoke(chat -> chat.ifPresent(group -> tell(group, account, GroupTexts::unlinked)))
                .replaceWithVoid();
    }

    private void tell(long chat, AccountSettings account, Function<GroupTexts, String> words) {
        linking.tell(chat, UpdateService.inGroup(account, words));
    }
}
