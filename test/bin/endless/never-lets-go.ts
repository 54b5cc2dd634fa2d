/** @jest-environment-options {"limitSeconds": 10} */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { test } from '@jest/globals';

test('a loop that never ends, with a child beside it', () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], { stdio: 'ignore' });
  writeFileSync(process.env['ENDLESS_CHILD'] ?? '/dev/null', String(child.pid));
  for (;;);
});
