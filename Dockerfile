# One build for all services; SERVICE says which of them the image is for.
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -ntp -q package -DskipTests -Dspotless.check.skip \
        -pl order-service,payment-service,email-service,more-consumers -am \
    && for service in order-service payment-service email-service more-consumers; do \
         cp $service/target/$service-*.jar app.jar \
         && java -Djarmode=tools -jar app.jar extract --layers --destination /layers/$service || exit 1; \
       done

FROM eclipse-temurin:25-jre
ARG SERVICE
WORKDIR /app
COPY ops/docker/healthcheck /app/healthcheck
# What changes least comes first, so that a change of ours makes a small layer.
COPY --from=build /layers/$SERVICE/dependencies/ ./
COPY --from=build /layers/$SERVICE/snapshot-dependencies/ ./
COPY --from=build /layers/$SERVICE/application/ ./
# A start that needs neither database nor broker, by which the JVM learns what later ones need: these take a third of the time. An
# archive has no room where the metaspace is limited, so that comes after it; and a start by it fails where its objects have no room
# in the heap, which would begin with 8 MB in a small container. Where there is no archive, starts are slow.
ENV JAVA_TOOL_OPTIONS="-XX:+UseSerialGC -Xms64m -Xmx192m"
RUN java -XX:AOTCacheOutput=app.aot -Dspring.profiles.active=training -Dspring.context.exit=onRefresh -jar app.jar \
    || echo "There is no AOT cache: starts will take longer."
# The whole heap would be collected as soon as classes fill 21 MB, or compiled code another 15 % of its cache. Neither means that memory
# is short, and all requests wait for 200 ms.
ENV JAVA_TOOL_OPTIONS="$JAVA_TOOL_OPTIONS -XX:MetaspaceSize=128m -XX:MaxMetaspaceSize=160m -XX:SweeperThreshold=100 \
-XX:+ExitOnOutOfMemoryError"
USER 10001:10001
ENTRYPOINT ["java", "-XX:AOTCache=app.aot", "-jar", "app.jar"]
