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

mkdir -p postgres rabbitmq/definitions
password postgres/postgres.password >/dev/null
password rabbitmq/operator.password >/dev/null
# One password for operators at all services. The broker's is another, because the services must not know that one.
ops=$(password order-service/orderflow.ops.password)
cp /ops/rabbitmq/users.json users.json
for pair in order-service:orders payment-service:payments email-service:emails more-consumers:more; do
    service=${pair%:*} database=${pair#*:}
    password "$service/spring.datasource.password" >"postgres/$database.password"
    printf %s "$ops" >"$service/orderflow.ops.password"
    sed -i "s/@$service@/$(password "$service/spring.rabbitmq.password")/" users.json
done
sed -i "s/@operator@/$(password rabbitmq/operator.password)/" users.json
mv users.json rabbitmq/definitions/00-users.json
cp /ops/rabbitmq/definitions.json rabbitmq/definitions/10-topology.json

# Every folder is a volume that one container mounts, read-only; inside it, users have other numbers than here.
chmod -R a+rX .
