package io.orderflow.messaging.job;

import jakarta.validation.Valid;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The schedules of repeating jobs.
 *
 * @param jobs the schedules by the names of the jobs; a job without a schedule does not run
 */
@Validated
@ConfigurationProperties("orderflow")
public record JobProperties(@DefaultValue Map<String, @Valid JobSchedule> jobs) {}
