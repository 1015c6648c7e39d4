# One build stage for all services. SERVICE selects the service of the image.
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
# The layers that change least come first, so that a change of our code makes a small layer.
COPY --from=build /layers/$SERVICE/dependencies/ ./
COPY --from=build /layers/$SERVICE/snapshot-dependencies/ ./
COPY --from=build /layers/$SERVICE/application/ ./
# A training run without database and broker writes an AOT cache, which cuts the time of later starts to a third. The cache does not
# fit into a limited metaspace, so the limit is set after this run. Its objects must fit into the heap, whose initial size would be
# 8 MB in a small container; otherwise the start fails. Without the cache, starts are slow.
ENV JAVA_TOOL_OPTIONS="-XX:+UseSerialGC -Xms64m -Xmx192m"
RUN java -XX:AOTCacheOutput=app.aot -Dspring.profiles.active=training -Dspring.context.exit=onRefresh -jar app.jar \
    || echo "The AOT cache could not be written: starts will take longer."
# By default, the JVM runs a full GC when classes fill 21 MB, and whenever compiled code fills another 15 % of its cache. Neither means
# that memory is short, and a full GC delays all requests by 200 ms.
ENV JAVA_TOOL_OPTIONS="$JAVA_TOOL_OPTIONS -XX:MetaspaceSize=128m -XX:MaxMetaspaceSize=160m -XX:SweeperThreshold=100 \
-XX:+ExitOnOutOfMemoryError"
USER 10001:10001
ENTRYPOINT ["java", "-XX:AOTCache=app.aot", "-jar", "app.jar"]
