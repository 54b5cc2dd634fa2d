// Rules for every process in the registry, so for future ones too.
import { describe, expect, test } from '@jest/globals';
import { differs } from '../../domain/found.ts';
import { type AnyProcess, isAtItsEnd } from '../../domain/process.ts';
import { processes, processNamed } from '../../domain/processes.ts';
import type { PlannedStep, Todo } from '../../domain/timetable.ts';
import * as workflows from '../../workflows/index.ts';

const each = processes.map((process): [string, AnyProcess] => [process.name, process]);
const leaving = { by: { login: 'klo-1', roles: [] }, because: 'left', how: 'roles' } as const;

test('there is a workflow for each process, exported by its name, and no other', () => {
  expect(Object.keys(workflows).toSorted()).toEqual(processes.map(({ name }) => name).toSorted());
});

test('a process is found by its name; another name is an error', () => {
  for (const process of processes) expect(processNamed(process.name)).toBe(process);
  expect(() => processNamed('nothing')).toThrow('there is no process nothing');
});

describe.each(each)('%s', (_, process) => {
  test('each command, fact and look has a message of its own', () => {
    const watched = process.watched === undefined ? [] : [process.watched.signal];
    const messages = [...Object.values(process.commands), ...Object.keys(process.facts), ...watched, 'timetable'];
    expect(new Set(messages).size).toBe(messages.length);
    expect(messages.filter((name) => !/^[a-z][A-Za-z]+$/.test(name))).toEqual([]);
  });

  test('who leaves gives their work back by a command that the process has, in their own name', () => {
    const command = process.holding.giveBack('a-ticket', leaving);
    expect(Object.keys(process.commands)).toContain(command.kind);
    expect(command.by).toEqual(leaving.by);
    expect(JSON.stringify(command)).toContain('"because":"left"');
  });
});

test('a case is found differently as soon as one thing is different by which it is found', () => {
  const found = { stage: 'waiting', queue: 'klo', assignee: null, overdue: false };
  expect(differs(found, { ...found })).toBe(false);
  const changes = [{ stage: 'assigned' }, { queue: 'support' }, { assignee: 'klo-1' }, { overdue: true }];
  for (const change of changes) expect(differs(found, { ...found, ...change })).toBe(true);
});

test('a case is at its end when time, people and the outside have nothing left to do', () => {
  const step = { at: '2031-03-03T08:00:00.000Z', what: 'step', rule: null };
  const task = { what: 'task', by: 'klo-1', dueAt: null, overdue: false, rule: null, subject: null };
  const at = { version: 1, movedAt: step.at };
  const ends = (steps: PlannedStep[], tasks: Todo[], awaited?: boolean) => {
    const parts = { ...processNamed('ticket'), timetable: () => steps, todo: () => tasks };
    return isAtItsEnd(awaited === undefined ? parts : { ...parts, awaitsOutcome: () => awaited }, {}, at);
  };
  expect([ends([], []), ends([], [], false)]).toEqual([true, true]);
  expect([ends([step], []), ends([], [task]), ends([], [], true)]).toEqual([false, false, false]);
});
