package io.orderflow.operations.web;

import java.io.IOException;
import java.io.Writer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Writes an RFC 9457 error for a request that Tomcat refuses before any filter sees it, such as one without a host. Tomcat creates
 * the valve by its name, so the class is public.
 */
public class ContainerErrors extends ErrorReportValve {

    private static final int SMALLEST_ERROR = 400;

    @Override
    protected void report(Request request, Response response, Throwable failure) {
        HttpStatus status = HttpStatus.resolve(response.getStatus());
        boolean isAnswered = response.getContentWritten() > 0;
        if (status == null || status.value() < SMALLEST_ERROR || isAnswered || !response.setErrorReported()) {
            return;
        }
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            Writer writer = response.getReporter();
            if (writer != null) {
                writer.write("""
                        {"type":"about:blank","title":"%s","status":%s,"detail":"The request can't be answered in this form."}""".formatted(status.getReasonPhrase(), status.value()));
                response.finishResponse();
            }
        } catch (IOException e) {
            // The client is gone.
        }
    }
}
