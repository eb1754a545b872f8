package app.zapiska.commands;

import app.zapiska.platform.Wording;
import app.zapiska.telegram.CommandHandler;
import app.zapiska.telegram.Prompts;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** {@code /add купить хлеб завтра}, or {@code /add} alone, which asks what. */
@ApplicationScoped
class AddCommand implements CommandHandler {

    private final Proposals proposals;
    private final Prompts prompts;
    private final TypedFormatters formatters;
    private final InstantSource clock;

    AddCommand(Proposals proposals, Prompts prompts, TypedFormatters formatters, InstantSource clock) {
        this.proposals = proposals;
        this.prompts = prompts;
        this.formatters = formatters;
        this.clock = clock;
    }

    @Override
    public List<String> names() {
        return List.of("add", "добавить");
    }

    @Override
    public Wording description() {
        return Wording.of(TypedTexts.class, TypedTexts::addDescription);
    }

    @Override
    public int place() {
        return 40;
    }

    @Override
    public boolean changes() {
        return true;
    }

    @Override
    public Uni<Optional<Answer>> commanded(Commanded command) {
        var account = command.account();
        if (!command.argument().isEmpty()) {
            return proposals
                    .propose(account, command.chatId(), command.argument())
                    .map(answer -> Optional.of(Answer.of(answer.message())));
        }
        var now = clock.instant();
        return prompts.open(account.accountId(), command.chatId(), AddReplies.OfAdd.KIND, "", now)
                .map(id -> Optional.of(new Answer(
                        formatters.in(account, now.atZone(account.zone())).whatToAdd(),
                        Optional.of(message -> prompts.asked(id, message)))));
    }
}
