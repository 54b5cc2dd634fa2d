// Owns the verb "bench": measures the goals of speed.
import { join } from 'node:path';
import { root, runTool } from './stack/tool.ts';

process.exitCode = await runTool([join(root, 'bench/bench.ts'), ...process.argv.slice(2)]);
