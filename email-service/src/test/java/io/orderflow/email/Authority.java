package io.orderflow.email;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate authority, and a server with a certificate from it. The JDK's keytool makes both, valid for a day. */
final class Authority {

    private static final String PASSWORD = "changeit";

    private final Path authority;
    private final Path server;

    /** @param host of the server, such as {@code ip:127.0.0.1} */
    Authority(Path folder, String host) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        authority = folder.resolve("authority.p12");
        server = folder.resolve("server.p12");
        keytool(authority, "-genkeypair -alias authority -dname CN=Authority -ext bc:c -keyalg EC");
        keytool(authority, "-exportcert -alias authority -rfc -file " + certificate());
        issue(host);
    }

    /** Replaces the server's certificate by one for this host. */
    void issue(String host) throws IOException, InterruptedException {
        Files.copy(authority, server, StandardCopyOption.REPLACE_EXISTING);
        keytool(
                server,
                "-genkeypair -alias server -signer authority -dname CN=Server -ext san=" + host + " -keyalg EC");
        keytool(server, "-delete -alias authority");
    }

    /** The certificate that clients of this authority trust. */
    Path certificate() {
        return authority.resolveSibling("authority.pem");
    }

    /** The TLS context of the server, with its certificate. */
    SSLContext server() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(server)) {
            keys.load(file, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static void keytool(Path keyStore, String words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(words.split(" ")));
        command.addAll(List.of("-keystore", keyStore.toString(), "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String says = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException("keytool failed: " + says);
        }
    }
}
