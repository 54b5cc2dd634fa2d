/** The role of a person who may change the rules of one program. Every program has it. */
export const PROGRAM_OWNER = 'program-owner';
