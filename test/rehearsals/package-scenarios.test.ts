import { describe } from '@jest/globals';
import { PACKAGES, playing } from './playing.ts';

describe('the scenario files of packages', () => {
  playing((name) => name.startsWith(PACKAGES), 20);
});
