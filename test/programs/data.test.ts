// Everything that a program names exists in it, and cdek has the numbers of its document.
import { describe, expect, test } from '@jest/globals';
import { later } from '../../domain/calendar/instant.ts';
import { nextOpening } from '../../domain/calendar/working-hours.ts';
import { allPrograms, findProgram, programNamed } from '../../programs/index.ts';
import { demoPeople as readDemoPeople } from '../../programs/shipped.ts';
import { moscow, thePolicy } from '../harness/builders.ts';

const programs = allPrograms();
const demoPeople = readDemoPeople();
const withConversations = programs.flatMap((program) =>
  program.conversation === undefined ? [] : [{ name: program.name, program, policy: program.conversation }],
);

test('five programs, each found by its name and only by it', () => {
  expect(programs.map(({ name }) => name).toSorted()).toEqual(['cdek', 'filkhedma', 'petrx', 'pod', 'vet']);
  for (const program of programs) expect(programNamed(program.name)).toBe(program);
  for (const name of ['CDEK', '', '__proto__', 'constructor']) {
    expect(findProgram(name)).toBeUndefined();
    expect(() => programNamed(name)).toThrow(RangeError);
  }
});

describe.each(withConversations)('$name is whole', ({ program, policy }) => {
  const roles = new Set(program.roles.map(({ role }) => role));
  const ladders = Object.values(policy.queues).flatMap(({ ladder }) => ladder);

  test('every role that it names exists', () => {
    const named = [
      ...Object.values(policy.queues).flatMap(({ role, absenceReply }) => [role, absenceReply?.setBy ?? role]),
      ...ladders.flatMap((step) => (step.kind === 'escalate' ? step.to : [])),
      ...Object.keys(policy.oversight),
      ...(demoPeople[program.name] ?? []).map(({ role }) => role),
    ];
    expect(named.filter((role) => !roles.has(role))).toEqual([]);
    expect(roles.size).toBe(program.roles.length);
  });

  test('every queue that it names exists, and every queue is reached by a category', () => {
    const named = [
      ...policy.categories.map(({ queue }) => queue),
      ...Object.values(policy.oversight).flatMap((seen) => (seen === 'all' ? [] : seen)),
    ];
    expect([...new Set(named)].toSorted()).toEqual(Object.keys(policy.queues).toSorted());
  });

  test('every text that it names exists, and every text is named', () => {
    const named = [
      ...policy.greeting,
      policy.categoryPrompt,
      policy.acknowledgement,
      policy.rating.text,
      ...ladders.flatMap((step) => (step.kind === 'say' ? [step.inHours.text, step.outOfHours.text] : [])),
      ...Object.values(policy.queues).flatMap(({ absenceReply }) => absenceReply?.text ?? []),
    ];
    expect([...new Set(named)].toSorted()).toEqual(Object.keys(program.texts).toSorted());
  });

  test('categories and dispositions have ids of their own, labels of their own, and one disposition is free', () => {
    const ids = [
      policy.categories.map(({ category }) => category),
      policy.dispositions.map(({ disposition }) => disposition),
    ];
    for (const list of ids) {
      expect(new Set(list).size).toBe(list.length);
      for (const id of list) expect(id).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
    }
    expect(policy.dispositions.filter(({ ownText }) => ownText)).toHaveLength(1);
  });

  test('what is assumed without a choice is one of its categories, before the intake would end', () => {
    const { intake, categories } = policy;
    if (intake === null) return;
    expect(categories.map(({ category }) => category)).toContain(intake.fallbackCategory);
    expect(intake.answers).toBeGreaterThan(1);
    const since = moscow('2031-03-03 10:00');
    expect(since < later(since, intake.after) && later(since, intake.after) < later(since, intake.abandonedAfter)).toBe(
      true,
    );
  });

  test('ladders climb: each step is later than the one before, in exact time', () => {
    const since = moscow('2031-03-03 10:00');
    for (const { ladder } of Object.values(policy.queues)) {
      const at = ladder.map((step) => later(since, step.after));
      expect(at).toEqual([...new Set(at)].toSorted());
      expect(at.every((instant) => instant > since)).toBe(true);
    }
  });

  test('its hours are in its zone, a week long, and open some time', () => {
    expect(policy.workingHours.timeZone).toBe(program.timeZone);
    expect(policy.workingHours.week).toHaveLength(7);
    expect(nextOpening(policy.workingHours, moscow('2031-03-03 10:00'))).toBeDefined();
  });

  test('its policy survives the way into a workflow', () => {
    expect(JSON.parse(JSON.stringify(policy))).toEqual(policy);
  });
});

describe.each(programs.filter(({ roles }) => roles.length > 0))('$name in other languages', (program) => {
  const ids = {
    roles: program.roles.map(({ role }) => role),
    categories: (program.conversation?.categories ?? []).map(({ category }) => category),
    dispositions: (program.conversation?.dispositions ?? []).map(({ disposition }) => disposition),
  };

  test.each(Object.entries(program.labels))(
    '%s: everything has a name of its own, and nothing else has',
    (language, labels) => {
      for (const [kind, known] of Object.entries(ids)) {
        const names = labels[kind as keyof typeof ids] ?? {};
        expect(Object.keys(names).toSorted()).toEqual(known.toSorted());
        expect(new Set(Object.values(names).map((name) => name.trim())).size).toBe(known.length);
      }
    },
  );
});

describe('cdek', () => {
  const policy = thePolicy();

  test('CDEK-02 one director, two support managers, one senior, eleven KLO managers, each with an own login', () => {
    const people = demoPeople['cdek'] ?? [];
    const count = (role: string) => people.filter((person) => person.role === role).map(({ login }) => login);
    expect(count('director')).toEqual(['director']);
    expect(count('klo-senior')).toEqual(['klo-senior']);
    expect(count('support')).toEqual(['support-1', 'support-2']);
    expect(count('klo')).toEqual(Array.from({ length: 11 }, (_, index) => `klo-${index + 1}`));
    expect(people).toHaveLength(15);
  });

  test('CDEK-08 order to KLO, account and other to support, settlements to the director', () => {
    const routes = policy.categories.map(({ category, queue }) => [category, queue, policy.queues[queue]?.role]);
    expect(routes).toEqual([
      ['order', 'klo', 'klo'],
      ['settlements', 'settlements', 'director'],
      ['account', 'support', 'support'],
      ['other', 'support', 'support'],
    ]);
  });

  test('CDEK-12 the nine dispositions in the order of the document', () => {
    expect(policy.dispositions.map(({ disposition }) => disposition)).toEqual([
      'cod-reset',
      'waybill',
      'recipient-contacts',
      'delivery-mode',
      're-forward',
      'cargo-search',
      'tariff-advice',
      'delivery-documents',
      'other',
    ]);
    expect(policy.dispositions.at(-1)?.ownText).toBe(true);
  });

  test('CDEK-13 CDEK-16 only KLO escalates, and everybody’s customers are spoken to after thirty minutes', () => {
    const steps = Object.entries(policy.queues).map(([queue, { ladder }]) => [
      queue,
      ladder.map(({ kind, after }) => [kind, after]),
    ]);
    expect(Object.fromEntries(steps)).toEqual({
      klo: [
        ['escalate', 'PT10M'],
        ['say', 'PT30M'],
      ],
      support: [['say', 'PT30M']],
      settlements: [['say', 'PT30M']],
    });
  });

  test('CDEK-19 only the settlements queue has an absence, set by the director', () => {
    const set = Object.entries(policy.queues).map(([queue, { absenceReply }]) => [queue, absenceReply?.setBy ?? null]);
    expect(Object.fromEntries(set)).toEqual({ klo: null, support: null, settlements: 'director' });
  });

  test('CDEK-20 the director oversees everything, the senior KLO; other roles oversee nothing', () => {
    expect(policy.oversight).toEqual({ director: 'all', 'klo-senior': ['klo'] });
  });
});
