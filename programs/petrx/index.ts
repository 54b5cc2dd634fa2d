// Pet-pharmacy prescriptions and call quality. Its processes are not built yet, so it has no policy.
import type { Program } from '../../domain/program.ts';

export const petrx: Program = {
  name: 'petrx',
  title: 'Pet pharmacy calls',
  timeZone: 'America/New_York',
  country: 'US',
  locale: 'en',
  roles: [],
  texts: {},
};
