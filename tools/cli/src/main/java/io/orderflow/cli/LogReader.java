package io.orderflow.cli;

import io.orderflow.launcher.LauncherException;
import io.orderflow.launcher.PlainText;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Prints the last lines of log files, and follows them. */
final class LogReader {

    private static final int TAIL_BYTES = 8 * 1024;

    private final List<Path> files;
    private final Map<Path, Long> read = new HashMap<>();

    LogReader(List<Path> files) {
        this.files = files;
    }

    /** Without the copies of {@link LogRotation}. */
    static List<Path> filesIn(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(it -> it.toString().endsWith(".log")).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    void print(boolean follow) {
        printNews();
        while (follow) {
            try {
                TimeUnit.MILLISECONDS.sleep(300);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            printNews();
        }
    }

    private void printNews() {
        for (Path file : files) {
            String news = news(file);
            if (!news.isEmpty()) {
                Arrays.stream(news.split("\n"))
                        .forEach(line -> System.out.println(prefix(file) + PlainText.text(line)));
            }
        }
    }

    private String prefix(Path file) {
        return files.size() == 1 ? "" : file.getFileName().toString().replace(".log", "") + " | ";
    }

    /** Returns only complete lines; the rest follows at the next call. */
    String news(Path file) {
        if (!Files.exists(file)) {
            return "";
        }
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            long from = read.getOrDefault(file, Math.max(0, log.length() - TAIL_BYTES));
            if (from > log.length()) {
                // The rotation has emptied the file.
                from = 0;
            }
            byte[] bytes = new byte[(int) Math.min(Integer.MAX_VALUE / 2, Math.max(0, log.length() - from))];
            log.seek(from);
            log.readFully(bytes);
            int end = lastLineEnd(bytes);
            boolean cutsALine = from > 0 && !read.containsKey(file);
            read.put(file, from + end);
            String text = new String(bytes, 0, end, StandardCharsets.UTF_8);
            return cutsALine ? text.substring(text.indexOf('\n') + 1) : text;
        } catch (IOException e) {
            throw new LauncherException("The log " + file + " can't be read: " + e.getMessage(), e);
        }
    }

    private static int lastLineEnd(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }
}
