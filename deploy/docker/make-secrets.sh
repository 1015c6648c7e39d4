#!/bin/sh
# Generates every password at the first start and keeps it. Each service sees only the folder with its own passwords.
set -eu
umask 022
cd /secrets

random() { # prints $1 random bytes
    head -c "$1" /dev/urandom | od -An -tx1 | tr -d ' \n'
}

password() { # prints the password in file $1, generated if it is missing
    if [ ! -s "$1" ]; then
        mkdir -p "$(dirname "$1")"
        random 24 >"$1"
    fi
    cat "$1"
}

hash_of() { # prints a salted SHA-256 of password $1, in the form of Spring Security. A random password needs no slow hash.
    salt="{$(random 16)}"
    printf '{SHA-256}%s%s' "$salt" "$(printf %s "$1$salt" | sha256sum | cut -d ' ' -f 1)"
}

mkdir -p postgres rabbitmq/definitions prometheus
password postgres/postgres.password >/dev/null
password rabbitmq/operator.password >/dev/null
# RabbitMQ, its tools and the nodes of a cluster authenticate with it. It gives full control of the broker, so services do not get it.
password rabbitmq/erlang.cookie >/dev/null
password grafana/grafana.password >/dev/null
# One password for operators at all services, which get only its hash. No container mounts it. The broker's administrator has another one.
operator=$(password operator/ops.password)
# The read-only account of Prometheus, and of order-service's poll of the other services.
monitor=$(password prometheus/monitor.password)
mkdir -p order-service
printf %s "$monitor" >order-service/orderflow.live.password
# The operator's password of an older release, which all services knew, is replaced.
rm -f prometheus/ops.password
cp /deploy/rabbitmq/users.json users.json
for pair in order-service:orders payment-service:payments email-service:emails more-consumers:more; do
    service=${pair%:*} database=${pair#*:}
    password "$service/spring.datasource.password" >"postgres/$database.password"
    password "$service/spring.flyway.password" >"postgres/${database}_owner.password"
    hash_of "$operator" >"$service/orderflow.ops.password"
    hash_of "$monitor" >"$service/orderflow.ops.monitor-password"
    # send-traces.sh writes this setting again if the observability profile is active.
    rm -f "$service/management.opentelemetry.tracing.export.otlp.endpoint"
    sed -i "s/@$service@/$(password "$service/spring.rabbitmq.password")/" users.json
done
sed -i "s/@operator@/$(password rabbitmq/operator.password)/" users.json
mv users.json rabbitmq/definitions/00-users.json
cp /deploy/rabbitmq/definitions.json rabbitmq/definitions/10-topology.json

# Each folder is a volume that one container mounts read-only. User ids differ between the containers, so all may read.
chmod -R a+rX .
