/** `line` is the line of code with the mutant, `becomes` is StrykerJS's replacement for its part. */
export type Equivalent = { file: string; line: string; becomes: string; because: string };
