// The order of names with numbers in them: klo-2 comes before klo-10.

const collator = new Intl.Collator(undefined, { numeric: true });

export function inNaturalOrder<Item>(items: readonly Item[], name: (item: Item) => string): Item[] {
  return items.toSorted((one, other) => collator.compare(name(one), name(other)));
}
