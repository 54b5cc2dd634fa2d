// Every name in a document means something that exists.
import type { RulesDocument } from '../../domain/document/program.ts';
import { attachmentKinds } from '../../domain/conversation/attachment.ts';
import { checkLadders, laddersIn } from './ladders.ts';
import { checkTicketFields } from './ticket-fields.ts';
import { checkQuestions } from './questions.ts';
import { expectKnown, type Report, unique } from './report.ts';

type Path = readonly (string | number)[];
type Conversation = NonNullable<RulesDocument['conversation']>;
type Tickets = NonNullable<RulesDocument['tickets']>;
type Package = NonNullable<RulesDocument['servicePackage']>;

export function checkReferences(report: Report, rules: RulesDocument): void {
  const role = (path: Path, name: string) =>
    expectKnown(report, path, { name, known: rules.roles, what: 'role', code: 'unknown-role' });
  const roles = (path: Path, names: readonly string[] = []) => names.forEach((name, at) => role([...path, at], name));
  if (rules.conversation !== undefined) checkConversation(report, rules.conversation, { role, roles });
  if (rules.tickets !== undefined) checkTickets(report, rules.tickets, { role, roles });
  if (rules.servicePackage === undefined) return;
  if (rules.tickets === undefined) {
    report.error(['program', 'servicePackage'], 'no-tickets', 'packages need tickets: add `tickets`');
    return;
  }
  checkPackage(report, rules.servicePackage, rules.tickets, roles);
}

type Roles = { role(path: Path, name: string): void; roles(path: Path, names?: readonly string[]): void };

function checkConversation(report: Report, policy: Conversation, { role, roles }: Roles): void {
  const at = (...steps: Path) => ['program', 'conversation', ...steps];
  const queues = Object.keys(policy.queues);
  const queue = (path: Path, name: string) =>
    expectKnown(report, path, { name, known: queues, what: 'queue', code: 'unknown-queue' });
  policy.categories.forEach((one, index) => queue(at('categories', index, 'queue'), one.queue));
  for (const [name, { role: own, absenceReply }] of Object.entries(policy.queues)) {
    role(at('queues', name, 'role'), own);
    if (absenceReply !== undefined) role(at('queues', name, 'absenceReply', 'setBy'), absenceReply.setBy);
    if (!policy.categories.some((one) => one.queue === name))
      report.error(at('queues', name), 'unreachable-queue', `no category leads to the queue \`${name}\``);
  }
  for (const { path, ladder } of laddersIn(policy)) {
    ladder.forEach((step, index) => {
      if (step.kind !== 'say') roles([...path, index, 'to'], step.to);
    });
  }
  checkLadders(report, policy);
  roles(at('replies', 'escalateTo'), policy.replies?.escalateTo);
  for (const [name, seen] of Object.entries(policy.oversight)) {
    role(at('oversight', name), name);
    if (seen !== 'all') seen.forEach((one, index) => queue(at('oversight', name, index), one));
  }
  const categories = policy.categories.map(({ category }) => category);
  if (policy.intake !== null) {
    const path = at('intake', 'fallbackCategory');
    const name = policy.intake.fallbackCategory;
    expectKnown(report, path, { name, known: categories, what: 'category', code: 'unknown-category' });
  }
  checkNames(report, policy);
}

function checkNames(report: Report, policy: Conversation): void {
  const at = (...steps: Path) => ['program', 'conversation', ...steps];
  const categories = policy.categories.map(({ category }) => category);
  checkQuestions(report, policy);
  policy.attachments?.forEach((name, index) =>
    expectKnown(report, at('attachments', index), {
      name,
      known: attachmentKinds,
      what: 'kind of file',
      code: 'unknown-file-kind',
    }),
  );
  unique(report, at('categories'), categories, 'category');
  unique(
    report,
    at('dispositions'),
    policy.dispositions.map(({ disposition }) => disposition),
    'disposition',
  );
}

function checkTickets(report: Report, policy: Tickets, { role, roles }: Roles): void {
  const at = (...steps: Path) => ['program', 'tickets', ...steps];
  for (const [name, type] of Object.entries(policy.types)) {
    role(at('types', name, 'team'), type.team);
    role(at('types', name, 'lead'), type.lead);
    roles(at('types', name, 'alsoTakenBy'), type.alsoTakenBy);
    roles(at('types', name, 'openedBy'), type.openedBy);
    checkTicketFields(report, at('types', name, 'fields'), type.fields);
    if (type.openedBy.length > 0 && type.results.length === 0)
      report.error(
        at('types', name, 'results'),
        'no-results',
        'people open such tickets, but cannot close them: name a result',
      );
  }
}

/** A package has one ticket of a type, and one of a type for each visit. Two uses of a type would be one ticket. */
function checkTicketsApart(report: Report, { chase, validity, visits }: Package): void {
  const { sameDay, record, returned } = visits;
  const apart = (uses: readonly (readonly [Path, string | undefined])[]) => {
    for (const [place, [path, type]] of uses.entries()) {
      if (type === undefined || !uses.slice(0, place).some((one) => one[1] === type)) continue;
      report.error(
        ['program', 'servicePackage', ...path, 'ticket'],
        'ticket-type-shared',
        `\`${type}\` has another task for packages already: name a type of its own`,
      );
    }
  };
  apart([
    [['chase'], chase.ticket],
    [['validity'], validity.ticket],
  ]);
  apart([
    [['visits', 'sameDay'], sameDay.ticket],
    [['visits', 'record'], record?.ticket],
    [['visits', 'returned'], returned?.ticket],
  ]);
}

/** The results that a type is closed with by the process itself. */
function checkPackage(report: Report, policy: Package, tickets: Tickets, roles: Roles['roles']): void {
  const at = (...steps: Path) => ['program', 'servicePackage', ...steps];
  const type = (path: Path, name: string) =>
    expectKnown(report, path, {
      name,
      known: Object.keys(tickets.types),
      what: 'ticket type',
      code: 'unknown-ticket-type',
    });
  const { booking, chase, validity, visits } = policy;
  type(at('booking', 'followUpTicket'), booking.followUpTicket);
  type(at('chase', 'ticket'), chase.ticket);
  type(at('validity', 'ticket'), validity.ticket);
  type(at('visits', 'sameDay', 'ticket'), visits.sameDay.ticket);
  if (visits.record !== undefined) type(at('visits', 'record', 'ticket'), visits.record.ticket);
  if (visits.returned !== undefined) type(at('visits', 'returned', 'ticket'), visits.returned.ticket);
  checkTicketsApart(report, policy);
  const result = (path: Path, name: string, ticket: string) =>
    expectKnown(report, path, {
      name,
      known: tickets.types[ticket]?.results ?? [],
      what: `result of \`${ticket}\``,
      code: 'unknown-result',
    });
  result(at('results', 'paid'), policy.results.paid, chase.ticket);
  result(at('results', 'cancelled'), policy.results.cancelled, chase.ticket);
  result(at('results', 'usedUp'), policy.results.usedUp, validity.ticket);
  result(['program', 'tickets', 'noAnswerResult'], tickets.noAnswerResult, chase.ticket);
  result(['program', 'tickets', 'noAnswerResult'], tickets.noAnswerResult, validity.ticket);
  roles(at('money', 'escalatesTo'), policy.money?.escalatesTo);
  for (const [action, names] of Object.entries(policy.access)) {
    roles(at('access', action), names);
    if (names?.length === 0 && action !== 'pay-in-sandbox')
      report.error(at('access', action), 'no-role', `no role may \`${action}\``);
  }
}
