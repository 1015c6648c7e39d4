#!/bin/bash
# Creates a database for each service, a role that owns it and creates the tables, and a role that uses them and owns nothing.
# Neither role may connect to another database, or make large objects, which no limit of a table bounds. Existing databases and roles stay, and get the current passwords.
set -euo pipefail
secrets=/run/orderflow
PGPASSWORD=$(cat "$secrets/postgres.password")
export PGPASSWORD
for name in orders payments emails more; do
    psql -v ON_ERROR_STOP=1 -q --dbname postgres -v name="$name" -v owner="${name}_owner" \
        -v password="$(cat "$secrets/$name.password")" -v owners_password="$(cat "$secrets/${name}_owner.password")" <<'SQL'
select format('create role %I login', role) from unnest(array[:'name', :'owner']) as role
 where not exists (select from pg_roles where rolname = role) \gexec
alter role :"name" password :'password';
alter role :"owner" password :'owners_password';
select format('create database %I', :'name') where not exists (select from pg_database where datname = :'name') \gexec
alter database :"name" owner to :"owner";
revoke all on database :"name" from public;
grant connect, temporary on database :"name" to :"name";
\connect :name
reassign owned by :"name" to :"owner";
revoke execute on function lo_creat(integer), lo_create(oid), lo_from_bytea(oid, bytea) from public;
SQL
done
psql -v ON_ERROR_STOP=1 -q --dbname postgres --command 'revoke connect, temporary on database postgres, template1 from public'
