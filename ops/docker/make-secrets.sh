#!/bin/sh
# Makes every password at the first start and keeps it from then on. Each service sees a folder with its own alone.
set -eu
umask 022
cd /secrets

password() { # the password in file $1, made if it is not there
    if [ ! -s "$1" ]; then
        mkdir -p "$(dirname "$1")"
        head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n' >"$1"
    fi
    cat "$1"
}

mkdir -p postgres rabbitmq/definitions prometheus
password postgres/postgres.password >/dev/null
password rabbitmq/operator.password >/dev/null
# By which the nodes of a cluster know each other. Who has it may do anything there, so the services do not.
password rabbitmq/erlang.cookie >/dev/null
password grafana/grafana.password >/dev/null
# One password for operators at all services. The broker's is another, because the services must not know that one.
ops=$(password order-service/orderflow.ops.password)
printf %s "$ops" >prometheus/ops.password
cp /ops/rabbitmq/users.json users.json
for pair in order-service:orders payment-service:payments email-service:emails more-consumers:more; do
    service=${pair%:*} database=${pair#*:}
    password "$service/spring.datasource.password" >"postgres/$database.password"
    password "$service/spring.flyway.password" >"postgres/${database}_owner.password"
    printf %s "$ops" >"$service/orderflow.ops.password"
    # Only send-traces.sh, where it runs, says that somebody takes traces.
    rm -f "$service/management.opentelemetry.tracing.export.otlp.endpoint"
    sed -i "s/@$service@/$(password "$service/spring.rabbitmq.password")/" users.json
done
sed -i "s/@operator@/$(password rabbitmq/operator.password)/" users.json
mv users.json rabbitmq/definitions/00-users.json
cp /ops/rabbitmq/definitions.json rabbitmq/definitions/10-topology.json

# Every folder is a volume that one container mounts, read-only; inside it, users have other numbers than here.
chmod -R a+rX .
