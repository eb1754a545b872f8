package app.zapiska.transfer;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where the original's database is. Read part by part: the driver's own addresses take parameters that load classes and read
 * files. Holds a password, so it is neither stored nor logged.
 */
record LegacyAddress(String host, int port, String database, String user, String password, boolean tls) {

    private static final int CONNECT_SECONDS = 10;
    private static final int READ_SECONDS = 120;
    private static final int ROWS_AT_ONCE = 200;

    /** @param url as {@code postgresql://user:password@host:5432/database}, also with {@code postgres:} or {@code jdbc:} in front
     *     and {@code ?sslmode=require} behind, as hosters write it */
    static Optional<LegacyAddress> of(String url) {
        try {
            var uri = new URI(url.strip().replaceFirst("^jdbc:", ""));
            var plain = uri.getScheme() != null
                    && uri.getScheme().matches("postgres(ql)?")
                    && uri.getHost() != null
                    && uri.getRawUserInfo() != null
                    && uri.getRawPath() != null
                    && uri.getRawPath().matches("/[^/]+")
                    && (uri.getRawQuery() == null || uri.getRawQuery().matches("sslmode=(prefer|require)"))
                    && uri.getRawFragment() == null;
            if (!plain) {
                return Optional.empty();
            }
            var user = uri.getRawUserInfo().split(":", 2);
            return Optional.of(new LegacyAddress(
                    uri.getHost(),
                    uri.getPort() < 0 ? 5432 : uri.getPort(),
                    decoded(uri.getRawPath().substring(1)),
                    decoded(user[0]),
                    user.length < 2 ? "" : decoded(user[1]),
                    "sslmode=require".equals(uri.getRawQuery())));
        } catch (URISyntaxException | IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    /** A plus sign stands for itself here. */
    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /**
     * The name is looked up once and what was looked at is what is connected to. The database may well be in our own network,
     * on this machine even; but none is where clouds keep their machines' credentials.
     *
     * @throws UnknownHostException also when it is such a place
     */
    PGSimpleDataSource source() throws UnknownHostException {
        var address = InetAddress.getByName(host.replaceAll("^\\[|]$", ""));
        if (address.isLinkLocalAddress() || address.isMulticastAddress() || address.isAnyLocalAddress()) {
            throw new UnknownHostException("no place for a database");
        }
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {address.getHostAddress()});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser(user);
        source.setPassword(password);
        source.setSslMode(tls ? "require" : "prefer");
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
