// Owns the mutants of activities/ and db/write that no test can notice, each with the reason.
import type { Equivalent } from './equivalents.ts';

export const ofActivities: readonly Equivalent[] = [
  {
    file: 'activities/adapters-payment.ts',
    line: 'const login = loginTimeoutMs === undefined ? {} : { loginTimeoutMs };',
    becomes: 'false',
    because: 'a time that is undefined is as one that is not given',
  },
  {
    file: 'activities/adapters-payment.ts',
    line: 'return paymobClient({ apiKey, ...(baseUrl === undefined ? {} : { baseUrl }), ...login });',
    becomes: 'false',
    because: 'an address that is undefined is as one that is not given',
  },
  {
    file: 'activities/adapters-payment.ts',
    line: 'const at = baseUrl === undefined ? {} : { baseUrl };',
    becomes: 'false',
    because: 'an address that is undefined is as one that is not given',
  },
  {
    file: 'activities/adapters.ts',
    line: '...(baseUrl === undefined ? {} : { baseUrl }),',
    becomes: 'false',
    because: 'an address that is undefined is as one that is not given',
  },
  {
    file: 'activities/effect-call.ts',
    line: '} catch {',
    becomes: '{}',
    because: 'undefined is what the block answers with',
  },
];
