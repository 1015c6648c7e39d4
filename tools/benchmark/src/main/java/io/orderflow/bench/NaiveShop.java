package io.orderflow.bench;

import io.orderflow.backing.DatabaseCredentials;
import io.orderflow.backing.FreePorts;
import io.orderflow.backing.ProcessTag;
import io.orderflow.backing.ShutdownHooks;
import io.orderflow.launcher.JavaProgram;
import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.Project;
import io.orderflow.launcher.ServiceProcess;
import io.orderflow.launcher.Sql;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;

/** {@code tools/benchmark/peers/naive}: naive implementations with the same stack, on the same broker and database server. */
final class NaiveShop implements PaidShop {

    private static final String NAME = "naive";
    private static final List<String> PAYMENTS = List.of("naive.payment");
    private static final List<String> MAILS = List.of("naive.email");
    private static final String PAID = "select count(*) from payment";

    private final Queues queues;
    private final ServiceProcess process;
    private final ShopApi api;
    private final Sql database;
    private final ToLongFunction<Sql> payments;
    private final ToLongFunction<Sql> mails;

    @SuppressWarnings("NullAway.Init") // start() sets it.
    private Program program;

    private long droppedPayments;

    private NaiveShop(Orderflow system, String profile, ToLongFunction<Sql> payments, ToLongFunction<Sql> mails) {
        this.queues = new Queues(system.operator());
        this.payments = payments;
        this.mails = mails;
        DatabaseCredentials credentials = system.database().createDatabase(NAME);
        this.database = new Sql(credentials);
        Path jar = Project.find().root().resolve("tools/benchmark/peers/naive/target/naive-1.0.0-SNAPSHOT.jar");
        this.process = new ServiceProcess(
                NAME,
                FreePorts.one(),
                () -> JavaProgram.of(jar),
                system.home().resolve("logs/naive.log"),
                ProcessTag.of(system.home()),
                Map.of(
                        "SPRING_PROFILES_ACTIVE", profile,
                        "SPRING_DATASOURCE_URL", credentials.url(),
                        "SPRING_DATASOURCE_USERNAME", credentials.user(),
                        "SPRING_DATASOURCE_PASSWORD", credentials.password(),
                        "SPRING_RABBITMQ_HOST", system.broker().host(),
                        "SPRING_RABBITMQ_PORT", Integer.toString(system.broker().port()),
                        "SPRING_RABBITMQ_USERNAME", system.broker().adminUser(),
                        "SPRING_RABBITMQ_PASSWORD", system.broker().adminPassword(),
                        "SPRING_MAIL_HOST", system.mailServer().host(),
                        "SPRING_MAIL_PORT", Integer.toString(system.mailServer().port())));
        this.api = new ShopApi(process.url());
    }

    /** Messages for payment and e-mail wait in their queues; the payment consumer starts only on request. */
    static NaiveShop queueing(Orderflow system, String profile) {
        Queues queues = new Queues(system.operator());
        queues.delete(PAYMENTS);
        queues.delete(MAILS);
        return new NaiveShop(
                        system,
                        profile,
                        sql -> queues.waiting(PAYMENTS) + sql.number(PAID),
                        sql -> queues.waiting(MAILS))
                .opened();
    }

    static NaiveShop synchronous(Orderflow system) {
        LongAdder sent = new LongAdder();
        system.mailServer().listener(mail -> sent.increment());
        return new NaiveShop(system, "synchronous", sql -> sql.number(PAID), sql -> sent.sum()).opened();
    }

    private NaiveShop opened() {
        ShutdownHooks.close(this);
        try {
            program = Program.start(NAME, process);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        return this;
    }

    @Override
    public void payFreely() {
        api.post("/paying");
    }

    @Override
    public void dropPayments() {
        droppedPayments += queues.purge(PAYMENTS);
    }

    @Override
    public void payAsBefore() {
        api.delete("/paying");
    }

    @Override
    public Map<String, Instant> chargesBegun() {
        return database.times("select order_id::text, charge_begun_at from payment");
    }

    @Override
    public URI url() {
        return process.url();
    }

    @Override
    public List<Program> programs() {
        return List.of(program);
    }

    @Override
    public OrderCounts books(long accepted) {
        return OrderCounts.of(accepted, this::count);
    }

    private OrderCounts count() {
        return new OrderCounts(
                database.number("select count(*) from customer_order"),
                payments.applyAsLong(database) + droppedPayments,
                mails.applyAsLong(database));
    }

    @Override
    public void close() {
        ShutdownHooks.forget(this);
        process.stop();
    }
}
