# Owns the one image of API and worker; the command says which of them a container is. Knows no settings and no secrets.
FROM node:24.21.0-bookworm-slim AS base
WORKDIR /app

# The lockfile may lack packages of foreign platforms, which "npm ci" refuses; the versions are the lockfile's all the same.
FROM base AS packages
COPY package.json package-lock.json .npmrc ./
RUN npm install --no-save --omit=dev

FROM base AS web
COPY package.json package-lock.json .npmrc ./
RUN npm install --no-save
COPY . .
RUN node node_modules/vite/bin/vite.js build web

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
COPY --from=web /app/web/dist web/dist
# The worker keeps its built workflow bundle here.
RUN mkdir .careline && chown node:node .careline
USER node
EXPOSE 8080
CMD ["node", "api/main.ts"]
