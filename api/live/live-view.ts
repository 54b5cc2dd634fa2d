import type { LiveEventRecord } from '../../db/read/live-events.ts';
import { REPLAY_EVENT } from '../../db/write/replays.ts';
import { type Actor, staffIn } from '../../domain/access/actor.ts';
import { mayChangeProgram } from '../../domain/access/program-access.ts';
import { conversation } from '../../domain/conversation/process.ts';
import { findProcess } from '../../domain/processes.ts';
import { findProgram } from '../../programs/index.ts';
import { isOpenTo } from '../cases/scope.ts';
import { conversationLine, messageLine } from '../routes/conversations/live-lines.ts';
import { aboutCase } from '../views/about-case.ts';
import type { LineFor, LiveLine } from './live-line.ts';

/** The lines that are not about a case alone, and those of the process that sends more than a case's id. */
const lines: ReadonlyMap<string, LineFor> = new Map([
  ['notification', notificationLine],
  ['withdrawn', toldLine],
  ['taken', toldLine],
  ['message', messageLine],
  [REPLAY_EVENT, replayLine],
  [conversation.name, conversationLine],
]);

/** By the access rules of the lists. */
export const liveLineFor: LineFor = (actor, event, now) => (lines.get(event.kind) ?? caseLine)(actor, event, now);

function notificationLine(actor: Actor, { notification }: LiveEventRecord): LiveLine | null {
  if (notification === null || actor.kind !== 'staff' || actor.login !== notification.login) return null;
  const { login: _, ...data } = notification;
  return { event: 'notification', data: { ...data, ...aboutCase(notification) } };
}

// Told to the people who are named or who hold one of the roles now, except the person who did it.
function toldLine(actor: Actor, { kind, told, program, caseId }: LiveEventRecord): LiveLine | null {
  if (told?.process === undefined || actor.kind !== 'staff') return null;
  const { process, logins = [], roles = [], login, except, details } = told;
  const held = staffIn(actor, program).roles;
  const isTold = logins.includes(actor.login) || login === actor.login || held.some((role) => roles.includes(role));
  if (!isTold || actor.login === except) return null;
  const about = { program, ...aboutCase({ process, caseId }) };
  return { event: kind, data: kind === 'taken' ? { kind, ...about, details: details ?? null } : about };
}

// Told to those who may change the program's rules. Its case id is the replay's.
function replayLine(actor: Actor, { kind, told, program, caseId: id }: LiveEventRecord): LiveLine | null {
  if (actor.kind !== 'staff' || !mayChangeProgram(actor, program)) return null;
  return { event: kind, data: { id, program, ...told?.details } };
}

// A case that was removed after its time has no scopes any more: those who could read it are told.
function caseLine(actor: Actor, { kind, program: name, caseId, scopes, before }: LiveEventRecord): LiveLine | null {
  const [process, program] = [findProcess(kind), findProgram(name)];
  // The log may hold events of a newer version of Careline, which knows more processes and programs.
  if (process === undefined || program === undefined || actor.kind !== 'staff') return null;
  return isOpenTo(actor, program, process, [...scopes, ...(before ?? [])])
    ? { event: kind, data: { id: caseId } }
    : null;
}
