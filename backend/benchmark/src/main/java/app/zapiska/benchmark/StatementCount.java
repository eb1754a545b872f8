package app.zapiska.benchmark;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How many statements an answer takes, by PostgreSQL's own log of them: {@code pg_stat_statements} would have to be there
 * from its start. What did not come with most of the requests belongs to the ticks.
 */
final class StatementCount {

    private static final int REQUESTS = 20;
    private static final Pattern LINE = Pattern.compile("LOG:  (?:execute [^:]*|statement): (.*)");
    private static final Pattern OF_A_TRANSACTION = Pattern.compile("(?i)begin|commit|rollback|start transaction");

    private final Seed database;
    private final Path log;

    StatementCount(Seed database, Path log) {
        this.database = database;
        this.log = log;
    }

    /** Beginnings and ends of transactions are not counted. */
    long of(Load answer) throws IOException, SQLException, InterruptedException {
        answer.times(3);
        database.execute("alter system set log_statement = 'all'");
        database.execute("select pg_reload_conf()");
        Thread.sleep(300);
        long from = Files.size(log);
        answer.times(REQUESTS);
        database.execute("alter system reset log_statement");
        database.execute("select pg_reload_conf()");
        Thread.sleep(300);
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            // shorter than before: it was rotated meanwhile, and begins anew
            file.seek(file.length() < from ? 0 : from);
            var read = new byte[(int) (file.length() - file.getFilePointer())];
            file.readFully(read);
            return perRequest(new String(read, StandardCharsets.UTF_8).lines().toList(), REQUESTS);
        }
    }

    static long perRequest(List<String> log, int requests) {
        Map<String, Long> texts = log.stream()
                .map(LINE::matcher)
                .filter(line -> line.find())
                .map(line -> line.group(1).strip())
                .filter(text -> !OF_A_TRANSACTION.matcher(text).lookingAt())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return texts.values().stream()
                .filter(count -> count >= requests * 0.6)
                .mapToLong(count -> Math.round((double) count / requests))
                .sum();
    }
}
