#!/bin/sh
# Configures the trace endpoint of every service. It runs before the services, only in the profile observability;
# make-secrets.sh removes the setting at each start.
set -eu
umask 022
for service in /services/*; do
    printf %s http://jaeger:4318/v1/traces >"$service/management.opentelemetry.tracing.export.otlp.endpoint"
done
