// The system and the callers for tests of packages. Importing it starts the system before the suite's first test, on
// Monday, and stops it after the last.
import { afterAll, beforeAll } from '@jest/globals';
import { type Caller, type Careline, startCareline } from '../../harness/careline.ts';
import { MONDAY } from '../../harness/packages.ts';

export let careline: Careline;
export let care: Caller;
export let success: Caller;
export let lead: Caller;
export let ops: Caller;
export let finance: Caller;
export let secondFinance: Caller;

beforeAll(async () => {
  careline = await startCareline(MONDAY);
  care = await careline.staff('cc-1');
  success = await careline.staff('cs-1');
  lead = await careline.staff('cs-lead');
  ops = await careline.staff('ops-1');
  finance = await careline.staff('finance-1');
  secondFinance = await careline.staff('finance-2');
});

afterAll(() => careline.stop());
