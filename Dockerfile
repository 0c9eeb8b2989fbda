# One image for every arrangement: everything in one container, or several with `--plugins` and a database of their own.
FROM oven/bun:1.4.5-slim AS build
WORKDIR /checkstack
COPY . .
# The pages are built here once, so that no container does it at its start.
RUN bun install --frozen-lockfile --ignore-scripts && bun core/frontend/build.ts

FROM oven/bun:1.4.5-slim
# Ends the embedded PostgreSQL with the app, and finds the host's certificates for checks of HTTPS.
RUN apt-get update && apt-get install -y --no-install-recommends util-linux ca-certificates iputils-ping \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /checkstack
COPY --from=build --chown=root:root /checkstack .
RUN install --directory --owner=bun --group=bun --mode=0700 /data
ENV NODE_ENV=production CHECKSTACK_DATA_DIR=/data CHECKSTACK_LOG=json BUN_CONFIG_MAX_HTTP_REQUESTS=2000
USER bun
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
    CMD ["bun", "-e", "process.exit((await fetch(`http://127.0.0.1:${process.env.PORT ?? 3000}/api/health/live`)).ok ? 0 : 1)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["bun", "--no-install", "core/backend/src/main.ts"]
