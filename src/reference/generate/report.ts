/** Says what a renewal changes: names that came, names that went, and names whose version is another. */

/** Kind of name, like `operations` → each name, with its version where it has one. */
export type KnownNames = Readonly<Record<string, ReadonlyMap<string, string>>>;

/** A line of the report names so many at most. */
const mostNamesPerLine = 60;

export function changesOf(before: KnownNames, after: KnownNames): readonly string[] {
  return Object.entries(after).flatMap(([kind, now]) => {
    const then = before[kind] ?? new Map<string, string>();
    const added = [...now.keys()].filter((name) => !then.has(name));
    const removed = [...then.keys()].filter((name) => !now.has(name));
    const changed = [...now].flatMap(([name, version]) => {
      const old = then.get(name);
      return old === undefined || old === version ? [] : [`${name} (${old} to ${version})`];
    });
    const lines = [line('added', added), line('removed', removed), line('changed', changed)].flat();
    return [`${kind}: ${now.size}${lines.length === 0 ? ', as before' : ''}`, ...lines];
  });
}

function line(what: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const rest = names.length > mostNamesPerLine ? ` and ${names.length - mostNamesPerLine} more` : '';
  return [`  ${names.length} ${what}: ${names.slice(0, mostNamesPerLine).join(', ')}${rest}`];
}
