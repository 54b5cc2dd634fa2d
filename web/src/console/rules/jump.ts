/** The line of a file that the editor shows; `count` makes the same line a new wish. */
export type Jump = { file: string; line: number; count: number };
