// Blanks, control and format characters, fillers, U+2800 and combining marks show nothing readable when they are alone.
const READABLE = /[^\p{Z}\p{C}\p{M}\p{Default_Ignorable_Code_Point}\s\u2800]/u;

/** True for a name with something readable; combining marks without a letter do not count. */
export function isReadableName(name: string): boolean {
  return READABLE.test(name);
}
