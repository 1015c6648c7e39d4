package io.orderflow.email;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A mail server that takes its time to answer when it has a whole mail. */
final class SlowMailServer implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger transferred = new AtomicInteger();
    private final Duration lastAnswerAfter;
    private final String lastAnswer;

    /** @param lastAnswer null if the server closes the connection instead */
    SlowMailServer(Duration lastAnswerAfter, String lastAnswer) throws IOException {
        this.lastAnswerAfter = lastAnswerAfter;
        this.lastAnswer = lastAnswer;
        Thread thread = new Thread(this::serve, "slow-mail-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** How many whole mails have come. */
    int transferred() {
        return transferred.get();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                talk(client);
            } catch (IOException e) {
                // The server or the client closed the connection.
            }
        }
    }

    private void talk(Socket client) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        OutputStream out = client.getOutputStream();
        say(out, "220 slow");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (!line.toUpperCase(Locale.ROOT).startsWith("DATA")) {
                say(out, "250 ok");
                continue;
            }
            say(out, "354 go on");
            while (!".".equals(in.readLine())) {
                // The content of the mail.
            }
            transferred.incrementAndGet();
            LockSupport.parkNanos(lastAnswerAfter.toNanos());
            if (lastAnswer == null) {
                return;
            }
            say(out, lastAnswer);
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
