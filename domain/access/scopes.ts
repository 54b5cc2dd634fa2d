// Who may read a case, in two pure halves: a case's scopes and a person's keys. A key opens every case with that scope.

/**
 * What a case says about itself, such as `queue:klo`. It holds no roles of a program's rules: rules that change tomorrow
 * apply to old cases too.
 */
export type Scope = string;

/** The scope of every case that is open to those who oversee its program. */
export const WHOLE_PROGRAM: Scope = 'program';

/**
 * How much of a case a person sees. `refusal` shows nothing but why it is too late to take it (CDEK-20): the case is in
 * no list and gives 404.
 */
export type Sight = 'all' | 'header' | 'refusal';

const SIGHTS: Readonly<Record<string, Sight>> = { addressed: 'header', 'was-addressed': 'refusal' };

/** `addressed` of `addressed:klo`. */
export function kindOf(scope: Scope): string {
  return scope.split(':', 1)[0] ?? scope;
}

/** True for a key that opens most cases of a program, also old ones, and not only those of one person or role. */
export function isWide(key: Scope): boolean {
  return ['program', 'abandoned', 'queue'].includes(kindOf(key));
}

export function sightOf(scope: Scope): Sight {
  return SIGHTS[kindOf(scope)] ?? 'all';
}

/** The scopes of a case that a person's keys open. */
export function opened(scopes: readonly Scope[], keys: readonly Scope[]): Scope[] {
  return scopes.filter((scope) => keys.includes(scope));
}

/** True when one of the keys opens the case for reading. */
export function isReadable(scopes: readonly Scope[], keys: readonly Scope[]): boolean {
  return opened(scopes, keys).some((scope) => sightOf(scope) !== 'refusal');
}
