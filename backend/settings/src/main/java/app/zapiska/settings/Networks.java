package app.zapiska.settings;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses and networks (CIDR), separated by commas or spaces: {@code 10.0.0.2, 172.16.0.0/12, fd00::/8}. */
public final class Networks {

    private static final Pattern SEPARATOR = Pattern.compile("[,\\s]+");
    private static final Pattern IPV4 = Pattern.compile("(?:[0-9]{1,3}\\.){3}[0-9]{1,3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private final List<Network> networks;

    private Networks(List<Network> networks) {
        this.networks = networks;
    }

    public static Networks parse(String written) throws WrongSetting {
        var networks = new ArrayList<Network>();
        for (var part : SEPARATOR.split(written.strip())) {
            if (!part.isEmpty()) {
                networks.add(network(part).orElseThrow(Networks::noNetwork));
            }
        }
        return new Networks(List.copyOf(networks));
    }

    public boolean contain(InetAddress address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    /** A literal address; names are never looked up. */
    static Optional<InetAddress> address(String written) {
        if (!IPV4.matcher(written).matches() && !IPV6.matcher(written).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(written));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    private static Optional<Network> network(String written) {
        var slash = written.indexOf('/');
        return address(slash < 0 ? written : written.substring(0, slash)).flatMap(base -> {
            var bits = base.getAddress().length * 8;
            if (slash < 0) {
                return Optional.of(new Network(base.getAddress(), bits));
            }
            var prefix = written.substring(slash + 1);
            return prefix.matches("[0-9]{1,3}") && Integer.parseInt(prefix) <= bits
                    ? Optional.of(new Network(base.getAddress(), Integer.parseInt(prefix)))
                    : Optional.empty();
        });
    }

    private static WrongSetting noNetwork() {
        return new WrongSetting(
                "нужны адреса или сети через запятую, например 10.0.0.2, 172.16.0.0/12",
                "must hold addresses or networks, for example 10.0.0.2, 172.16.0.0/12");
    }

    /** @param prefix leading bits that must be equal */
    private record Network(byte[] base, int prefix) {

        boolean contains(InetAddress address) {
            var other = address.getAddress();
            if (other.length != base.length) {
                return false;
            }
            for (int bit = 0; bit < prefix; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((base[bit / 8] & mask) != (other[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
