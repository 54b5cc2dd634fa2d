// Owns the verb "history:record": records the histories that the replay test runs.
import { join } from 'node:path';
import { root, runTool } from './stack/tool.ts';

process.exitCode = await runTool([join(root, 'test/replay/record.ts'), ...process.argv.slice(2)]);
