import { untilBlocked } from './blocked.ts';
import type { TestApi } from './api.ts';

type Em = TestApi['database']['orm']['em'];
type Answer = { status: number; code?: string; seq?: number; opened?: string | null };

/** Sends a message that has to wait for a transaction which holds the case; returns its answer. */
export async function during(
  api: TestApi,
  hold: (tx: Em) => Promise<unknown>,
  send: () => Promise<{ statusCode: number; body: string }>,
  before: (tx: Em) => Promise<unknown> = async () => undefined,
): Promise<Answer> {
  const tx = api.database.orm.em.fork();
  await tx.begin();
  try {
    await hold(tx);
    const sent = send();
    await untilBlocked(api.database.orm, 1);
    await before(tx);
    await tx.commit();
    const { statusCode, body } = await sent;
    return { ...(JSON.parse(body) as Omit<Answer, 'status'>), status: statusCode };
  } catch (error) {
    await tx.rollback();
    throw error;
  }
}
