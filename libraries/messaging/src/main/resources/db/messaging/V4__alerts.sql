-- What someone should look at. All replicas see the same; the one that writes the row, or its end, tells of it.
create table alert (
    name     text        not null,
    subject  text        not null,
    text     text        not null,
    since    timestamptz not null,
    -- When a replica last saw reason for it: replicas may see different things, and it is over when none sees any.
    met_at   timestamptz not null,
    primary key (name, subject)
);

-- Whether dead letters have come of late is asked every second.
create index dead_letter_filed_at on dead_letter (filed_at);
