/** What a project is called among others: those that are called alike, as two sites may have them, with their keys. */
export function nameAmong(
  projects: readonly { readonly value: string; readonly name?: string | undefined }[],
): (key: string) => string {
  const alike = Map.groupBy(projects, ({ name }) => name);
  const names = new Map(projects.map(({ value, name }) => [value, name]));
  return (key) => {
    const name = names.get(key);
    if (name === undefined) return key;
    return (alike.get(name)?.length ?? 0) > 1 ? `${key} ${name}` : name;
  };
}
