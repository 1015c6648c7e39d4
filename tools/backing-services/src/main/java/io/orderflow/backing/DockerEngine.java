package io.orderflow.backing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Decides between containers and native processes. No other class makes this decision. */
public final class DockerEngine {

    private static final long PATIENCE_SECONDS = 3;
    private static final String NATIVE = "ORDERFLOW_NATIVE";

    private DockerEngine() {}

    /**
     * Whether to use containers: an engine answers, and neither the system property nor the environment variable
     * {@code ORDERFLOW_NATIVE} is {@code true}.
     */
    public static boolean isUsable() {
        boolean wantsNative = Boolean.parseBoolean(System.getProperty(NATIVE, System.getenv(NATIVE)));
        return !wantsNative && answers();
    }

    /**
     * Whether an engine answers at {@code DOCKER_HOST} or at one of the usual sockets. Takes at most {@value #PATIENCE_SECONDS} s
     * for each.
     */
    public static boolean answers() {
        return addresses().anyMatch(DockerEngine::answersWithPatience);
    }

    private static Stream<SocketAddress> addresses() {
        String host = System.getenv("DOCKER_HOST");
        if (host != null && !host.isBlank()) {
            URI uri = URI.create(host);
            return "unix".equals(uri.getScheme())
                    ? socketFile(uri.getPath())
                    : Stream.of(new InetSocketAddress(uri.getHost(), uri.getPort()));
        }
        return Stream.concat(
                        Stream.of("/var/run", System.getProperty("user.home") + "/.docker/run"),
                        Stream.ofNullable(System.getenv("XDG_RUNTIME_DIR")))
                .flatMap(folder -> socketFile(folder + "/docker.sock"));
    }

    private static Stream<SocketAddress> socketFile(String file) {
        return Files.exists(Path.of(file)) ? Stream.of(UnixDomainSocketAddress.of(file)) : Stream.empty();
    }

    /**
     * Waits in another thread: an engine that hangs accepts connections without answering, and a SocketChannel has no time-out.
     */
    private static boolean answersWithPatience(SocketAddress address) {
        CompletableFuture<Boolean> answer = CompletableFuture.supplyAsync(() -> ping(address));
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private static boolean ping(SocketAddress address) {
        try (SocketChannel channel = SocketChannel.open(address)) {
            channel.write(StandardCharsets.US_ASCII.encode("GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n"));
            ByteBuffer answer = ByteBuffer.allocate(64);
            channel.read(answer);
            return StandardCharsets.US_ASCII.decode(answer.flip()).toString().contains(" 200 ");
        } catch (IOException e) {
            return false;
        }
    }
}
