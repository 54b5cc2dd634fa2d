import { fill, FillError } from './fill.ts';
import type { Json } from './json.ts';
import type { Mismatch } from './partial-match.ts';
import type { Scenario, Step } from './scenario.ts';
import type { Schedule, ScheduledStep } from './schedule.ts';
import { savedFrom } from './saved.ts';
import { type Exchange, Sender, StepFileError } from './sender.ts';
import { SignInError } from './staff-book.ts';
import { type RehearsedSystem, SystemError } from './system.ts';
import { Timeline, type TimelineLine } from './timeline.ts';
import { verdict } from './verdict.ts';

/** A step with an unexpected answer. */
export type Failure = { step: number; line: number; at: Date; request: string; mismatches: readonly Mismatch[] };

/** The result of playing one scenario. `ended` says why it stopped early, otherwise null. */
export type Playback = {
  timeline: readonly TimelineLine[];
  failures: readonly Failure[];
  played: number;
  ended: string | null;
};

/**
 * Plays every step. It continues after a failed expectation, so that one run shows them all; a failure of the system
 * ends it.
 */
export async function play(scenario: Scenario, schedule: Schedule, system: RehearsedSystem): Promise<Playback> {
  const player = new Player(scenario, system);
  let played = 0;
  let ended: string | null = null;
  await player.prepare();
  for (const scheduled of schedule.steps) {
    try {
      await player.play(scheduled);
      played += 1;
    } catch (error) {
      if (!(error instanceof SystemError)) throw error;
      ended = `${scenario.file}:${scheduled.step.line}, step ${scheduled.step.number}: ${error.message}`;
      break;
    }
  }
  return { timeline: player.timeline.lines, failures: player.failures, played, ended };
}

class Player {
  readonly timeline = new Timeline();
  readonly failures: Failure[] = [];
  readonly #system: RehearsedSystem;
  readonly #sender: Sender;
  readonly #names = new Map<string, Json>();
  readonly #steps: readonly Step[];

  constructor(scenario: Scenario, system: RehearsedSystem) {
    this.#steps = scenario.steps;
    this.#system = system;
    this.#sender = new Sender(system, scenario.path);
  }

  prepare(): Promise<void> {
    return this.#sender.signInAhead(this.#steps);
  }

  async play({ step, at }: ScheduledStep): Promise<void> {
    await this.#system.advanceTo(at, () => this.#look());
    await this.#look();
    const played = await this.#attempt(step);
    await this.#system.settle();
    const now = await this.#system.now();
    const request = `${step.method} ${played.exchange?.request.path ?? step.path}`;
    const { mismatches } = played;
    this.timeline.addStep({
      kind: 'step',
      at: now,
      caseId: null,
      step: step.number,
      who: played.exchange?.as ?? step.as ?? 'anonymous',
      what: request,
      status: played.exchange?.answer.status ?? null,
      failures: mismatches,
    });
    if (mismatches.length > 0) this.failures.push({ step: step.number, line: step.line, at: now, request, mismatches });
    await this.#look();
  }

  async #look(): Promise<void> {
    this.timeline.add(await this.#system.happenings(), await this.#system.now());
  }

  /** Sends the step, saves values and judges the answer. A step that cannot be sent is a failure too. */
  async #attempt(step: Step): Promise<{ exchange: Exchange | null; mismatches: Mismatch[] }> {
    let exchange: Exchange | null = null;
    try {
      exchange = await this.#sender.send(step, this.#names);
      const { answer } = exchange;
      const { values, missing } = savedFrom(answer.body, fill(step.save, this.#names) as Record<string, string>);
      // In the step's own expectations a name keeps its earlier value, if it had one.
      const mismatches = verdict(step.expect, new Map([...values, ...this.#names]), answer);
      for (const [name, value] of values) this.#names.set(name, value);
      return { exchange, mismatches: [...mismatches, ...missing] };
    } catch (error) {
      if (!(error instanceof FillError || error instanceof SignInError || error instanceof StepFileError)) throw error;
      return { exchange, mismatches: [{ place: 'request', expected: 'to be sent', actual: error.message }] };
    }
  }
}
