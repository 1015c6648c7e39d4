package io.orderflow.operations.web;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names a client by its address, for limits on what one client may do or hold. */
public final class ClientAddress {

    /** Some proxies forward the client's port, too, which is another one for each connection. */
    private static final Pattern WITH_PORT = Pattern.compile("([0-9.]+):[0-9]+|\\[([0-9a-fA-F:.]+)](:[0-9]+)?");

    /** Java never looks up such a text as a name. */
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F]*:[0-9a-fA-F:.]+");

    private static final int IPV6_NETWORK_BYTES = 8;

    private ClientAddress() {}

    /**
     * Names the client at this address. An IPv6 client usually has a network of 64 bits, and could use another address of it for each
     * request. So all addresses of such a network are one client.
     */
    public static String clientAt(String address) {
        Matcher withPort = WITH_PORT.matcher(address);
        if (!withPort.matches()) {
            return networkOf(address);
        }
        return networkOf(withPort.group(1) == null ? withPort.group(2) : withPort.group(1));
    }

    private static String networkOf(String address) {
        if (!IPV6.matcher(address).matches()) {
            return address;
        }
        try {
            InetAddress parsed = InetAddress.getByName(address);
            return parsed instanceof Inet4Address
                    ? parsed.getHostAddress()
                    : HexFormat.of().formatHex(parsed.getAddress(), 0, IPV6_NETWORK_BYTES);
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
