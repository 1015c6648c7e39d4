package io.orderflow.launcher;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Removes the characters that a terminal obeys, and those that hide or reorder others. Logs, messages and answers may contain text
 * from outside, with such characters.
 */
public final class PlainText {

    private static final String HARMFUL = "\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}";
    private static final Pattern IN_A_LINE = Pattern.compile("[" + HARMFUL + "]+");
    private static final Pattern IN_A_TEXT = Pattern.compile("[" + HARMFUL + "&&[^\n\t]]+");

    private PlainText() {}

    /** The text in one line. */
    public static String line(String text) {
        return IN_A_LINE.matcher(text).replaceAll(" ");
    }

    /** The text with its line breaks and tabs. */
    public static String text(String text) {
        return IN_A_TEXT.matcher(text).replaceAll(" ");
    }

    /** Cleans all that this process prints from now on. */
    public static void printOnly() {
        System.setOut(cleaned(System.out));
        System.setErr(cleaned(System.err));
    }

    public static PrintStream cleaned(PrintStream out) {
        return new PrintStream(new Cleaned(out), true, StandardCharsets.UTF_8);
    }

    /** Each write of a {@link PrintStream}, or of a writer on it, has whole characters. */
    private static final class Cleaned extends FilterOutputStream {

        private final PrintStream out;

        Cleaned(PrintStream out) {
            super(out);
            this.out = out;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            out.print(text(new String(bytes, offset, length, StandardCharsets.UTF_8)));
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }
    }
}
