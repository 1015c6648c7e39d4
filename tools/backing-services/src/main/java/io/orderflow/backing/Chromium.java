package io.orderflow.backing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The browser for page tests and its driver: those of this machine, or from Debian's packages, unpacked.
 *
 * @param environment what the driver needs in its environment, and passes on to the browser
 */
public record Chromium(Path browser, Path driver, Map<String, String> environment) {

    private static final String FONTS = "fonts.conf";
    private static final String FONTS_FOLDER = """
            <?xml version="1.0"?>
            <!DOCTYPE fontconfig SYSTEM "fonts.dtd">
            <fontconfig>
              <dir prefix="relative">usr/share/fonts</dir>
              <cachedir prefix="xdg">fontconfig</cachedir>
            </fontconfig>
            """;

    /**
     * Finds the programs. Downloads them if they are missing, which is reported on stderr.
     *
     * @throws BackingServiceException if that is impossible
     */
    public static Chromium findOrDownload() {
        Optional<Path> browser = first("/usr/bin/chromium", "/snap/bin/chromium");
        Optional<Path> driver = first("/usr/bin/chromedriver", "/snap/bin/chromium.chromedriver");
        if (browser.isPresent() && driver.isPresent()) {
            return new Chromium(browser.get(), driver.get(), Map.of());
        }
        DebianPackages packages = new DebianPackages(
                "Chromium",
                "Install it and its driver",
                List.of("chromium", "chromium-driver"),
                // Only a browser with a window uses these.
                List.of("x11-utils", "xdg-desktop-portal-backend", "xdg-utils"));
        return unpackedIn(packages.unpacked().orElseGet(() -> packages.unpack(Chromium::bringFonts)));
    }

    /** A machine without fonts also lacks the configuration by which a program finds them. */
    static void bringFonts(Path unpacked) {
        if (Files.exists(unpacked.resolve("etc/fonts/fonts.conf"))) {
            PrivateFiles.write(unpacked.resolve(FONTS), FONTS_FOLDER);
        }
    }

    static Chromium unpackedIn(Path folder) {
        Map<String, String> environment = new TreeMap<>(DebianPackages.environment(folder));
        Path fonts = folder.resolve(FONTS);
        if (Files.exists(fonts)) {
            environment.put("FONTCONFIG_FILE", fonts.toString());
        }
        // The driver alone is unpacked if the machine has the browser of the same version.
        Path browser = first(folder.resolve("usr/lib/chromium/chromium").toString(), "/usr/bin/chromium")
                .orElseThrow();
        return new Chromium(browser, folder.resolve("usr/bin/chromedriver"), environment);
    }

    private static Optional<Path> first(String... candidates) {
        return Stream.of(candidates).map(Path::of).filter(Files::isExecutable).findFirst();
    }
}
