-- While a row is here, there is no connection to the simulated gateway.
create table gateway.outage (
    since timestamptz not null default clock_timestamp()
);

grant select, insert, delete on gateway.outage to "${service}";
