/** Names a group of routes after its function. Without a name Fastify searches all loaded modules for one. */
export function named<Routes extends { name: string }>(routes: Routes): Routes {
  return Object.assign(routes, { [Symbol.for('fastify.display-name')]: routes.name });
}
