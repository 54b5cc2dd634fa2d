import Type from 'typebox';
import { LONGEST_FIELD } from '../../domain/ticket/fields.ts';
import { PlannedStep, ProgramVersion, TimelineView, Todo } from './conversations.ts';
import { TeamFilter, TicketResultWord, TicketTypeFilter, TicketTypeWord } from './program-words.ts';
import { Customer } from './service-packages.ts';
import { FreeText, Id, Instant, Nullable, Page, Ref } from './shared.ts';

const closed = { additionalProperties: false } as const;
const Text = (description: string) => Type.String({ description });
const Note = Type.Optional(FreeText({ maxLength: 2_000, description: 'Shown in the timeline' }));
const Until = Type.Unsafe<string>({ ...Instant, description: 'When it falls due again; not before now' });
const Login = Type.String({ minLength: 1, maxLength: 64, examples: ['cs-1'] });

export const TicketStatus = Type.Enum(['open', 'waiting-on-customer', 'resolved', 'closed'], {
  description: 'open: its task is to be done; resolved: the customer was reached and the result is to be entered',
});
const CallOutcome = Type.Enum(['answered', 'no-answer']);

const Call = Type.Object({
  at: Instant,
  by: Type.String(),
  outcome: CallOutcome,
  step: Nullable(Text('Which of its process’s calls it was')),
});

const Action = Type.Enum(['note', 'take', 'assign', 'set-fields', 'wait', 'record-call', 'close']);

const FieldValue = Type.Union([Type.String({ maxLength: LONGEST_FIELD }), Type.Number(), Type.Null()], {
  description:
    'A text, a date as `2031-03-03`, the id of a choice, or a number, as the kind of the field says; null: no value',
});

const GivenFields = Type.Record(Type.String({ pattern: '^.{1,64}$' }), FieldValue, {
  additionalProperties: false,
  description:
    'Values by field, as `ticketTypes` of `GET /v1/programs/{program}` lists them; those that are left out stay. Card numbers are masked',
  examples: [{ 'order-number': 'A-17', pieces: 3 }],
  maxProperties: 100,
});

export const TicketView = Type.Object(
  {
    id: Id,
    program: Type.String(),
    type: Type.String(),
    task: Type.Unsafe<string>({
      ...Text('The task of its type, as `todo` names it'),
      examples: ['call-customer', 'record-visit'],
    }),
    status: TicketStatus,
    dueAt: Type.Unsafe<string>({ ...Instant, description: 'When its task has to be done or its result entered' }),
    openedAt: Instant,
    closedAt: Nullable(Instant),
    assignee: Nullable(Type.String()),
    team: Text('The role whose ticket it is'),
    result: Nullable(Text('How it ended')),
    caseId: Nullable(Type.String({ format: 'uuid', description: 'The package that it belongs to, if any' })),
    visit: Nullable(
      Type.Object(
        { id: Id, startsAt: Instant },
        { description: 'The visit that it is about: cancelled on its day, or without a record; else null' },
      ),
    ),
    overdue: Type.Boolean({ description: 'Not closed, and its due time has come' }),
    escalated: Type.Boolean({ description: 'It has gone to the team lead for the due time that it has now' }),
    customer: Type.Object({ name: Type.String(), phone: Type.String() }),
    calls: Type.Array(Call, { description: 'Oldest first' }),
    results: Type.Array(Type.String(), {
      description:
        'The results that it can be closed with now; `booked` also needs `caseId`. None once it is closed, nor while its chase is open (FK-11)',
    }),
    fields: Type.Array(Type.Object({ field: Type.String(), value: FieldValue }), {
      description: 'The fields of its type, in order, each with its value or null',
    }),
    may: Type.Array(Action, { description: 'Actions that are open to the reader now' }),
    programVersion: ProgramVersion,
    nextAction: Nullable(Ref(PlannedStep)),
    todo: Type.Array(Ref(Todo), { description: 'Work for people' }),
  },
  { $id: 'Ticket' },
);

export const TicketList = Page(Ref(TicketView));
export const TicketTimeline = TimelineView;
export const TicketParams = Type.Object({ id: Type.String() });

export const ticketQuery = {
  type: Type.Optional(TicketTypeFilter),
  status: Type.Optional(TicketStatus),
  team: Type.Optional(TeamFilter),
  caseId: Type.Optional(Type.String({ format: 'uuid', description: 'Only those of this package' })),
  assignee: Type.Optional(Type.Literal('me', { description: 'Only what is given to you' })),
  overdue: Type.Optional(Type.Boolean({ description: 'Only what is overdue now, or only what is not' })),
  search: Type.Optional(
    Type.String({
      minLength: 2,
      maxLength: 100,
      description: 'A part of the customer’s name, in any spelling, or phone number',
    }),
  ),
};

export const NewTicket = Type.Object(
  { type: TicketTypeWord, customer: Customer, note: Note, fields: Type.Optional(GivenFields) },
  closed,
);
export const FieldsBody = Type.Object({ fields: GivenFields }, closed);

export const AssignBody = Type.Object({ login: Login }, closed);
export const WaitBody = Type.Object({ until: Until }, closed);
export const CallBody = Type.Object({ outcome: CallOutcome, note: Note }, closed);
const CaseId = Type.Optional(
  Nullable(
    Type.String({
      format: 'uuid',
      description: 'With `booked`: the package of the same contact that was booked since the ticket was opened',
    }),
  ),
);
export const CloseBody = Type.Object({ result: TicketResultWord, caseId: CaseId, note: Note }, closed);
export const NoteBody = Type.Object({ text: FreeText({ minLength: 1, maxLength: 2_000 }) }, closed);

const kind = <Kind extends string>(name: Kind) => Type.Literal(name);
export const BulkBody = Type.Object(
  {
    tickets: Type.Array(Id, { minItems: 1, maxItems: 100 }),
    command: Type.Union([
      Type.Object({ kind: kind('take') }, closed),
      Type.Object({ kind: kind('assign'), login: Login }, closed),
      Type.Object({ kind: kind('wait'), until: Until }, closed),
      Type.Object({ kind: kind('close'), result: TicketResultWord, note: Note }, closed),
    ]),
  },
  closed,
);

export const BulkOutcome = Type.Object({
  accepted: Type.Array(Id, { description: 'In the order given' }),
  refused: Type.Array(Type.Object({ ticket: Id, code: Text('A refusal, or not-found'), detail: Text('For people') }), {
    description: 'In the order given',
  }),
});

const AgeColumn = Type.Object({
  from: Text('ISO 8601; tickets at least so old'),
  until: Nullable(Text('ISO 8601; and younger than this, or null')),
  count: Type.Integer(),
});

export const TeamBacklog = Type.Object(
  {
    team: Type.String(),
    lead: Type.String(),
    open: Type.Integer({ description: 'Tickets that are not closed' }),
    overdue: Type.Integer(),
    oldestAge: Nullable(Type.Integer({ description: 'Milliseconds since the oldest of them was opened' })),
    histogram: Type.Array(AgeColumn, { description: 'By age, youngest first' }),
    alarm: Type.Boolean({ description: 'One has been overdue for longer than the program allows (FK-23)' }),
  },
  { $id: 'TeamBacklog' },
);
