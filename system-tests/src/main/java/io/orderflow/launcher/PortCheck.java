package io.orderflow.launcher;

import io.orderflow.infrastructure.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who is at a port: before anything starts, because what a server says about a taken one is hard to read; and afterwards. */
public final class PortCheck {

    /** As {@code ss -p} writes it: {@code users:(("java",pid=42,fd=7))}. */
    private static final Pattern OWNER = Pattern.compile("\\(\\(\"([^\"]+)\",pid=(\\d+)");

    private PortCheck() {}

    /** @param advice what the user can do about it, as a whole sentence */
    static void demandFree(Map<String, Integer> portsByUse, String advice) {
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

    /** Whether anybody listens there. */
    public static boolean isAnswered(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
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
