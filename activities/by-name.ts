/** Looks one up by its name. `what` begins the error's sentence. @throws Error for a name without one */
export function byName<One>(what: string, known: readonly One[], nameOf: (one: One) => string): (name: string) => One {
  const named = new Map(known.map((one) => [nameOf(one), one]));
  return (name) => {
    const found = named.get(name);
    if (found === undefined) throw new Error(`no ${what} ${name}`);
    return found;
  };
}
