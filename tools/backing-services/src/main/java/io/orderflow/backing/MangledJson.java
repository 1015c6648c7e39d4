package io.orderflow.backing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes valid JSON at random, to test a reader. The same random numbers make the same changes. */
public final class MangledJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_CHANGES = 3;
    private static final int LONG = 20_000;

    /** Replacement values that a reader may fail on. */
    private static final List<String> ODD = List.of(
            "null",
            "true",
            "{}",
            "[]",
            "\"\"",
            "\" \"",
            "\"1\"",
            "0",
            "-1",
            "1.5",
            "2147483648",
            "9223372036854775808",
            "1e400",
            "1e999999999",
            "-1e-999999999",
            "NaN",
            "9".repeat(400),
            "0." + "3".repeat(400),
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"line\\nfeed\"",
            "\"\\u202Eright to left\"",
            "\"-1000000000-01-01T00:00:00Z\"",
            "\"+1000000000-12-31T23:59:59Z\"",
            "\"" + "x".repeat(LONG) + "\"",
            "[".repeat(LONG) + "]".repeat(LONG),
            "[".repeat(400) + "]".repeat(400),
            "{\"a\":".repeat(400) + "1" + "}".repeat(400));

    private final Random random;
    private final List<String> raw = new ArrayList<>();

    private MangledJson(Random random) {
        this.random = random;
    }

    /** @return a changed copy; some copies are still valid, most are JSON, and a few are not even text */
    public static byte[] of(String good, Random random) {
        return new MangledJson(random).mangle(JSON.readTree(good));
    }

    private byte[] mangle(JsonNode document) {
        for (int changes = random.nextInt(MOST_CHANGES + 1); changes > 0; changes--) {
            change(any(containers(document).toList()));
        }
        String text = JSON.writeValueAsString(document);
        for (int i = 0; i < raw.size(); i++) {
            text = text.replace("\"%s\"".formatted(mark(i)), raw.get(i));
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return random.nextInt(5) == 0 ? damaged(bytes) : bytes;
    }

    private static Stream<JsonNode> containers(JsonNode node) {
        return node.isContainer()
                ? Stream.concat(Stream.of(node), node.valueStream().flatMap(MangledJson::containers))
                : Stream.empty();
    }

    private void change(JsonNode container) {
        if (container instanceof ObjectNode object && !object.isEmpty()) {
            String name = any(List.copyOf(object.propertyNames()));
            switch (random.nextInt(5)) {
                case 0 -> object.remove(name);
                case 1 -> object.put("unknown", odd());
                case 2 -> object.put(mark(raw.size()), twice(name));
                case 3 -> object.set(name, object.get(any(List.copyOf(object.propertyNames()))));
                default -> object.put(name, odd());
            }
        } else if (container instanceof ArrayNode array && !array.isEmpty()) {
            int index = random.nextInt(array.size());
            switch (random.nextInt(4)) {
                case 0 -> array.remove(index);
                case 1 -> array.add(odd());
                case 2 -> {
                    JsonNode copied = array.get(index);
                    for (int copies = random.nextInt(200); copies > 0; copies--) {
                        array.add(copied.deepCopy());
                    }
                }
                default -> array.set(index, odd());
            }
        }
    }

    /** A placeholder for a value that a tree of JSON can't hold. The written text gets the value itself. */
    private String odd() {
        raw.add(any(ODD));
        return mark(raw.size() - 1);
    }

    /** Repeats the name, together with the placeholder of its odd value. */
    private String twice(String name) {
        raw.add("\"%s\"".formatted(name));
        return odd();
    }

    private static String mark(int index) {
        return "@mangled-%s@".formatted(index);
    }

    private byte[] damaged(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        byte[] head = Arrays.copyOf(bytes, at);
        byte[] tail = Arrays.copyOfRange(bytes, at, bytes.length);
        byte[] noise = new byte[random.nextInt(16)];
        random.nextBytes(noise);
        return switch (random.nextInt(6)) {
            case 0 -> head;
            case 1 -> noise;
            case 2 -> joined(head, noise, tail);
            case 3 -> joined(head, new byte[] {(byte) 0xC0, (byte) 0x80, (byte) 0xFF}, tail);
            case 4 -> joined(bytes, bytes);
            default -> new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16);
        };
    }

    private static byte[] joined(byte[]... parts) {
        byte[] all = new byte[Arrays.stream(parts).mapToInt(it -> it.length).sum()];
        int length = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, length, part.length);
            length += part.length;
        }
        return all;
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
