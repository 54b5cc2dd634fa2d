import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import type { Program } from '../../shared/wire.ts';
import { type Versioned, versionQuery } from './case-program.ts';
import { ProgramSession, useSession } from './session.tsx';

/** Reads everything below in the words, zone and money of the case's own program. */
export function InProgram({ of: { program: name, programVersion }, children }: { of: Versioned; children: ReactNode }) {
  const { programs } = useSession();
  const today = programs.find((one) => one.name === name);
  const isOther = today !== undefined && programVersion !== null && programVersion !== today.version;
  const kept = useQuery({ ...versionQuery({ program: name, programVersion }), enabled: isOther }).data;
  const program = useMemo(() => withWordsOf(today, kept), [today, kept]);
  return <ProgramSession program={program}>{children}</ProgramSession>;
}

/** Today's program, with the words of a case's own version for what it no longer has, and for the thing it was sold as. */
export function withWordsOf(today: Program | undefined, kept: Program | undefined): Program | undefined {
  if (today === undefined || kept === undefined) return today;
  return {
    ...today,
    productNames: kept.productNames,
    roles: both(today.roles, kept.roles, ({ role }) => role),
    categories: both(today.categories, kept.categories, ({ category }) => category),
    dispositions: both(today.dispositions, kept.dispositions, ({ disposition }) => disposition),
    queues: both(today.queues, kept.queues, ({ queue }) => queue),
    ticketTypes: both(today.ticketTypes, kept.ticketTypes, ({ type }) => type),
    ticketResults: both(today.ticketResults, kept.ticketResults, ({ result }) => result),
    ticketFields: both(today.ticketFields, kept.ticketFields, ({ field }) => field),
    ticketChoices: both(today.ticketChoices, kept.ticketChoices, ({ choice }) => choice),
    tasks: both(today.tasks, kept.tasks, ({ task }) => task),
    rules: both(today.rules, kept.rules, ({ rule }) => rule),
    methods: both(today.methods, kept.methods, ({ method }) => method),
    notices: both(today.notices, kept.notices, ({ notice }) => notice),
    offers: both(today.offers, kept.offers, ({ offer }) => offer),
    smsTexts: both(today.smsTexts, kept.smsTexts, ({ text }) => text),
    numbers: both(today.numbers, kept.numbers, ({ number }) => number),
    questions: both(today.questions, kept.questions, ({ question }) => question),
  };
}

function both<One>(newest: readonly One[], kept: readonly One[], idOf: (one: One) => string): One[] {
  const known = new Set(newest.map(idOf));
  return [...newest, ...kept.filter((one) => !known.has(idOf(one)))];
}
