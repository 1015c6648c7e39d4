package io.orderflow.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.orderflow.backing.MangledJson;
import io.orderflow.messages.Message;
import io.orderflow.messaging.MessageCodec.UnreadableMessage;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Reads mangled bodies. A failure prints its seed, and {@code @Property(seed = "…")} generates the same bodies again. */
@Tag("slow")
class MessageFuzzTest {

    private static final Duration SLOWEST = Duration.ofSeconds(1);
    private static final long MOST_MEMORY = 4 << 20;

    private static final MessageCodec CODEC = new MessageCodec();
    private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** The first message also loads classes, which would exceed the bounds. */
    @BeforeContainer
    static void warmUp() {
        GoldenMessages.all().forEach(it -> CODEC.write(CODEC.read(it.getBytes(StandardCharsets.UTF_8))));
    }

    @Property(tries = 90_000)
    void aBodyIsReadOrRefusedWithinBounds(@ForAll("mangledMessages") byte[] body) {
        staysWithinBounds(() -> readOrRefused(body));
    }

    @Property(tries = 10_000)
    void bytesAreRefusedWithinBounds(@ForAll byte[] body) {
        staysWithinBounds(() -> readOrRefused(body));
    }

    /** A body that can be read must survive writing and reading without a change. */
    private void readOrRefused(byte[] body) {
        Message message;
        try {
            message = CODEC.read(body);
        } catch (UnreadableMessage e) {
            assertThat(e.getMessage()).hasSizeLessThan(300).doesNotContainPattern("[\\p{Cntrl}\\p{Cf}\\p{Cs}]");
            return;
        }
        assertThat(CODEC.read(CODEC.write(message))).isEqualTo(message);
    }

    private void staysWithinBounds(Runnable reading) {
        long begun = System.nanoTime();
        long allocated = MEMORY.getCurrentThreadAllocatedBytes();
        reading.run();
        assertThat(MEMORY.getCurrentThreadAllocatedBytes() - allocated).isLessThan(MOST_MEMORY);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SLOWEST);
    }

    @Provide
    Arbitrary<byte[]> mangledMessages() {
        List<String> golden = GoldenMessages.all();
        return Arbitraries.randomValue(random -> MangledJson.of(golden.get(random.nextInt(golden.size())), random));
    }
}
