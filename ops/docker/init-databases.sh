#!/bin/bash
# At the first start: a database for each service, and a role that owns it and may enter no other.
set -euo pipefail
for name in orders payments emails more; do
    psql -v ON_ERROR_STOP=1 -v name="$name" -v password="$(cat "/run/orderflow/$name.password")" \
        --username postgres --dbname postgres <<'SQL'
create role :"name" login password :'password';
create database :"name" owner :"name";
revoke all on database :"name" from public;
SQL
done
