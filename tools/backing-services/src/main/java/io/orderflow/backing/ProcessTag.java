package io.orderflow.backing;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A word on the command line of every process that is started for a home folder. It identifies these processes among all others,
 * even after the JVM that started them is gone. Unlike the path, it needs no quoting.
 */
public record ProcessTag(String word) {

    public static ProcessTag of(Path home) {
        byte[] path = home.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(path);
            return new ProcessTag("orderflow-" + HexFormat.of().formatHex(hash, 0, 6));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return word;
    }
}
