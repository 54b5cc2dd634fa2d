// Veterinary chat centre. Its processes are not built yet, so it has no policy.
import type { Program } from '../../domain/program.ts';

export const vet: Program = {
  name: 'vet',
  title: 'Veterinary chat',
  timeZone: 'America/New_York',
  country: 'US',
  locale: 'en',
  roles: [],
  texts: {},
};
