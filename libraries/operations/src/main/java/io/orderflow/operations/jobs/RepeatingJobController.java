package io.orderflow.operations.jobs;

import io.orderflow.messaging.job.JobReport;
import io.orderflow.messaging.job.RepeatingJobs;
import io.orderflow.messaging.job.RepeatingJobs.NoSuchJob;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
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
@Tag(name = "Repeating jobs", description = "Jobs that run again and again, by a schedule")
class RepeatingJobController {

    private final RepeatingJobs jobs;

    RepeatingJobController(RepeatingJobs jobs) {
        this.jobs = jobs;
    }

    @GetMapping
    @Operation(operationId = "listRepeatingJobs", summary = "Lists repeating jobs", description = "By name.")
    List<JobReport> list() {
        return jobs.all();
    }

    @PostMapping("/{name}/pause")
    @Operation(
            operationId = "pauseRepeatingJob",
            summary = "Pauses a repeating job",
            description = "A restart does not end the pause.")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void pause(@PathVariable String name, Principal operator) {
        jobs.pause(name, operator.getName());
    }

    @PostMapping("/{name}/resume")
    @Operation(
            operationId = "resumeRepeatingJob",
            summary = "Resumes a repeating job",
            description = "The times of the pause are not made up for.")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resume(@PathVariable String name, Principal operator) {
        jobs.resume(name, operator.getName());
    }

    @PostMapping("/{name}/run")
    @Operation(
            operationId = "runRepeatingJob",
            summary = "Runs a repeating job now",
            description = "Answers when the job has run. Its schedule stays as it is.")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void run(@PathVariable String name, Principal operator) {
        jobs.run(name, operator.getName());
    }

    @ExceptionHandler
    ProblemDetail handle(NoSuchJob e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, e.getMessage());
    }
}
