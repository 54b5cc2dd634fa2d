// An app with some plugins and a test's own routes, without a database. It does not replace the API.
import Fastify, { type FastifyInstance } from 'fastify';
import { answerMalformed, plainAnswers } from '../../../api/plugins/malformed-requests.ts';
import { answerFrameworkError, problems } from '../../../api/plugins/problems.ts';
import { bodyLimits } from '../../../api/plugins/body-limits.ts';
import { validation } from '../../../api/plugins/validation.ts';
import { wellFormed } from '../../../api/plugins/well-formed.ts';
import { closedAtTheEnd } from '../../harness/closing.ts';

/** The plugins that read requests and answer errors, and the test's own. */
export async function smallApp(add: (app: FastifyInstance) => unknown): Promise<FastifyInstance> {
  const app: FastifyInstance = Fastify({
    frameworkErrors: answerFrameworkError,
    clientErrorHandler: answerMalformed,
    http: { requireHostHeader: false },
  });
  closedAtTheEnd(() => app.close());
  await app.register(plainAnswers);
  await app.register(problems);
  await app.register(bodyLimits);
  await app.register(validation);
  await app.register(wellFormed);
  await add(app);
  await app.ready();
  return app;
}
