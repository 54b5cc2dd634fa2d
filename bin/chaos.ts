// Owns the verb "chaos": kills what runs while conversations wait, and counts.
import { join } from 'node:path';
import { root, runTool } from './stack/tool.ts';

process.exitCode = await runTool([join(root, 'test/chaos/chaos.ts'), ...process.argv.slice(2)]);
