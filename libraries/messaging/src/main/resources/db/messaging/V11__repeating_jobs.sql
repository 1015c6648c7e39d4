-- When each repeating job is due next. The replica that locks a row runs the job.
create table repeating_job (
    name        text        primary key,
    -- A changed schedule gives the job another time.
    schedule    text        not null,
    next_at     timestamptz not null,
    paused      boolean     not null default false,
    last_run_at timestamptz
);

grant select, insert, update on repeating_job to "${service}";
