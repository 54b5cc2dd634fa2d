// Print-on-demand retail support. Its processes are not built yet, so it has no policy.
import type { Program } from '../../domain/program.ts';

export const pod: Program = {
  name: 'pod',
  title: 'Print-on-demand support',
  timeZone: 'America/New_York',
  country: 'US',
  locale: 'en',
  roles: [],
  texts: {},
};
