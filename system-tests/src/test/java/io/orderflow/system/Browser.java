package io.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.backing.Chromium;
import io.orderflow.backing.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The live page in a real browser. */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Path PICTURES = Path.of("target", "pictures");

    private final ChromeDriver driver;
    private final List<Path> folders;

    private Browser(ChromeDriver driver, List<Path> folders) {
        this.driver = driver;
        this.folders = folders;
    }

    static Browser open() {
        ChromeOptions options = new ChromeOptions();
        Chromium chromium = Chromium.findOrDownload();
        options.setBinary(chromium.browser().toFile());
        // Chromium refuses its sandbox to root; the page is this project's own.
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
        Path profile = PrivateFiles.temporaryFolder("orderflow-browser");
        options.addArguments("--user-data-dir=" + profile);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        Path sockets = socketFolder();
        Map<String, String> environment = new HashMap<>(chromium.environment());
        environment.put("TMPDIR", sockets.toString());
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromium.driver().toFile())
                .usingAnyFreePort()
                .withEnvironment(environment)
                .build();
        Browser browser = new Browser(new ChromeDriver(service, options), List.of(profile, sockets));
        browser.size(1400, 1000);
        browser.load();
        return browser;
    }

    private void load() {
        driver.get(TestSystem.get().orderApi().resolve("/").toString());
        await("body[data-link='up']");
    }

    /** Opens the page in a further tab, which becomes the current one. */
    void openTab() {
        driver.switchTo().newWindow(WindowType.TAB);
        load();
    }

    /** Makes each tab the current one in turn. */
    void inEachTab(Runnable action) {
        for (String tab : driver.getWindowHandles()) {
            driver.switchTo().window(tab);
            action.run();
        }
    }

    /** The path of a socket has at most 107 characters, so it can't be in the folder of this clone's temporary files. */
    private static Path socketFolder() {
        try {
            return Files.createTempDirectory(Path.of("/tmp"), "browser");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void size(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
    }

    void dark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    void logIn() {
        click("#login-open");
        driver.findElement(By.id("login-password")).sendKeys(TestSystem.get().opsPassword());
        click("#login-submit");
        await("#logout:not([hidden])");
    }

    /** Clicks by script, because an element may have moved before a pointer reaches it. */
    void click(String selector) {
        await(selector);
        driver.executeScript("document.querySelector(arguments[0]).click()", selector);
    }

    void type(String selector, String text) {
        WebElement field = await(selector);
        field.clear();
        field.sendKeys(text);
    }

    void choose(String selector, String value) {
        driver.executeScript(
                "const it = document.querySelector(arguments[0]); it.value = arguments[1];"
                        + " it.dispatchEvent(new Event('change'))",
                selector,
                value);
    }

    /** Returns when such an element exists. */
    WebElement await(String selector) {
        org.awaitility.Awaitility.await(selector)
                .atMost(PATIENCE)
                .until(() -> !driver.findElements(By.cssSelector(selector)).isEmpty());
        return driver.findElement(By.cssSelector(selector));
    }

    void awaitNone(String selector) {
        org.awaitility.Awaitility.await("none of " + selector)
                .atMost(PATIENCE)
                .until(() -> driver.findElements(By.cssSelector(selector)).isEmpty());
    }

    int count(String selector) {
        return driver.findElements(By.cssSelector(selector)).size();
    }

    String attribute(String selector, String name) {
        return await(selector).getDomAttribute(name);
    }

    String text(String selector) {
        return await(selector).getText();
    }

    /** A number on a consumer's card; NaN if unknown. */
    double number(String consumer, String value) {
        Object number = driver.executeScript(
                "return document.querySelector(arguments[0])?.getAttribute('data-number')",
                "[data-consumer='%s'] [data-value='%s']".formatted(consumer, value));
        return number == null ? Double.NaN : Double.parseDouble(number.toString());
    }

    /** Whether any element extends beyond the right edge. */
    boolean scrollsSideways() {
        return (boolean) driver.executeScript(
                "return document.documentElement.scrollWidth > document.documentElement.clientWidth");
    }

    /** Runs a script in the page, and returns what it passes to its argument, a function. */
    String run(String script) {
        return (String) driver.executeAsyncScript(script);
    }

    /** Fails on errors in the page: of scripts, or violations of its Content-Security-Policy. */
    void assertNothingWentWrong() {
        assertThat(driver.manage().logs().get(LogType.BROWSER).getAll())
                .filteredOn(it -> it.getLevel() == Level.SEVERE)
                .extracting(LogEntry::getMessage)
                .isEmpty();
    }

    /** Discards the log so far: errors because of an unavailable service are not the page's fault. */
    void forgetWhatWentWrong() {
        driver.manage().logs().get(LogType.BROWSER);
    }

    /** Saves a screenshot of the page for people. */
    void picture(String name) {
        try {
            Files.createDirectories(PICTURES);
            Files.write(PICTURES.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
        // The browser leaves files when it closes.
        folders.forEach(PrivateFiles::delete);
    }
}
