// Owns the seed of property tests: chance explores on a developer's machine, CI repeats what was seen to pass.
import fc from 'fast-check';

const seed = 20_261_122;

// A mutant has one answer only where nothing is left to chance, and a counterexample needs no shrinking to be one.
if (process.env['CARELINE_MUTATION'] !== undefined) fc.configureGlobal({ seed, endOnFailure: true });
else if (process.env['CI'] !== undefined) fc.configureGlobal({ seed });
