-- What is paid for is charged once, whatever keys and payment methods it is tried with. Until now there was one key for each.
alter table gateway.charge add column reference text unique;
update gateway.charge set reference = idempotency_key;
alter table gateway.charge alter column reference set not null;

alter table gateway.attempt add column reference text;
update gateway.attempt set reference = idempotency_key;
alter table gateway.attempt alter column reference set not null;
create index attempt_reference on gateway.attempt (reference);
