package app.zapiska.transfer;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where the original's database is. Read part by part: the driver's own addresses take parameters that load classes and read
 * files. Holds a password, so it is neither stored nor logged.
 */
record OriginalAddress(String host, int port, String database, String user, String password) {

    private static final int CONNECT_SECONDS = 10;
    private static final int READ_SECONDS = 120;
    private static final int ROWS_AT_ONCE = 200;

    /** @param url as {@code postgresql://user:password@host:5432/database}, also with {@code postgres:} or {@code jdbc:} in front */
    static Optional<OriginalAddress> of(String url) {
        try {
            var uri = new URI(url.strip().replaceFirst("^jdbc:", ""));
            var plain = uri.getScheme() != null
                    && uri.getScheme().matches("postgres(ql)?")
                    && uri.getHost() != null
                    && uri.getRawUserInfo() != null
                    && uri.getRawPath() != null
                    && uri.getRawPath().matches("/[^/]+")
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            if (!plain) {
                return Optional.empty();
            }
            var user = uri.getRawUserInfo().split(":", 2);
            return Optional.of(new OriginalAddress(
                    uri.getHost(),
                    uri.getPort() < 0 ? 5432 : uri.getPort(),
                    decoded(uri.getRawPath().substring(1)),
                    decoded(user[0]),
                    user.length < 2 ? "" : decoded(user[1])));
        } catch (URISyntaxException | IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    /** A plus sign stands for itself here. */
    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    PGSimpleDataSource source() {
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {host});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser(user);
        source.setPassword(password);
        source.setReadOnly(true);
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setLoginTimeout(CONNECT_SECONDS);
        source.setSocketTimeout(READ_SECONDS);
        source.setApplicationName("zapiska-import");
        source.setDefaultRowFetchSize(ROWS_AT_ONCE);
        return source;
    }

    @Override
    public String toString() {
        return "postgresql://" + host + ":" + port + "/" + database;
    }
}
