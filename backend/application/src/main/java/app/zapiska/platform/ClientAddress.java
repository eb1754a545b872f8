package app.zapiska.platform;

import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Where a request comes from; see {@link ClientAddresses}. */
public record ClientAddress(InetAddress address) {

    /** @throws IllegalArgumentException when it is not an IPv4 or IPv6 address; names are never looked up */
    public static ClientAddress parse(String text) {
        var bytes = NetUtil.createByteArrayFromIpAddressString(text);
        if (bytes == null) {
            throw new IllegalArgumentException("not an address");
        }
        try {
            // getByAddress also takes an IPv4 address out of its IPv6 clothes (::ffff:192.0.2.1): it is the same
            // client.
            return new ClientAddress(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What limits are counted by: an IPv4 address, or the /64 network of an IPv6 one, which one customer owns whole. */
    public String limitKey() {
        return address instanceof Inet4Address ? address.getHostAddress() : network(8) + "/64";
    }

    /** For logs and lists: enough to recognise, not enough to find a person. */
    public String masked() {
        if (address instanceof Inet6Address) {
            return network(6) + "/48";
        }
        var bytes = address.getAddress();
        return "%d.%d.%d.x".formatted(bytes[0] & 0xFF, bytes[1] & 0xFF, bytes[2] & 0xFF);
    }

    private String network(int length) {
        return NetUtil.bytesToIpAddress(Arrays.copyOf(Arrays.copyOf(address.getAddress(), length), 16));
    }

    /** Never the address itself: it would end in logs. */
    @Override
    public String toString() {
        return masked();
    }
}
