package io.orderflow.system;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Parses enough of protobuf's wire format to find texts and nested messages. */
final class ProtobufFields {

    /** A length-delimited field: a text, bytes or a message. */
    record Field(byte[] bytes) {

        /** The fields with that number, if this is a message. */
        List<Field> inside(int number) {
            return of(bytes, number);
        }
    }

    private ProtobufFields() {}

    static List<Field> of(byte[] message, int number) {
        List<Field> found = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            long tag = varint(in);
            switch ((int) tag & 7) {
                case 0 -> varint(in);
                case 1 -> in.getLong();
                case 2 -> {
                    byte[] bytes = new byte[(int) varint(in)];
                    in.get(bytes);
                    if (tag >>> 3 == number) {
                        found.add(new Field(bytes));
                    }
                }
                case 5 -> in.getInt();
                default -> throw new IllegalArgumentException("no protobuf");
            }
        }
        return found;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
