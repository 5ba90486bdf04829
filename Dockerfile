# Casebook in a container: docs/container.md. Built from a checkout with `docker build -t casebook .`
FROM node:24.20-bookworm-slim AS dependencies
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts

FROM node:24.20-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build

FROM node:24.20-bookworm-slim
ENV NODE_ENV=production \
    NODE_DISABLE_COMPILE_CACHE=1 \
    CASEBOOK_DATA_DIR=/data \
    CASEBOOK_HOST=0.0.0.0
WORKDIR /app
COPY --from=dependencies /build/node_modules node_modules
COPY --from=build /build/dist/package .
RUN install -d -o 1000 -g 1000 /data
USER 1000:1000
VOLUME /data
EXPOSE 4310
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.CASEBOOK_PORT || 4310) + '/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "bin/casebook"]
CMD ["serve"]
