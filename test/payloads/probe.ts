// Test workflows that pass a value in every way that Temporal has. They are no cases.
import { ApplicationFailure } from '@temporalio/common';
import {
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  defineUpdate,
  executeChild,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  sleep,
  upsertMemo,
} from '@temporalio/workflow';

export type ProbeActivities = {
  /** Sends a heartbeat with the value, fails once with it, and then returns the value of the last heartbeat. */
  beat(value: string): Promise<string>;
  echo(value: string): Promise<string>;
};

export const told = defineSignal<[string]>('told');
export const asked = defineUpdate<string, [string]>('asked');
export const refused = defineUpdate<string, [string]>('refused');
export const seen = defineQuery<string[], [string]>('seen');
export const end = defineSignal<[how: 'return' | 'throw' | 'continue']>('end');

const { echo: local } = proxyLocalActivities<ProbeActivities>({ startToCloseTimeout: '10 seconds' });
const { beat, echo } = proxyActivities<ProbeActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '10 milliseconds', backoffCoefficient: 1 },
});

export async function probe(value: string): Promise<string> {
  const values = [value];
  let how: 'return' | 'throw' | 'continue' | null = null;
  setHandler(told, (given) => void values.push(given));
  setHandler(seen, (given) => [...values, given]);
  setHandler(end, (given) => void (how = given));
  setHandler(asked, async (given) => {
    values.push(await echo(given), await local(given));
    return `heard ${given}`;
  });
  setHandler(refused, (given) => given, {
    validator(given) {
      throw ApplicationFailure.create({ type: 'probe-no', message: `no to ${given}`, details: [given] });
    },
  });
  setCurrentDetails(`details: ${value}`);
  upsertMemo({ kept: value });
  values.push(await beat(value), await executeChild(child, { args: [value] }));
  await sleep('1 second', { summary: `slept over ${value}` });
  await condition(() => how !== null);
  if (how === 'throw') throw ApplicationFailure.nonRetryable(`failed with ${value}`, 'probe-failure', value);
  if (how === 'continue') await continueAsNew<typeof probe>(`${value} continue`);
  return values.join();
}

export async function child(value: string): Promise<string> {
  return `child of ${value}`;
}
