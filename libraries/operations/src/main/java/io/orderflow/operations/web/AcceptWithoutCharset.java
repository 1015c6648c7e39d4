package io.orderflow.operations.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.ContentNegotiationStrategy;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.NativeWebRequest;

/**
 * Ignores the charset of the Accept header. Answers are JSON, and JSON is UTF-8 (RFC 8259). With a charset that Jackson can't
 * write, the request would fail after its work is done.
 */
class AcceptWithoutCharset implements ContentNegotiationStrategy {

    private final ContentNegotiationStrategy header = new HeaderContentNegotiationStrategy();

    @Override
    public List<MediaType> resolveMediaTypes(NativeWebRequest request) throws HttpMediaTypeNotAcceptableException {
        return header.resolveMediaTypes(request).stream()
                .map(AcceptWithoutCharset::withoutCharset)
                .toList();
    }

    private static MediaType withoutCharset(MediaType type) {
        Map<String, String> others = new LinkedHashMap<>(type.getParameters());
        others.remove("charset");
        return new MediaType(type, others);
    }
}
