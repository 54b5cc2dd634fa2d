# Owns the one image of API and worker; the command says which of them a container is. Knows no settings and no secrets.
FROM node:24.21.0-bookworm-slim@sha256:2fe369e969550cde8e867afc3fe370b260140cab4a23d467074295b42163d553 AS base
WORKDIR /app

# The lockfile may lack packages of foreign platforms, which "npm ci" refuses; the versions are the lockfile's all the same.
FROM base AS packages
COPY package.json package-lock.json .npmrc ./
# What compiles workflows is in the build alone.
RUN npm install --no-save --omit=dev && rm -r node_modules/@swc node_modules/swc-loader

FROM base AS built
COPY package.json package-lock.json .npmrc ./
RUN npm install --no-save
COPY . .
RUN node node_modules/vite/bin/vite.js build web && node worker/build-bundle.ts

FROM base AS run
ENV NODE_ENV=production
COPY --from=packages /app/node_modules node_modules
COPY package.json package-lock.json ./
COPY domain domain
COPY programs programs
COPY platform platform
COPY vendors vendors
COPY db db
COPY workflows workflows
COPY activities activities
COPY worker worker
COPY api api
COPY bin/worker-health.ts bin/worker-health.ts
COPY bin/payload-keys.ts bin/payload-keys.ts
COPY bin/launch/remedy.mjs bin/launch/remedy.mjs
COPY --from=built /app/web/dist web/dist
COPY --from=built /app/.careline/cache .careline/cache
USER node
EXPOSE 8080
CMD ["node", "api/main.ts"]
