// Property tests use random seeds on a developer's machine. CI repeats a seed that is known to pass.
import fc from 'fast-check';

const seed = 20_261_122;

// A mutant needs one fixed answer, so nothing is random here, and a counterexample need not be shrunk.
if (process.env['CARELINE_MUTATION'] !== undefined) fc.configureGlobal({ seed, endOnFailure: true });
else if (process.env['CI'] !== undefined) fc.configureGlobal({ seed });
