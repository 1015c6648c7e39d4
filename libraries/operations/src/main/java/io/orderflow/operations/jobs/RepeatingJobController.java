package io.orderflow.operations.jobs;

import io.orderflow.messaging.job.JobReport;
import io.orderflow.messaging.job.RepeatingJobs;
import io.orderflow.messaging.job.RepeatingJobs.NoSuchJob;
import java.security.Principal;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lists repeating jobs, pauses them, and runs them now. */
@RestController
@RequestMapping("/ops/repeating-jobs")
class RepeatingJobController {

    private final RepeatingJobs jobs;

    RepeatingJobController(RepeatingJobs jobs) {
        this.jobs = jobs;
    }

    @GetMapping
    List<JobReport> list() {
        return jobs.all();
    }

    @PostMapping("/{name}/pause")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void pause(@PathVariable String name, Principal operator) {
        jobs.pause(name, operator.getName());
    }

    @PostMapping("/{name}/resume")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resume(@PathVariable String name, Principal operator) {
        jobs.resume(name, operator.getName());
    }

    /** Returns when the job has run. */
    @PostMapping("/{name}/run")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void run(@PathVariable String name, Principal operator) {
        jobs.run(name, operator.getName());
    }

    @ExceptionHandler
    ProblemDetail handle(NoSuchJob e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, e.getMessage());
    }
}
