package io.orderflow.dashboard;

import io.orderflow.dashboard.Subscribers.NotServed;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/** The event streams of the page. Without login, a page gets only numbers. */
@RestController
class DashboardController {

    private final DashboardFeed feed;

    DashboardController(DashboardFeed feed) {
        this.feed = feed;
    }

    @GetMapping("/live")
    ResponseEntity<ResponseBodyEmitter> live(HttpServletRequest request) {
        return stream(request, feed::forEveryone);
    }

    @GetMapping("/ops/live")
    ResponseEntity<ResponseBodyEmitter> liveForOperators(HttpServletRequest request) {
        return stream(request, feed::forOperators);
    }

    /** Spring answers HEAD by the method for GET. A stream without a body would never notice that its client is gone. */
    private static ResponseEntity<ResponseBodyEmitter> stream(
            HttpServletRequest request, Function<String, ResponseBodyEmitter> open) {
        boolean isHead = request.getMethod().equals("HEAD");
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                // A proxy that buffers the answer would delay the snapshots.
                .header("X-Accel-Buffering", "no")
                .body(isHead ? null : open.apply(request.getRemoteAddr()));
    }

    @ExceptionHandler
    ProblemDetail handle(NotServed e) {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE, "Too many pages are open, or this service is stopping.");
    }
}
