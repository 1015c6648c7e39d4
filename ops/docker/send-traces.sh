#!/bin/sh
# Tells every service where its traces go. It runs with the profile observability alone, before the services;
# make-secrets.sh takes it back at each start.
set -eu
umask 022
for service in /services/*; do
    printf %s http://jaeger:4318/v1/traces >"$service/management.opentelemetry.tracing.export.otlp.endpoint"
done
