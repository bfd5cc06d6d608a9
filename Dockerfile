# An image for each service: docker build --target routes --tag chartdrop/routes .
# How it is laid out, and what it was tried with: copilot/README.md

# Moved by hand: dependabot moves no arguments. The JDK that the tests run on builds; a newer one runs.
ARG BUILDER=maven:3.9-eclipse-temurin-17
# Wants java 25 on the PATH and bash.
ARG BASE=eclipse-temurin:25-jre

# --- one build for all services, on the builder's own processor
FROM --platform=$BUILDPLATFORM ${BUILDER} AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -q -DskipTests package -pl routes,middletier,frontend,smoke -am
RUN copilot/image/unpack /jars

# Whoever has built already gives that folder instead: --build-context jars=FOLDER
FROM scratch AS jars
COPY --from=build /jars /

# --- what the services have in common
FROM ${BASE} AS service
RUN echo 'chartdrop:x:10001:10001::/app:/usr/sbin/nologin' >>/etc/passwd \
 && echo 'chartdrop:x:10001:' >>/etc/group \
 && mkdir -p /app /spool && chown 10001:10001 /spool
WORKDIR /app
COPY --chmod=755 copilot/image/healthy .
# The root file system is read-only; an empty volume there takes on what the image has, owner included.
VOLUME /tmp
ENV SERVER_ADDRESS=0.0.0.0
ENTRYPOINT ["java"]
# Serial GC: a task has a core or less, and the AOT cache holds objects laid out for it.
CMD ["-XX:AOTCache=/app/app.aot", "-XX:+UseSerialGC", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-jar", "app.jar"]

# --- what changes least comes first
FROM service AS routes
COPY --from=jars routes/dependencies/ ./
COPY --from=jars routes/application/ ./
RUN --mount=type=bind,source=copilot/image,target=/image /image/train
VOLUME /spool
ENV INTAKE_SPOOL=/spool
USER 10001:10001

FROM service AS middletier
COPY --from=jars middletier/dependencies/ ./
COPY --from=jars middletier/application/ ./
RUN --mount=type=bind,source=copilot/image,target=/image /image/train
# The smoke test runs where the service runs, as a task of its own: only so it has the service's role.
COPY --from=jars smoke/ ./
USER 10001:10001

FROM service AS frontend
COPY --from=jars frontend/dependencies/ ./
COPY --from=jars frontend/application/ ./
RUN --mount=type=bind,source=copilot/image,target=/image /image/train
USER 10001:10001
