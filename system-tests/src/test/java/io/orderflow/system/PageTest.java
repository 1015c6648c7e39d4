package io.orderflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.launcher.GatewayOutage;
import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.Sql;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Uses the live page in a real browser. */
class PageTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int FAST = 200;

    private Browser page;

    @BeforeEach
    void open() {
        TestSystem.get();
        Operators.dropDeadLetters(Orderflow.PAYMENTS, "payment");
        page = Browser.open();
    }

    @AfterEach
    void close() {
        page.close();
        TestSystem.get().database().start();
        gateway().end();
        TestSystem.startAndAwait(Orderflow.PAYMENTS);
        Operators.resume(Orderflow.PAYMENTS, "payment");
        Operators.resetLimits();
    }

    @Test
    void placesAnOrderAndShowsItsPathWithoutLogin() {
        page.click("#place-order");
        String id = page.attribute("#orders tr[data-order]", "data-order");

        page.await("#orders tr[data-order='%s'][data-status='PAID']".formatted(id));
        page.click("#orders tr[data-order='%s'] [data-action='timeline']".formatted(id));
        page.await("[data-event='OrderPlaced']");
        page.await("[data-event='PaymentCompleted']");
        page.await("[data-event='ConfirmationSent']");
        assertThat(page.count("#dead-letters [data-dead-letter]")).isZero();
        page.assertNothingWentWrong();
    }

    @Test
    void aSpikeFillsTheQueuesAndALargerLimitDrainsThem() {
        Operators.usualLimits();
        page.logIn();
        page.click("#spike");
        await().atMost(PATIENCE).until(() -> page.number("payment", "depth") > 100);
        await().atMost(PATIENCE).until(() -> page.number("email", "depth") > 100);
        await().atMost(PATIENCE).until(() -> page.number("payment", "out") > 5);
        page.size(1920, 1080);
        page.picture("page");
        page.dark(true);
        page.picture("page-dark");
        page.dark(false);

        setLimit("payment");
        setLimit("email");
        await().atMost(PATIENCE).until(() -> page.number("payment", "limit") == FAST);
        await().atMost(PATIENCE).until(() -> drained("payment") && drained("email"));
        page.assertNothingWentWrong();

        page.click("[data-consumer='payment'] [data-action='limit-reset']");
        await().atMost(PATIENCE).until(() -> page.number("payment", "limit") == TestSystem.PAYMENTS_PER_SECOND);
    }

    @Test
    void pausesAndResumesAConsumer() {
        page.logIn();
        page.await("[data-consumer='payment'][data-state='running']");
        page.click("[data-consumer='payment'] [data-action='pause']");
        page.await("[data-consumer='payment'][data-state='paused']");
        page.click("#place-order");
        await().atMost(PATIENCE).until(() -> page.number("payment", "depth") == 1);

        page.click("[data-consumer='payment'] [data-action='resume']");
        page.await("[data-consumer='payment'][data-state='running']");
        await().atMost(PATIENCE).until(() -> page.number("payment", "depth") == 0);
        page.assertNothingWentWrong();
    }

    @Test
    void showsRedrivesAndDropsADeadLetter() {
        page.choose("#token", "pm_gateway_timeout");
        page.click("#place-order");
        page.logIn();
        String first = page.attribute("#dead-letters [data-dead-letter]", "data-dead-letter");
        page.await("#alerts-list li[data-alert='DeadLettersGrowing']");
        page.click("[data-dead-letter='%s'] [data-action='details']".formatted(first));
        assertThat(page.await("[data-dead-letter='%s'] .details".formatted(first))
                        .getText())
                .contains("ChargeUncertainException", "order.placed")
                .doesNotContain("pm_gateway_timeout");
        page.picture("dead-letter");

        page.click("[data-dead-letter='%s'] [data-action='redrive']".formatted(first));
        page.awaitNone("[data-dead-letter='%s']".formatted(first));
        String second = page.attribute("#dead-letters [data-dead-letter]", "data-dead-letter");
        assertThat(second).isNotEqualTo(first);

        page.click("[data-dead-letter='%s'] [data-action='drop']".formatted(second));
        page.type("#ask-reason", "tried on purpose");
        page.click("#ask-submit");
        page.awaitNone("[data-dead-letter]");
        assertThat(Operators.deadLetters(Orderflow.PAYMENTS, "payment")).isEmpty();
        page.assertNothingWentWrong();
    }

    @Test
    void showsAServiceThatIsDownWithItsQueue() {
        TestSystem.get().replicas(Orderflow.PAYMENTS).forEach(it -> it.kill());
        page.await("[data-service='payment-service'][data-up='false']");
        page.await("[data-consumer='payment'][data-state='down']");
        page.click("#place-order");
        await().atMost(PATIENCE).until(() -> page.number("payment", "depth") == 1);

        TestSystem.startAndAwait(Orderflow.PAYMENTS);
        page.await("[data-consumer='payment'][data-state='running']");
        await().atMost(PATIENCE).until(() -> page.number("payment", "depth") == 0);
    }

    @Test
    void showsAnUnavailableProviderWithTheWaitingMessages() {
        page.await("[data-consumer='payment'][data-state='running']");
        gateway().begin();
        page.click("#place-order");
        page.await("[data-consumer='payment'][data-state='away']");
        await().atMost(PATIENCE)
                .until(() -> page.text("[data-consumer='payment'] .provider")
                        .matches("payment-gateway away for .+: 1 message waits"));
        assertThat(page.text("[data-consumer='payment'] [data-value='state']")).isEqualTo("provider away");
        page.picture("page-provider-away");
        page.dark(true);
        page.picture("page-provider-away-dark");
        page.dark(false);
        page.size(400, 2200);
        assertThat(page.scrollsSideways()).as("at 400 px").isFalse();
        page.picture("page-provider-away-narrow");

        gateway().end();
        page.await("[data-consumer='payment'][data-state='running']");
        page.await("[data-consumer='payment'] .provider[hidden]");
        await().atMost(PATIENCE).until(() -> page.number("payment", "depth") == 0);
        assertThat(page.number("payment", "dead")).isZero();
        page.assertNothingWentWrong();
    }

    @Test
    void showsMissingDatabasesAndNoFalseLimits() {
        page.await("[data-consumer='payment'][data-state='running']");
        TestSystem.get().database().stop();
        page.await("[data-service='order-service'][data-database-up='false']");
        page.await("[data-service='payment-service'][data-database-up='false']");
        page.await("[data-consumer='payment'][data-state='unknown']");
        assertThat(page.text("[data-consumer='payment'] [data-value='limit']")).isEqualTo("–");
        page.click("#place-order");
        page.await("#say [data-kind='failed']");
        page.picture("page-database-away");

        TestSystem.get().database().start();
        page.await("[data-consumer='payment'][data-state='running']");
        await().atMost(PATIENCE).until(() -> page.number("payment", "limit") == TestSystem.PAYMENTS_PER_SECOND);
        page.await("[data-service='order-service'][data-database-up='true']");
    }

    @Test
    void reconnectsAfterARestartOfItsServer() {
        TestSystem.stop(Orderflow.ORDERS);
        page.await("body[data-link='down']");
        TestSystem.startAndAwait(Orderflow.ORDERS);
        page.await("body[data-link='up']");
        page.await("[data-consumer='payment'][data-state='running']");
        page.forgetWhatWentWrong();
        page.click("#place-order");
        page.await("#orders tr[data-status='PAID']");
        page.assertNothingWentWrong();
    }

    /** The server ends each stream after some minutes. */
    @Test
    void reportsNoOutageWhenAStreamEnds() {
        String told = page.run("""
                const done = arguments[0];
                import('/live/link.js').then(({Link}) => {
                    const told = [];
                    let streams = 0;
                    const fetch = window.fetch;
                    window.fetch = async () => {
                        if (++streams === 3) {
                            throw new TypeError('Failed to fetch');
                        }
                        return new Response(`event: snapshot\\ndata: ${streams}\\n\\n`);
                    };
                    const link = new Link({
                        event: (name, data) => told.push(`${name} ${data}`),
                        down() {
                            window.fetch = fetch;
                            link.close();
                            done([...told, 'down'].join(', '));
                        },
                    });
                    link.open('/live', {});
                });""");

        assertThat(told).isEqualTo("snapshot 1, snapshot 2, down");
    }

    /** A browser opens six connections to a host, over HTTP/1.1. */
    @Test
    void showsLiveValuesInEightTabs() {
        for (int tab = 2; tab <= 8; tab++) {
            page.openTab();
        }
        page.inEachTab(this::awaitNewSnapshot);

        page.logIn();
        page.click("#place-order");
        page.await("#orders tr[data-status='PAID']");
        page.inEachTab(this::awaitNewSnapshot);
        page.assertNothingWentWrong();
    }

    private void awaitNewSnapshot() {
        String shown = page.text("#link");
        await().atMost(PATIENCE).until(() -> !page.text("#link").equals(shown));
        page.await("body[data-link='up']");
    }

    @Test
    void reportsAWrongPasswordAndAcceptsTheRightOne() {
        page.click("#login-open");
        page.type("#login-password", "not the password");
        page.click("#login-submit");
        await().atMost(PATIENCE)
                .until(() -> page.await("#login-error").getText().contains("wrong"));
        page.type("#login-password", TestSystem.get().opsPassword());
        page.click("#login-submit");
        page.await("#logout:not([hidden])");
    }

    @Test
    void fitsPhonesAndLargeScreens() {
        page.await("[data-consumer='payment'][data-state='running']");
        page.size(400, 900);
        assertThat(page.scrollsSideways()).as("at 400 px").isFalse();
        page.picture("page-narrow");
        page.size(3840, 2160);
        assertThat(page.scrollsSideways()).as("at 4K").isFalse();
        page.picture("page-wall");
    }

    private static GatewayOutage gateway() {
        return new GatewayOutage(new Sql(TestSystem.get().database("payments")));
    }

    private void setLimit(String consumer) {
        page.click("[data-consumer='%s'] [data-action='limit']".formatted(consumer));
        page.type("#limit-value", Integer.toString(FAST));
        page.click("#limit-submit");
        page.awaitNone("#limit-dialog[open]");
    }

    private boolean drained(String consumer) {
        return page.number(consumer, "depth") == 0 && page.number(consumer, "in-flight") == 0;
    }
}
