package io.orderflow.backing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChromiumTest {

    @TempDir
    Path folder;

    @Test
    void usesTheUnpackedBrowserAndItsFonts() throws IOException {
        Path browser = program("usr/lib/chromium/chromium");
        Path driver = program("usr/bin/chromedriver");
        program("etc/fonts/fonts.conf");
        Chromium.bringFonts(folder);

        Chromium chromium = Chromium.unpackedIn(folder);

        assertThat(chromium.browser()).isEqualTo(browser);
        assertThat(chromium.driver()).isEqualTo(driver);
        assertThat(Path.of(chromium.environment().get("FONTCONFIG_FILE")))
                .content()
                .contains("<dir prefix=\"relative\">usr/share/fonts</dir>");
    }

    @Test
    void leavesTheFontsOfTheMachineAlone() throws IOException {
        program("usr/lib/chromium/chromium");
        Chromium.bringFonts(folder);

        assertThat(Chromium.unpackedIn(folder).environment()).doesNotContainKey("FONTCONFIG_FILE");
    }

    private Path program(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
