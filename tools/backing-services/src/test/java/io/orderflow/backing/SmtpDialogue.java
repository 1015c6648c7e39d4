package io.orderflow.backing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;

/** Speaks SMTP line by line, as no mail library does. */
final class SmtpDialogue implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final BufferedReader answers;

    SmtpDialogue(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
        answer();
    }

    /** Sends the commands up to {@code DATA}. */
    void begin() throws IOException {
        command("EHLO test");
        command("MAIL FROM:<shop@example.org>");
        command("RCPT TO:<ann@example.org>");
        command("DATA");
    }

    String command(String line) throws IOException {
        write(line + "\r\n");
        return answer();
    }

    void write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    boolean hasAnswer() throws IOException {
        return answers.ready();
    }

    /** The last line of the next answer. */
    String answer() throws IOException {
        String line = answers.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            line = answers.readLine();
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
