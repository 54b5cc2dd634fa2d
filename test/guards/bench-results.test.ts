// `npm run bench` writes its results as the formatter does, so that the format check stays green after it.
import { expect, test } from '@jest/globals';
import { resultsText } from '../../bench/shared/table.ts';

test('a short list in the results of the benches is one line, as the formatter has it', () => {
  expect(resultsText({ 'a-bench': { load: [1, 2.5, 3] } })).toBe(
    '{\n  "a-bench": {\n    "load": [1, 2.5, 3]\n  }\n}\n',
  );
});
