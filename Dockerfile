# One image for web, worker, backups and the operator's command line: docs/decisions/0023-one-image-bundled-programs.md
ARG NODE_IMAGE=node:24.22.3-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
ENV NEXT_TELEMETRY_DISABLED=1
RUN STANDALONE=yes npm run build && npm run bundle

FROM ${NODE_IMAGE}
ENV NODE_ENV=production APP_ENV=production HOSTNAME=0.0.0.0 PORT=3000 NEXT_TELEMETRY_DISABLED=1
WORKDIR /app
COPY --from=build /src/.next/standalone/server.js /src/.next/standalone/package.json ./
COPY --from=build /src/.next/standalone/node_modules node_modules
COPY --from=build /src/.next/standalone/.next .next
COPY --from=build /src/.next/static .next/static
COPY --from=build /src/public public
COPY --from=build /src/drizzle drizzle
COPY --from=build /src/.env.example ./
COPY --from=build /src/.bundle scripts
RUN ln -s /app/scripts/crm.mjs /usr/local/bin/crm && mkdir /backups /copies && chown 1000:1000 /backups /copies
# The node user of the base. Everything above belongs to root, so the programs cannot change themselves.
USER 1000:1000
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=30s --start-period=180s CMD ["node", "scripts/health.mjs", "web"]
CMD ["node", "--max-old-space-size=320", "scripts/start.mjs"]
