# The training and the use of an AOT cache must agree on these. The cache's objects must fit into the heap, whose initial size would be
# 8 MB in a small container; otherwise the start fails.
ARG HEAP="-XX:+UseSerialGC -Xms64m -Xmx192m"

# One build stage for all services. SERVICE selects the service of the image.
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -ntp -q package -Dmaven.test.skip -Dspotless.check.skip -Derror-prone.checks=-XepDisableAllChecks \
        -pl order-service,payment-service,email-service,examples/more-consumers -am \
    && for module in order-service payment-service email-service examples/more-consumers; do \
         service=${module##*/} \
         && cp $module/target/$service-*.jar app.jar \
         && java -Djarmode=tools -jar app.jar extract --layers --destination /layers/$service || exit 1; \
       done

# Writes an AOT cache, which cuts the time of later starts to a third, and makes the first orders fast. Without it, starts are slow.
FROM eclipse-temurin:25-jre AS training
RUN apt-get -q update && apt-get -q install -y --no-install-recommends postgresql \
    || echo "PostgreSQL could not be installed: the first orders after a start will be slower."
ARG SERVICE HEAP
WORKDIR /app
COPY deploy/docker /deploy/docker
COPY deploy/rabbitmq /deploy/rabbitmq
COPY --from=build /layers/$SERVICE/*/ ./
ENV JAVA_TOOL_OPTIONS="$HEAP"
RUN bash /deploy/docker/train.sh $SERVICE || { echo "There is no AOT cache: starts will take longer."; touch app.aot; }

FROM eclipse-temurin:25-jre
ARG SERVICE HEAP
WORKDIR /app
COPY deploy/docker/healthcheck /app/healthcheck
# The layers that change least come first, so that a change of our code makes a small layer.
COPY --from=build /layers/$SERVICE/dependencies/ ./
COPY --from=build /layers/$SERVICE/snapshot-dependencies/ ./
COPY --from=build /layers/$SERVICE/application/ ./
COPY --from=training /app/app.aot ./
# By default, the JVM runs a full GC when classes fill 21 MB, and whenever compiled code fills another 15 % of its cache. Neither means
# that memory is short, and a full GC delays all requests by 200 ms. The training needs more metaspace than this limit.
ENV JAVA_TOOL_OPTIONS="$HEAP -XX:MetaspaceSize=128m -XX:MaxMetaspaceSize=160m -XX:SweeperThreshold=100 \
-XX:+ExitOnOutOfMemoryError"
USER 10001:10001
ENTRYPOINT ["java", "-XX:AOTCache=app.aot", "-jar", "app.jar"]
