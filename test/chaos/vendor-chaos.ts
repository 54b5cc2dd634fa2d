// Hundreds of effects under each fault, through the real adapters. The number of acceptances is counted.
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from '../../bin/stack/postgres.ts';
import { root } from '../../bin/stack/tool.ts';
import { kinds, underFault, vendorFaults, wrongWith } from '../harness/vendors/package-effects.ts';
import { openVendorSystem, type VendorSystem } from '../harness/vendors/vendor-system.ts';

export type VendorChaosPlan = {
  /** The number of effects for each fault, all kinds in turn. */
  effects: number;
  /** The number of systems at work at once, each with its own vendors. */
  systems: number;
  /** False sends without asking first, which must be found. */
  guard: boolean;
};

export type VendorChaosReport = { performed: number; done: number; unknown: number; violations: string[] };

type Trial = { kind: string; fault: (typeof vendorFaults)[number] };

/** Starts a PostgreSQL and the systems, and lets every effect meet its fault. Always stops what it started. */
export async function runVendorChaos(plan: VendorChaosPlan): Promise<VendorChaosReport> {
  const parent = join(root, '.careline', 'test');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, `run-${process.pid}-`));
  chmodSync(folder, 0o711);
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), durable: false });
  process.env['CARELINE_TEST_POSTGRES'] = postgres.url('postgres');
  try {
    return await inSystems(plan);
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function inSystems({ effects, systems, guard }: VendorChaosPlan): Promise<VendorChaosReport> {
  const names = Object.keys(kinds);
  const trials = vendorFaults.flatMap((fault) =>
    Array.from({ length: effects }, (_, place): Trial => ({ fault, kind: names[place % names.length] ?? '' })),
  );
  const report: VendorChaosReport = { performed: 0, done: 0, unknown: 0, violations: [] };
  const work = async () => {
    const system = await openVendorSystem();
    try {
      for (let next = trials.pop(); next !== undefined; next = trials.pop()) await attempt(system, next, guard, report);
    } finally {
      await system.close();
    }
  };
  await Promise.all(Array.from({ length: systems }, work));
  return report;
}

async function attempt(
  system: VendorSystem,
  { kind, fault }: Trial,
  guard: boolean,
  report: VendorChaosReport,
): Promise<void> {
  const subject = kinds[kind];
  if (subject === undefined) throw new Error(`there is no kind ${kind}`);
  const ending = await underFault(system, subject, fault, guard);
  report.performed += 1;
  if (ending.status === 'done') report.done += 1;
  if (ending.status === 'unknown') report.unknown += 1;
  const wrong = wrongWith(ending);
  if (wrong !== null) report.violations.push(`${kind}, ${fault}: ${wrong}`);
}

/** The figures first, the violations last: each kind once, with its number. */
export function vendorReportText({ performed, done, unknown, violations }: VendorChaosReport): string {
  const figures = `outside systems: ${performed} effects under faults, ${done} done once, ${unknown} unknown and shown`;
  if (violations.length === 0) return `${figures}\nviolations: none`;
  const counted = Object.entries(Object.groupBy(violations, (violation) => violation));
  const lines = counted.map(([violation, all = []]) => `  - ${all.length} × ${violation}`);
  return [figures, `violations: ${violations.length}`, ...lines].join('\n');
}
