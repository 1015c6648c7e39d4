package io.orderflow.more.analytics;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** For operators only, because the revenue is confidential. */
@RestController
@RequestMapping("/analytics")
class MinutesController {

    private static final int A_DAY = 1440;

    private final Minutes minutes;
    private final Clock clock;

    MinutesController(Minutes minutes, Clock clock) {
        this.minutes = minutes;
        this.clock = clock;
    }

    /** @param last how many minutes, including the current one */
    @GetMapping("/minutes")
    List<Minute> minutes(@RequestParam(defaultValue = "60") @Min(1) @Max(A_DAY) int last) {
        return minutes.from(clock.instant().minus(Duration.ofMinutes(last - 1L)));
    }
}
