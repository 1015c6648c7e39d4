-- Finds jobs that were stored in the future, that is before the clock was set back. For a million jobs it is built in about a second.
create index delayed_job_created_at on delayed_job (created_at);
