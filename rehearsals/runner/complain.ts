import type { SourcePath } from './yaml-source.ts';

/** Notes a mistake of a step, at the line of one of its parts. */
export type Complain = (path: SourcePath, problem: string) => void;
