create index sent_email_sent_at on sent_email (sent_at);

-- The service can only add to what it has sent. The owner forgets what is old, and nothing of the last 30 days, whoever asks.
create function forget_sent_emails(older_than_seconds bigint, at_most integer) returns integer
    language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    forgotten integer;
begin
    if older_than_seconds < 30 * 86400 then
        raise exception 'sent mails are kept for at least 30 days' using errcode = 'insufficient_privilege';
    end if;
    delete from public.sent_email
     where id = any (array(select id
                             from public.sent_email
                            where sent_at < clock_timestamp() - older_than_seconds * interval '1 second'
                            order by sent_at
                            limit at_most
                              for update skip locked));
    get diagnostics forgotten = row_count;
    return forgotten;
end $$;

revoke execute on function forget_sent_emails from public;
grant execute on function forget_sent_emails to "${service}";
