package io.orderflow.bench;

import com.rabbitmq.client.Channel;
import io.orderflow.launcher.LauncherException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Measures the limit of the broker with a publisher that waits for confirms and a consumer that acknowledges, and nothing else.
 */
final class BareBroker {

    private static final String EXCHANGE = "bench";
    private static final List<String> QUEUES = List.of("bench.one", "bench.another");
    private static final long DELIVERED_IN_MILLIS = 30_000;

    private final Queues queues;
    private final byte[] body;

    BareBroker(Queues queues, byte[] body) {
        this.queues = queues;
        this.body = body;
    }

    /**
     * Messages a second.
     *
     * @param batched published to a quorum queue, waiting for confirms after each {@value Queues#BATCH}
     * @param fannedOut the same to an exchange with two quorum queues, like an order
     * @param singly published to a quorum queue, waiting for each confirm
     * @param consumed from a quorum queue, with an acknowledgement for each {@value Queues#BATCH}
     */
    record Rates(double batched, double fannedOut, double singly, double consumed) {}

    Rates measure(int messages) {
        return queues.with(channel -> {
            declare(channel);
            try {
                channel.confirmSelect();
                publish(channel, EXCHANGE, "one", messages / 4, Queues.BATCH);
                double batched = publish(channel, EXCHANGE, "one", messages, Queues.BATCH);
                double singly = publish(channel, EXCHANGE, "one", messages / 40, 1);
                double consumed = consume(channel, messages / 4 + messages + messages / 40);
                double fannedOut = publish(channel, EXCHANGE, "both", messages, Queues.BATCH);
                return new Rates(batched, fannedOut, singly, consumed);
            } finally {
                queues.delete(QUEUES);
                channel.exchangeDelete(EXCHANGE);
            }
        });
    }

    private static void declare(Channel channel) throws IOException {
        channel.exchangeDeclare(EXCHANGE, "topic", true);
        for (String queue : QUEUES) {
            channel.queueDelete(queue);
            channel.queueDeclare(queue, true, false, false, Queues.QUORUM);
            channel.queueBind(queue, EXCHANGE, "both");
        }
        channel.queueBind(QUEUES.get(0), EXCHANGE, "one");
    }

    private double publish(Channel channel, String exchange, String key, int messages, int batch)
            throws IOException, InterruptedException, TimeoutException {
        long began = System.nanoTime();
        Queues.publish(channel, exchange, key, Queues.persistent(), body, messages, batch);
        return perSecond(messages, began);
    }

    private double consume(Channel channel, int messages) throws IOException, InterruptedException, TimeoutException {
        channel.basicQos(2 * Queues.BATCH);
        CompletableFuture<Void> all = new CompletableFuture<>();
        int[] received = new int[1];
        long began = System.nanoTime();
        String consumer = channel.basicConsume(
                QUEUES.get(0),
                false,
                (tag, message) -> {
                    int count = ++received[0];
                    if (count % Queues.BATCH == 0 || count == messages) {
                        channel.basicAck(message.getEnvelope().getDeliveryTag(), true);
                    }
                    if (count == messages) {
                        all.complete(null);
                    }
                },
                tag -> all.completeExceptionally(new IOException("the broker cancelled the consumer")));
        try {
            all.get(DELIVERED_IN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new LauncherException(
                    "Of %d confirmed messages %d were delivered.".formatted(messages, received[0]), e);
        }
        double perSecond = perSecond(messages, began);
        channel.basicCancel(consumer);
        return perSecond;
    }

    private static double perSecond(int messages, long began) {
        return messages / ((System.nanoTime() - began) / 1e9);
    }
}
