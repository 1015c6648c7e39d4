package io.orderflow.launcher;

import io.orderflow.backing.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks who uses a port. Called before a start, because a server's own error about a used port is hard to read, and to wait for
 * servers.
 */
public final class PortCheck {

    /** The format of {@code ss -p}: {@code users:(("java",pid=42,fd=7))}. */
    private static final Pattern OWNER = Pattern.compile("\\(\\(\"([^\"]+)\",pid=(\\d+)");

    private static final int CONNECTS_IN_MILLIS = 2_000;

    private PortCheck() {}

    /** @param advice what the user can do about it, as a whole sentence */
    public static void demandFree(Map<String, Integer> portsByUse, String advice) {
        List<String> taken = portsByUse.entrySet().stream()
                .filter(port -> !FreePorts.isFree(port.getValue()))
                .map(port -> "Port " + port.getValue() + ", which " + port.getKey() + " needs, is taken"
                        + owner(port.getValue()) + ".")
                .sorted()
                .toList();
        if (!taken.isEmpty()) {
            throw new LauncherException(String.join("\n", taken) + "\n" + advice);
        }
    }

    /** Whether a process listens on the port. */
    public static boolean isAnswered(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECTS_IN_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String owner(int port) {
        Commands.Result sockets = Commands.run(Path.of("."), List.of("ss", "-Hltnp", "sport", "=", ":" + port));
        Matcher owner = OWNER.matcher(sockets.output());
        return sockets.isSuccess() && owner.find()
                ? " by the process " + owner.group(1) + " (pid " + owner.group(2) + ")"
                : "";
    }
}
