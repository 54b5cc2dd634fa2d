// How the tests run: TypeScript is transformed by swc and executed as ES modules (node --experimental-vm-modules).
/** @type {[string, unknown]} */
const swc = [
  '@swc/jest',
  { jsc: { parser: { syntax: 'typescript', tsx: true }, target: 'es2023' }, module: { type: 'es6' } },
];

/** @type {import('jest').Config} */
export default {
  testEnvironment: '<rootDir>/test/harness/file-environment.ts',
  // A file that takes longer is ended and fails. The whole run has its limit in bin/stack/jest.ts.
  testEnvironmentOptions: { limitSeconds: 600 },
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '\\.tsx?$': swc },
  globalSetup: '<rootDir>/test/harness/global-setup.ts',
  globalTeardown: '<rootDir>/test/harness/global-teardown.ts',
  setupFiles: ['<rootDir>/test/harness/property-seed.ts'],
  testTimeout: 120_000,
  maxWorkers: 2,
  // Never in jest's own process, not even a single file: what hangs there hangs the whole run.
  workerIdleMemoryLimit: '3GB',
  // A process that has run Temporal takes more than the usual half second to fold up.
  workerGracefulExitTimeout: 20_000,
};
