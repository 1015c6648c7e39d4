-- Which handled messages are dead letters, too: the inbox remembers them.
create index dead_letter_message_id on dead_letter (message_id);

create index operator_action_at on operator_action (at);

-- The service can only add to what operators have done. The owner forgets what is old, and nothing of the last 30 days, whoever asks.
create function forget_operator_actions(older_than_seconds bigint, at_most integer) returns integer
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    forgotten integer;
begin
    if older_than_seconds < 30 * 86400 then
        raise exception 'actions of operators are kept for at least 30 days' using errcode = 'insufficient_privilege';
    end if;
    delete from messaging.operator_action
     where id = any (array(select id
                             from messaging.operator_action
                            where at < clock_timestamp() - older_than_seconds * interval '1 second'
                            order by at
                            limit at_most
                              for update skip locked));
    get diagnostics forgotten = row_count;
    return forgotten;
end $$;

revoke execute on function forget_operator_actions from public;
grant execute on function forget_operator_actions to "${service}";
