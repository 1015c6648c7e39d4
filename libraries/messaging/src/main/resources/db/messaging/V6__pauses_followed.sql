-- How often a consumer was paused or resumed, and how much of that a replica had followed when it reported: what it reported
-- before an operator's last wish tells nothing of whether it does what was wished.
alter table consumer_control add column switched integer not null default 0;
alter table consumer_replica add column followed integer not null default 0;
