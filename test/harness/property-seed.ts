// Owns the seed of property tests: chance explores on a developer's machine, CI repeats what was seen to pass.
import fc from 'fast-check';

if (process.env['CI'] !== undefined) fc.configureGlobal({ seed: 20_261_122 });
