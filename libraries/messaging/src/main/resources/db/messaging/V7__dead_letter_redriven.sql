-- How often it was sent again, whatever its header says: that may have come from anywhere, and one that is no number made every
-- list with it fail. Made of the header, so that a replica of the release before, which knows no such column, fills it too.
alter table dead_letter add column redriven integer not null generated always as (
    case when headers ->> 'orderflow-redriven' ~ '^[0-9]{1,9}$' then (headers ->> 'orderflow-redriven')::integer else 0 end
) stored;
