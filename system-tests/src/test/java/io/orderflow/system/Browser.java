package io.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.infrastructure.Chromium;
import io.orderflow.infrastructure.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The live page, as somebody has it open. */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Path PICTURES = Path.of("target", "pictures");

    private final ChromeDriver driver;
    private final Path temporary;

    private Browser(ChromeDriver driver, Path temporary) {
        this.driver = driver;
        this.temporary = temporary;
    }

    static Browser open() {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(Chromium.browser().toFile());
        // Without its sandbox, which root can't have; what it loads is ours.
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        // The browser leaves some files when it is closed.
        Path temporary = PrivateFiles.temporaryFolder("orderflow-browser");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(Chromium.driver().toFile())
                .usingAnyFreePort()
                .withEnvironment(Map.of("TMPDIR", temporary.toString()))
                .build();
        Browser browser = new Browser(new ChromeDriver(service, options), temporary);
        browser.size(1400, 1000);
        browser.driver.get(TestSystem.get().orderApi().resolve("/").toString());
        browser.await("body[data-link='up']");
        return browser;
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

    /** A script's click, for what is to be pressed may have moved by the time that a pointer gets there. */
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

    /** Returns when there is such an element. */
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

    /** A number on a consumer's card; NaN where it is not known. */
    double number(String consumer, String value) {
        Object number = driver.executeScript(
                "return document.querySelector(arguments[0])?.getAttribute('data-number')",
                "[data-consumer='%s'] [data-value='%s']".formatted(consumer, value));
        return number == null ? Double.NaN : Double.parseDouble(number.toString());
    }

    /** Whether anything sticks out to the right. */
    boolean scrollsSideways() {
        return (boolean) driver.executeScript(
                "return document.documentElement.scrollWidth > document.documentElement.clientWidth");
    }

    /** Anything that went wrong in the page: a script's error, or something that the page may not do. */
    void assertNothingWentWrong() {
        assertThat(driver.manage().logs().get(LogType.BROWSER).getAll())
                .filteredOn(it -> it.getLevel() == Level.SEVERE)
                .extracting(LogEntry::getMessage)
                .isEmpty();
    }

    /** What was written so far is forgotten: a service that is away is no mistake of the page's. */
    void forgetWhatWentWrong() {
        driver.manage().logs().get(LogType.BROWSER);
    }

    /** A picture of the page, for people to look at. */
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
        PrivateFiles.delete(temporary);
    }
}
