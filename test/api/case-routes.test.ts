// A process of four lines, declared as a real one is. Its cases are in memory.
import { expect, test } from '@jest/globals';
import Type from 'typebox';
import type { ApiCases } from '../../api/cases/declaration.ts';
import type { CaseGateway, UpdateOutcome } from '../../api/cases/gateway.ts';
import { caseRoutes } from '../../api/cases/routes.ts';
import { components } from '../../api/schemas/index.ts';
import { pageQuery } from '../../api/schemas/shared.ts';
import type { CarelineApp } from '../../api/server/careline-app.ts';
import type { Staff } from '../../domain/access/conversation-access.ts';
import type { CaseMove, CaseState, Process } from '../../domain/process.ts';
import { refusal } from '../../domain/refusal.ts';
import type { PlannedStep } from '../../domain/timetable.ts';
import { smallApp } from './plugins/small-app.ts';

type Kinds = {
  policy: object;
  state: CaseState;
  command: { by: Staff } & ({ kind: 'paint'; colour: string } | { kind: 'add-wheel'; wheelId: string });
  step: PlannedStep;
  move: CaseMove;
  facts: Record<never, never>;
};
const commands = { paint: 'paintBicycle', 'add-wheel': 'addWheel' };
const bicycle = { name: 'bicycle', commands } as unknown as Process<Kinds>;

type Bicycle = { id: string; program: string; builtAt: string; colour: string };
const AT = '2031-03-03T07:00:00.000Z';
const ID = '00000000-0000-4000-8000-00000000000';
const all: Bicycle[] = ['1', '2', '3'].map((n) => ({ id: ID + n, program: 'cdek', builtAt: AT, colour: `red${n}` }));

const shown = Type.Object({ id: Type.String(), colour: Type.String() });
const bicycles: ApiCases<Kinds, Bicycle, typeof shown> = {
  ...{ path: '/v1/bicycles', tags: ['bicycles'], params: Type.Object({ id: Type.String() }), shown },
  view: ({ id, colour }) => ({ id, colour }),
  of: ({ params }) => all.find(({ id }) => id === (params as { id: string }).id) ?? { ...all[0]!, colour: 'none' },
  named: ({ id: caseId, program }) => ({ caseId, program }),
  again: async (_, one) => ({ ...one, colour: `${one.colour} now` }),
  refusal: () => null,
};
const about = { access: 'staff', summary: 'One', description: 'Of them' } as const;
const wheel = Type.Object({ id: Type.String(), wheelId: Type.String() });

async function appWith(outcome: UpdateOutcome, declared: Partial<typeof bicycles> = {}) {
  const asked: unknown[] = [];
  const cases: CaseGateway = {
    deliver: async () => {},
    update: async (...question) => (asked.push(['update', ...question]), outcome),
    updateWithStart: async ({ workflowId }, ...question) => (asked.push(['start', workflowId, ...question]), outcome),
  };
  const staff = { kind: 'staff', login: 'klo-1', memberships: [{ program: 'cdek', role: 'klo' }] };
  const app = await smallApp((own) => {
    for (const component of components) own.addSchema(component);
    own.decorate('cases', cases).decorate('clock', { now: () => new Date(AT) });
    for (const [name, value] of Object.entries({ staff, actor: staff, em: {}, updateId: 'u1' })) {
      own.decorateRequest(name, { getter: () => value });
    }
    const body = Type.Object({ colour: Type.String() }, { additionalProperties: false });
    const verb = { ...about, body };
    caseRoutes(bicycle)({
      ...{ ...bicycles, ...declared },
      one: about,
      list: {
        ...{ ...about, query: Type.Object(pageQuery), place: ({ id, builtAt: at }: Bicycle) => ({ at, id }) },
        find: async (_, { limit, after }) => all.filter(({ id }) => id > (after?.id ?? '')).slice(0, limit),
        whole: (_, found: Bicycle) => found,
      },
      verbs: { paint: { ...verb, command: ({ body: { colour } }, by) => ({ kind: 'paint', by, colour }) } },
    })(own as unknown as CarelineApp);
    caseRoutes(bicycle)({
      ...{ ...bicycles, under: { path: 'wheels/:wheelId', params: wheel } },
      answer: { schema: Type.Unknown(), of: (view, { kind }) => ({ ...view, kind }) },
      verbs: {
        add: { ...verb, status: 201, command: ({ params: { wheelId } }, by) => ({ kind: 'add-wheel', by, wheelId }) },
      },
    })(own as unknown as CarelineApp);
  });
  return { app, asked };
}

const by = { login: 'klo-1', roles: ['klo'] };
const paint = { method: 'POST', url: `/v1/bicycles/${ID}2/paint`, body: { colour: 'blue' } } as const;

test('a command is asked of its own case as its update, and the case is shown as it is then', async () => {
  const { app, asked } = await appWith({ kind: 'done' });
  const { statusCode, body } = await app.inject(paint);
  expect([statusCode, JSON.parse(body)]).toEqual([200, { id: `${ID}2`, colour: 'red2 now' }]);
  const input = { command: { kind: 'paint', by, colour: 'blue' }, askedAt: AT };
  expect(asked).toEqual([['start', `bicycle/cdek/${ID}2`, 'paintBicycle', input, 'u1']]);
});

test('a command under a part has its parameters, its status and its answer', async () => {
  const { app, asked } = await appWith({ kind: 'done' });
  const add = { method: 'POST', url: `/v1/bicycles/${ID}1/wheels/w7/add`, body: { colour: '-' } } as const;
  const { statusCode, body } = await app.inject(add);
  expect([statusCode, JSON.parse(body)]).toEqual([201, { id: `${ID}1`, colour: 'red1 now', kind: 'add-wheel' }]);
  expect(asked).toMatchObject([['start', `bicycle/cdek/${ID}1`, 'addWheel', { command: { by, wheelId: 'w7' } }, 'u1']]);
});

test('the refusal of the case is the answer', async () => {
  const refused = refusal('ticket-closed', 'it has been sold');
  const { app } = await appWith({ kind: 'refused', refusal: refused });
  const { statusCode, body } = await app.inject(paint);
  expect([statusCode, JSON.parse(body)]).toMatchObject([409, { code: 'ticket-closed', detail: 'it has been sold' }]);
});

test('a case that ends for good does not begin again for a question', async () => {
  const { app, asked } = await appWith({ kind: 'done' }, { endsForGood: true });
  expect((await app.inject(paint)).statusCode).toBe(200);
  expect(asked).toMatchObject([['update', `bicycle/cdek/${ID}2`, 'paintBicycle', {}, 'u1']]);
});

test('a list goes on after its last item, to the end', async () => {
  const { app } = await appWith({ kind: 'done' });
  const page = async (query: string) => JSON.parse((await app.inject(`/v1/bicycles?limit=2${query}`)).body);
  const first = await page('');
  expect(first.items).toEqual([
    { id: `${ID}1`, colour: 'red1' },
    { id: `${ID}2`, colour: 'red2' },
  ]);
  const rest = await page(`&cursor=${first.nextCursor}`);
  expect(rest).toEqual({ items: [{ id: `${ID}3`, colour: 'red3' }], nextCursor: null });
  expect((await app.inject('/v1/bicycles?cursor=none')).statusCode).toBe(400);
});

test('a single read shows the case that the door found', async () => {
  const { app } = await appWith({ kind: 'done' });
  expect(JSON.parse((await app.inject(`/v1/bicycles/${ID}3`)).body)).toEqual({ id: `${ID}3`, colour: 'red3' });
});
