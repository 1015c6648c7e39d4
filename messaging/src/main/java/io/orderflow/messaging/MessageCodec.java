package io.orderflow.messaging;

import io.orderflow.messages.Message;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Messages to bytes and back. It has a mapper of its own, so that what a service sets up for its web pages does not
 * change what travels.
 */
public final class MessageCodec {

    private static final Pattern TYPE = Pattern.compile("[a-zA-Z0-9._-]{1,100}");

    private final JsonMapper json = JsonMapper.builder().build();

    public byte[] write(Message message) {
        byte[] body = json.writeValueAsBytes(message);
        if (body.length > Message.MAX_BYTES) {
            throw new IllegalArgumentException(
                    "%s is %d bytes long, %d are allowed".formatted(message, body.length, Message.MAX_BYTES));
        }
        return body;
    }

    /** @throws UnreadableMessage if these bytes are no message that this release knows */
    public Message read(byte[] body) {
        if (body.length > Message.MAX_BYTES) {
            throw new UnreadableMessage("%d bytes, %d are allowed".formatted(body.length, Message.MAX_BYTES), null);
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

    /** For a message that can be read, but has come to a consumer that has no use for it. */
    public UnreadableMessage unexpected(Message message) {
        return new UnreadableMessage("no handler for type '%s' here".formatted(message.type()), null);
    }

    /** Quotes what may be the type of a later release; any other text could be made to look like a line of a log. */
    private static String whatIsWrongWith(String type) {
        if (type == null) {
            return "the field 'type' is missing";
        }
        return TYPE.matcher(type).matches() ? "unknown type '%s'".formatted(type) : "the field 'type' is wrong";
    }

    /** Says where, but never quotes the body: it may hold an address or a token. */
    private static String whatIsWrong(JacksonException e) {
        // What a record says of itself; Jackson's own quotes the value.
        if (e instanceof ValueInstantiationException && e.getCause() instanceof IllegalArgumentException broken) {
            return broken.getMessage();
        }
        if (e instanceof DatabindException) {
            String path = e.getPath().stream()
                    .map(step -> step.getPropertyName() == null ? "[]" : step.getPropertyName())
                    .collect(Collectors.joining("."));
            return path.isEmpty() ? "not the right kind of JSON" : "field '%s' is missing or wrong".formatted(path);
        }
        return "not JSON";
    }

    /** The body of a message could not be understood, and never will be. */
    public static final class UnreadableMessage extends PermanentFailure {

        UnreadableMessage(String what, JacksonException cause) {
            super("unreadable message: " + what, cause);
        }
    }
}
