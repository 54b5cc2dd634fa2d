// Owns what counts as the name of a person, read alike by server and console. Refuses to change one.

// Blanks, control and format characters, fillers, U+2800 and combining marks: alone, none of them can be read.
const READABLE = /[^\p{Z}\p{C}\p{M}\p{Default_Ignorable_Code_Point}\s\u2800]/u;

/** True for a name in which something can be read; combining marks without a letter are none. */
export function isReadableName(name: string): boolean {
  return READABLE.test(name);
}
