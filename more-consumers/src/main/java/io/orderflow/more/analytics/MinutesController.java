package io.orderflow.more.analytics;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

@RestController
@RequestMapping("/analytics")
class MinutesController {

    private static final Logger log = LoggerFactory.getLogger(MinutesController.class);
    private static final int A_DAY = 1440;

    private final Minutes minutes;
    private final Clock clock;

    MinutesController(Minutes minutes, Clock clock) {
        this.minutes = minutes;
        this.clock = clock;
    }

    /** @param last how many minutes to look back, the current one included */
    @GetMapping("/minutes")
    List<Minute> minutes(@RequestParam(defaultValue = "60") @Min(1) @Max(A_DAY) int last) {
        return minutes.from(clock.instant().minus(Duration.ofMinutes(last - 1L)));
    }

    @ExceptionHandler({HandlerMethodValidationException.class, MethodArgumentTypeMismatchException.class})
    ProblemDetail invalid() {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_REQUEST, "last must be a whole number of minutes from 1 to " + A_DAY);
        problem.setTitle("Invalid request");
        return problem;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unavailable(DataAccessResourceFailureException e) {
        log.warn("the database does not answer: {}", e.getMessage());
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "5")
                .body(ProblemDetail.forStatusAndDetail(
                        HttpStatus.SERVICE_UNAVAILABLE, "The numbers can't be read just now; try again in 5 seconds."));
    }
}
