package io.orderflow.infrastructure;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A word that every process started for a home folder carries on its command line, so that it can be told from the
 * machine's other processes even when the one that started it is gone. Unlike the path it needs no quoting.
 */
public record Marker(String word) {

    public static Marker of(Path home) {
        byte[] path = home.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(path);
            return new Marker("orderflow-" + HexFormat.of().formatHex(hash, 0, 6));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return word;
    }
}
