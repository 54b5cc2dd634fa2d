// Owns the verb "rehearse": plays scenario files with skipped time.
import { join } from 'node:path';
import { root, runTool } from './stack/tool.ts';

process.exitCode = await runTool([join(root, 'rehearsals/rehearse.ts'), ...process.argv.slice(2)]);
