import type { Equivalent } from './equivalents.ts';

export const ofActivities: readonly Equivalent[] = [
  {
    file: 'activities/adapters-payment.ts',
    line: 'const login = loginTimeoutMs === undefined ? {} : { loginTimeoutMs };',
    becomes: 'false',
    because: 'a time that is undefined is as one that is not given',
  },
  {
    file: 'activities/adapters-payment.ts',
    line: 'return paymobClient({ apiKey, ...(baseUrl === undefined ? {} : { baseUrl }), ...login });',
    becomes: 'false',
    because: 'an address that is undefined is as one that is not given',
  },
  {
    file: 'activities/adapters-payment.ts',
    line: 'const at = baseUrl === undefined ? {} : { baseUrl };',
    becomes: 'false',
    because: 'an address that is undefined is as one that is not given',
  },
  {
    file: 'activities/adapters.ts',
    line: '...(baseUrl === undefined ? {} : { baseUrl }),',
    becomes: 'false',
    because: 'an address that is undefined is as one that is not given',
  },
  {
    file: 'activities/effect-call.ts',
    line: '} catch {',
    becomes: '{}',
    because: 'undefined is what the block answers with',
  },
  {
    file: 'activities/effect-inquiry.ts',
    line: 'const adapter = effect === null ? null : adapterOf(parts.adapters, effect);',
    becomes: 'false',
    because: 'a question is of an effect that there is: the database insists',
  },
  {
    file: 'activities/effect-inquiry.ts',
    line: "effect?.status === 'unknown' && adapter !== null ? await ask(adapter, effect) : { kind: 'not-asked' };",
    becomes: 'effect.status',
    because: 'a question is of an effect that there is: the database insists',
  },
  {
    file: 'activities/effect-inquiry.ts',
    line: "effect?.status === 'unknown' && adapter !== null ? await ask(adapter, effect) : { kind: 'not-asked' };",
    becomes: 'true',
    because: 'asking by no adapter throws, which is caught as not asked',
  },
  {
    file: 'activities/effect-inquiry.ts',
    line: "if (effect === null || (asked.kind !== 'accepted' && asked.kind !== 'refused')) return;",
    becomes: 'false',
    because: 'a question is of an effect that there is: the database insists',
  },
  {
    file: 'activities/package-effect-plans.ts',
    line: 'const expiresAt = state.firstVisitAt > soonest ? state.firstVisitAt : soonest;',
    becomes: 'state.firstVisitAt >= soonest',
    because: 'of two equal instants either is the answer',
  },
  {
    file: 'activities/package-effects.ts',
    line: 'if (request === undefined || expire === null) return;',
    becomes: 'false',
    because: 'a request that there is not has no way to be ended either',
  },
  {
    file: 'activities/records/conversation-store.ts',
    line: 'const beside = { messages, updateId, told: toldByMove(move), ...(clock === undefined ? {} : { clock }) };',
    becomes: 'false',
    because: 'a clock that is undefined is as one that is not given',
  },
  {
    file: 'db/write/effect-ledger.ts',
    line: "const code = how.status === 'done' ? null : how.code;",
    becomes: 'false',
    because: 'what is undefined is null to the database',
  },
  {
    file: 'db/write/effect-ledger.ts',
    line: "const code = how.status === 'done' ? null : how.code;",
    becomes: '""',
    because: 'what is undefined is null to the database',
  },
  {
    file: 'db/write/effect-ledger.ts',
    line: "const providerRef = how.status === 'done' ? how.providerRef : null;",
    becomes: 'true',
    because: 'what is undefined is null to the database',
  },
  {
    file: 'db/write/effect-ledger.ts',
    line: 'if (planned === null || planned.channel !== channel) throw new Error(`the effect ${key} is taken by another channel`);',
    becomes: 'false',
    because: 'it has just been written, or stood there before',
  },
  {
    file: 'db/write/oldest.ts',
    line: 'return gone?.count ?? 0;',
    becomes: 'gone.count',
    because: 'a count has one row',
  },
  {
    file: 'db/write/outbox.ts',
    line: 'return { waiting: Number(found?.waiting ?? 0), oldestAt: instantOf(found?.oldest ?? null) };',
    becomes: 'found.waiting',
    because: 'a count has one row',
  },
  {
    file: 'db/write/outbox.ts',
    line: 'return { waiting: Number(found?.waiting ?? 0), oldestAt: instantOf(found?.oldest ?? null) };',
    becomes: 'found.oldest',
    because: 'a count has one row',
  },
  {
    file: 'db/write/outbox.ts',
    line: 'if (ids.length === 0) return;',
    becomes: 'false',
    because: 'of no ids nothing is changed',
  },
];
