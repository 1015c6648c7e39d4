-- Who could drop a trigger could change what happened. The service owns no table, so it can't.
grant select, insert, update on orders to "${service}";
grant select, insert on order_event to "${service}";
