grant select, insert, update on payment to "${service}";

grant usage on schema gateway to "${service}";
grant select, insert on gateway.charge, gateway.attempt to "${service}";
