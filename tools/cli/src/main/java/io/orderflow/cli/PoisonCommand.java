package io.orderflow.cli;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.orderflow.launcher.LauncherException;
import io.orderflow.launcher.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "poison",
        description = "Publishes an unreadable message to a queue. Its consumer dead-letters it and continues.",
        footer = "%nExample: ./demo poison payment.regular")
final class PoisonCommand implements Runnable {

    private static final byte[] POISON = "this is no JSON".getBytes(StandardCharsets.UTF_8);

    @Parameters(paramLabel = "QUEUE", description = "A work queue, such as payment.regular or email.vip.")
    private String queue;

    @Override
    public void run() {
        RunningSystem system = RunningSystem.find(Project.find());
        try (Connection connection = system.operator().newConnection("demo poison");
                Channel channel = connection.createChannel()) {
            publish(channel);
        } catch (IOException | TimeoutException e) {
            throw new LauncherException(
                    "RabbitMQ did not take the message: " + e.getMessage() + ". See ./demo status", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LauncherException("Interrupted while waiting for RabbitMQ", e);
        }
        System.out.println("The poison is in " + queue + ". Its consumer dead-letters it and continues with the orders "
                + "behind it. See ./demo dead-letters --consumer " + consumer());
    }

    /** The broker confirms a message even if the queue does not exist and the message is returned. */
    private void publish(Channel channel) throws IOException, TimeoutException, InterruptedException {
        CountDownLatch returned = new CountDownLatch(1);
        channel.addReturnListener(unroutable -> returned.countDown());
        channel.confirmSelect();
        AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                .deliveryMode(2)
                .messageId(UUID.randomUUID().toString())
                .build();
        channel.basicPublish("", queue, true, properties, POISON);
        channel.waitForConfirmsOrDie(TimeUnit.SECONDS.toMillis(10));
        if (returned.getCount() == 0) {
            throw new LauncherException("There is no queue " + queue + ". See ./demo status");
        }
    }

    private String consumer() {
        return queue.replaceFirst("\\.(vip|regular|bulk)$", "");
    }
}
