package io.orderflow.messaging;

import io.orderflow.messages.Message;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Converts messages to JSON and back. The codec has its own mapper, so that the Jackson settings of a service's HTTP API do not
 * change the messages.
 */
public final class MessageCodec {

    private static final Pattern TYPE = Pattern.compile("[a-zA-Z0-9._-]{1,100}");

    /** Refuses a field that is there twice, because two readers could take different ones. */
    private final JsonMapper json = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    public byte[] write(Message message) {
        byte[] body = json.writeValueAsBytes(message);
        if (body.length > Message.MAX_BYTES) {
            throw new IllegalArgumentException(
                    "%s is %s bytes long, %s are allowed".formatted(message, body.length, Message.MAX_BYTES));
        }
        return body;
    }

    /** @throws UnreadableMessage if this release can't read the body as a message, or if the body was cut */
    public Message read(org.springframework.amqp.core.Message delivered) {
        Map<String, Object> headers = delivered.getMessageProperties().getHeaders();
        if (OversizedBody.isIn(headers)) {
            throw tooLong(OversizedBody.bytes(headers));
        }
        return read(delivered.getBody());
    }

    /** @throws UnreadableMessage if this release can't read the bytes as a message */
    public Message read(byte[] body) {
        if (body.length > Message.MAX_BYTES) {
            throw tooLong(body.length);
        }
        try {
            Message message = json.readValue(body, Message.class);
            if (message == null) {
                throw new UnreadableMessage("no JSON object", null);
            }
            return message;
        } catch (InvalidTypeIdException e) {
            throw new UnreadableMessage(whatIsWrongWith(e.getTypeId()), e);
        } catch (JacksonException e) {
            throw new UnreadableMessage(whatIsWrong(e), e);
        }
    }

    private static UnreadableMessage tooLong(int bytes) {
        return new UnreadableMessage("%s bytes, %s are allowed".formatted(bytes, Message.MAX_BYTES), null);
    }

    /** For a readable message whose type the consumer has no handler for. */
    public UnreadableMessage unexpected(Message message) {
        return new UnreadableMessage("no handler for type '%s' here".formatted(message.type()), null);
    }

    /** Quotes only text that may be the type of a later release. Any other text could forge a log line. */
    private static String whatIsWrongWith(@Nullable String type) {
        if (type == null) {
            return "the field 'type' is missing";
        }
        return TYPE.matcher(type).matches() ? "unknown type '%s'".formatted(type) : "the field 'type' is wrong";
    }

    /** Names the place of the error and never quotes the body, which may hold an address or a token. */
    private static String whatIsWrong(JacksonException e) {
        // The record's own text is safe. Jackson's text quotes the value.
        if (e instanceof ValueInstantiationException && e.getCause() instanceof IllegalArgumentException broken) {
            return String.valueOf(broken.getMessage());
        }
        if (e instanceof DatabindException) {
            String path = e.getPath().stream()
                    .map(step -> step.getPropertyName() == null ? "[]" : step.getPropertyName())
                    .collect(Collectors.joining("."));
            return path.isEmpty() ? "not the right kind of JSON" : "field '%s' is missing or wrong".formatted(path);
        }
        return "not JSON, or a field is there twice";
    }

    /** The body of a message is unreadable, so no retry can succeed. */
    public static final class UnreadableMessage extends NonRetryableException {

        UnreadableMessage(String what, @Nullable JacksonException cause) {
            super("unreadable message: " + what, cause);
        }
    }
}
