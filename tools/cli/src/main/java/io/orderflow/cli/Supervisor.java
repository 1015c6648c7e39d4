package io.orderflow.cli;

import io.orderflow.backing.Broker;
import io.orderflow.backing.Database;
import io.orderflow.backing.MailApi;
import io.orderflow.backing.MailServer;
import io.orderflow.backing.PrivateFiles;
import io.orderflow.launcher.Orderflow;
import io.orderflow.launcher.Ports;
import io.orderflow.launcher.Project;
import io.orderflow.launcher.ServiceProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Owns the system that {@code ./demo up} starts without Docker, in a process of its own in the background. */
final class Supervisor {

    /** A user of the demo does not wait for a day. */
    private static final String REMINDER_AFTER = System.getenv().getOrDefault("ORDERFLOW_PAYMENT_REMINDER_AFTER", "1m");

    private final Project project;
    private final Path home;
    private final Ports ports;
    private final boolean moreConsumers;
    private final long began = System.nanoTime();
    private final CountDownLatch shutdown = new CountDownLatch(1);

    Supervisor(Project project, Ports ports, boolean moreConsumers) {
        this.project = project;
        this.home = PrivateFiles.folder(project.home());
        this.ports = ports;
        this.moreConsumers = moreConsumers;
    }

    /** Starts the system and returns when a command, or a signal, has ended it. Progress goes to stdout, a line a step. */
    void run() {
        state("", null, "").write(home);
        LogRotation.start(Orderflow.logFolders(home));
        try (Orderflow orderflow = start();
                MailApi mailPage = MailApi.start(orderflow.mailServer(), ports.mailPage());
                ControlServer control = new ControlServer(path -> act(orderflow, path))) {
            say("The mail page is ready at port " + mailPage.port());
            state("", control, orderflow.broker().version()).write(home);
            Thread archives = new Thread(orderflow::makeArchives, "archives");
            archives.setDaemon(true);
            archives.start();
            shutdown.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            state(String.valueOf(e.getMessage()), null, "").write(home);
            throw e;
        }
        SupervisorState.delete(home);
    }

    private Orderflow start() {
        Orderflow.Builder system = Orderflow.builder(home)
                .ports(ports)
                .setting(Orderflow.ORDERS, "ORDERFLOW_ORDERS_PAYMENTREMINDERAFTER", REMINDER_AFTER)
                .programsIn(home.resolve("jars"))
                .archivesLater()
                .progress(this::say);
        return (moreConsumers ? system.withMoreConsumers() : system).start();
    }

    private void say(String progress) {
        System.out.printf("%5.1f s  %s%n", (System.nanoTime() - began) / 1e9, progress);
    }

    private SupervisorState state(String failure, @Nullable ControlServer control, String brokerVersion) {
        return new SupervisorState(
                ProcessHandle.current().pid(),
                failure,
                Orderflow.services(moreConsumers),
                control == null ? 0 : control.port(),
                control == null ? "" : control.token(),
                brokerVersion,
                ports);
    }

    private String act(Orderflow orderflow, String path) {
        String[] words = path.split("/");
        String action = words[1];
        if (action.equals("shutdown")) {
            shutdown.countDown();
            return "ending";
        }
        act(orderflow, action, words[2]);
        return "done";
    }

    /** One action at a time. A shutdown does not wait for them. */
    private synchronized void act(Orderflow orderflow, String action, String part) {
        switch (part) {
            case "rabbitmq" -> act(orderflow.broker(), action);
            case "postgres" -> act(orderflow.database(), action);
            case "mail" -> act(orderflow.mailServer(), action);
            default -> act(orderflow.replicas(part), action);
        }
    }

    private static void act(List<ServiceProcess> replicas, String action) {
        for (ServiceProcess replica : replicas) {
            switch (action) {
                case "stop" -> replica.stop();
                case "kill" -> replica.kill();
                default -> replica.start();
            }
        }
        if (action.equals("start")) {
            replicas.forEach(ServiceProcess::awaitReady);
        }
    }

    private static void act(Broker broker, String action) {
        switch (action) {
            case "stop" -> broker.stop();
            case "kill" -> broker.kill();
            default -> broker.start();
        }
    }

    private static void act(Database database, String action) {
        switch (action) {
            case "stop" -> database.stop();
            case "kill" -> database.kill();
            default -> database.start();
        }
    }

    private static void act(MailServer mailServer, String action) {
        if (action.equals("start")) {
            mailServer.start();
        } else {
            mailServer.stop();
        }
    }
}
