/** A name and the id behind it; a thing without a name is shown by its id alone. */
export function NamedId({ name, id }: { name: string; id: string }) {
  const code = <code dir="ltr">{id}</code>;
  if (name === id) return code;
  return (
    <>
      <bdi>{name}</bdi> {code}
    </>
  );
}
