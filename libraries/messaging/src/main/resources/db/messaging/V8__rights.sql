-- The service works with the tables; it can't change or empty them, and what operators have done it can only add to.
grant usage on schema messaging to "${service}";

grant select, insert, update, delete
   on outbox, delayed_job, inbox, rate_limit, dead_letter, consumer_control, consumer_replica, alert
   to "${service}";

grant select, insert on operator_action to "${service}";
