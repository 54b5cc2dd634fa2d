// Owns the shape of what people were told of a case and what is still so. Refuses to know any process.

/**
 * Entries of these kinds stay, for people who were told by one of these roles, for this person, or for everybody when
 * neither is given. What none says is withdrawn.
 */
export type StillTold = { kinds: readonly string[]; roles?: readonly string[]; login?: string };
