-- Only widened, so the release before works on this table, too.
alter table sent_email
    drop constraint sent_email_type_check,
    add constraint sent_email_type_check
        check (type in ('order_confirmation', 'password_reset', 'payment_reminder', 'payment_failed', 'sales_report'));
