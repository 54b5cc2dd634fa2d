import { join } from 'node:path';
import { root, runTool } from './stack/tool.ts';

const lint = await runTool([
  join(root, 'node_modules/oxlint/bin/oxlint'),
  '--type-aware',
  '--fix',
  ...process.argv.slice(2),
]);
const format = await runTool([join(root, 'node_modules/oxfmt/bin/oxfmt'), ...process.argv.slice(2)]);
process.exitCode = lint || format;
