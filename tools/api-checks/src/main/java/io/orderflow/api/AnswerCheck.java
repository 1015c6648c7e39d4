package io.orderflow.api;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;

/** Compares each answer with the document, and keeps those that it does not describe in {@link UndescribedAnswers}. */
class AnswerCheck implements Filter {

    private final Supplier<ApiDocument> document;

    AnswerCheck(Supplier<String> yaml) {
        this.document = SingletonSupplier.of(() -> ApiDocument.parse(yaml.get()));
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        String path = String.valueOf(original(http, RequestDispatcher.ERROR_REQUEST_URI, http.getRequestURI()));
        if (!document.get().hasPath(path)) {
            chain.doFilter(request, response);
            return;
        }
        RecordingResponse recording = new RecordingResponse((HttpServletResponse) response);
        chain.doFilter(request, recording);
        if (!isAnsweredLater(http, recording)) {
            check(recording.answer(
                    String.valueOf(original(http, "jakarta.servlet.error.method", http.getMethod())), path));
        }
    }

    /** The container answers an error itself, such as a body that ends too early. This filter sees that answer, too. */
    private static boolean isAnsweredLater(HttpServletRequest request, RecordingResponse response) {
        boolean hasFailed = response.hasError || request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) != null;
        return request.isAsyncStarted() || hasFailed && request.getDispatcherType() == DispatcherType.REQUEST;
    }

    private static Object original(HttpServletRequest request, String attribute, String otherwise) {
        Object value = request.getAttribute(attribute);
        return value == null ? otherwise : value;
    }

    private void check(Answer answer) {
        List<String> missing = document.get().missing(answer);
        if (!missing.isEmpty()) {
            UndescribedAnswers.add("%s: %s\n    %s".formatted(answer, String.join("; ", missing), answer.text()));
        }
    }

    /** Passes everything on at once, and keeps a copy. */
    private static final class RecordingResponse extends HttpServletResponseWrapper {

        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private @Nullable PrintWriter writer;
        private boolean hasError;

        RecordingResponse(HttpServletResponse response) {
            super(response);
        }

        Answer answer(String method, String path) {
            if (writer != null) {
                writer.flush();
            }
            Set<String> headers = ApiDocument.headers(getHeaderNames().toArray(String[]::new));
            return new Answer(method, path, getStatus(), getContentType(), headers, body.toByteArray());
        }

        @Override
        public void sendError(int status) throws IOException {
            hasError = true;
            super.sendError(status);
        }

        @Override
        public void sendError(int status, String message) throws IOException {
            hasError = true;
            super.sendError(status, message);
        }

        @Override
        public void resetBuffer() {
            body.reset();
            super.resetBuffer();
        }

        @Override
        public void reset() {
            body.reset();
            super.reset();
        }

        @Override
        public PrintWriter getWriter() throws IOException {
            if (writer == null) {
                writer = new PrintWriter(new OutputStreamWriter(getOutputStream(), StandardCharsets.UTF_8));
            }
            return writer;
        }

        @Override
        public void flushBuffer() throws IOException {
            if (writer != null) {
                writer.flush();
            }
            super.flushBuffer();
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            ServletOutputStream out = super.getOutputStream();
            return new ServletOutputStream() {

                @Override
                public void write(int next) throws IOException {
                    body.write(next);
                    out.write(next);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    body.write(bytes, offset, length);
                    out.write(bytes, offset, length);
                }

                @Override
                public void flush() throws IOException {
                    out.flush();
                }

                @Override
                public void close() throws IOException {
                    out.close();
                }

                @Override
                public boolean isReady() {
                    return out.isReady();
                }

                @Override
                public void setWriteListener(WriteListener listener) {
                    out.setWriteListener(listener);
                }
            };
        }
    }
}
