package app.zapiska.channels;

import app.zapiska.settings.Networks;
import app.zapiska.settings.WrongSetting;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * What may be called because a browser said so. The address comes from whoever is signed in, so it must not lead to anything
 * that only this machine or its network can reach: neither by its name nor by what that name means when it is called.
 */
final class PushAddress {

    private static final int LONGEST = 1000;

    /** Of no public use: this machine, its networks, and ways that lead there under another number. */
    private static final Networks PRIVATE =
            networks("0.0.0.0/8, 10.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16,"
                    + " 172.16.0.0/12, 192.0.0.0/24, 192.0.2.0/24, 192.88.99.0/24, 192.168.0.0/16, 198.18.0.0/15, 198.51.100.0/24,"
                    + " 203.0.113.0/24, 224.0.0.0/3, ::/8, 64:ff9b::/32, 100::/64, 2001::/23, 2001:db8::/32, 2002::/16, fc00::/7,"
                    + " fe80::/9, ff00::/8");

    private final boolean loopback;

    PushAddress(boolean loopback) {
        this.loopback = loopback;
    }

    /** @return empty for what is never called */
    Optional<URI> read(String endpoint) {
        URI address;
        try {
            address = new URI(endpoint);
        } catch (URISyntaxException wrong) {
            return Optional.empty();
        }
        var host = address.getHost();
        if (endpoint.length() > LONGEST
                || host == null
                || address.getRawUserInfo() != null
                || address.getRawFragment() != null) {
            return Optional.empty();
        }
        if (loopback && address.getScheme().equals("http") && host.equals("127.0.0.1")) {
            return Optional.of(address);
        }
        // A push service has a name; a number, however it is written, is somebody's own.
        boolean named = host.matches("(?i)[a-z0-9-]+(\\.[a-z0-9-]+)*\\.[a-z][a-z0-9-]*");
        return "https".equalsIgnoreCase(address.getScheme())
                        && named
                        && (address.getPort() < 0 || address.getPort() == 443)
                ? Optional.of(address)
                : Optional.empty();
    }

    /** Of an address that a name was resolved to. */
    boolean mayCall(InetAddress resolved) {
        return !PRIVATE.contain(resolved) || loopback && resolved.isLoopbackAddress();
    }

    private static Networks networks(String written) {
        try {
            return Networks.parse(written);
        } catch (WrongSetting impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
