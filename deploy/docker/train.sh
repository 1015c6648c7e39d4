#!/bin/bash
# Starts service $1 in the build of its image, so that the JVM writes an AOT cache of what a start needs. Most services need no database
# or broker for that, and end when the context is ready. order-service gets a database for this start alone, and ends after its warm-up.
# So its cache also has what the first orders need. Without an installed PostgreSQL, it is trained as the others are.
set -euo pipefail
if [ "$1" != order-service ] || ! ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null; then
    exec java -XX:AOTCacheOutput=app.aot -Dspring.profiles.active=training -Dspring.context.exit=onRefresh -jar app.jar
fi
most_seconds=600

mkdir -p /secrets
sh /deploy/docker/make-secrets.sh

server=$(dirname /usr/lib/postgresql/*/bin/initdb)
install -d -o postgres /training
as_postgres() { setpriv --reuid postgres --regid postgres --clear-groups "$@"; }
as_postgres "$server/initdb" --pgdata /training/data --auth trust --no-sync >/dev/null
as_postgres "$server/pg_ctl" --pgdata /training/data --log /training/log --wait \
    --options "-c listen_addresses=127.0.0.1 -c fsync=off -k /training" start >/dev/null
ln -s /secrets/postgres /run/orderflow
PGHOST=127.0.0.1 PGUSER=postgres bash /deploy/docker/make-databases.sh

ln -sfn "/secrets/$1" /run/orderflow
export SPRING_DATASOURCE_URL=jdbc:postgresql://127.0.0.1:5432/orders LOGGING_STRUCTURED_FORMAT_CONSOLE=ecs
java -XX:AOTCacheOutput=app.aot -jar app.jar >/training/service.log 2>&1 &
java=$!
until bash /deploy/docker/healthcheck 8080 2>/dev/null; do
    if ! kill -0 $java 2>/dev/null || [ $SECONDS -gt $most_seconds ]; then
        tail -n 20 /training/service.log
        exit 1
    fi
    sleep 0.2
done
# The JVM writes the cache when it ends, and then reports the signal.
kill $java
wait $java || true
as_postgres "$server/pg_ctl" --pgdata /training/data --mode immediate stop >/dev/null
ls -l app.aot
