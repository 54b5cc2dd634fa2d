/** What no part has: what composes a process, which tests start as a program, out of a mutant's reach; and what is types alone. */
export const unmeasured = [
  'worker/{build-bundle,bundle,main,programs,search-attributes,worker}.ts',
  'domain/document/*.ts',
  'activities/effects/adapter.ts',
  'activities/records/case-store.ts',
  'domain/effect.ts',
  'domain/access/{refusals,verdict}.ts',
];
