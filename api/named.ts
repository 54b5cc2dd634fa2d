// Owns that Fastify knows the name of a group of routes.

/** The same group, named after its function. Fastify seeks the name of any other among all modules that are loaded. */
export function named<Routes extends { name: string }>(routes: Routes): Routes {
  return Object.assign(routes, { [Symbol.for('fastify.display-name')]: routes.name });
}
