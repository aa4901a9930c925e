/** Adds statements to the JSON of a policy, and puts others in the place of one. The rest of the text stays. */

export type StatementJson = Readonly<Record<string, unknown>>;

const fresh = { Version: '2012-10-17' } as const;

/** Returns the document with one more statement at its end; absent: a new one. */
export function withStatement(document: string | undefined, statement: StatementJson): string {
  if (document === undefined) return JSON.stringify({ ...fresh, Statement: [statement] }, null, 2);
  const policy = read(document);
  return written(document, { ...policy, Statement: [...policy.Statement, statement] });
}

/** Returns the document without these statements; `undefined` when none is left. `instead`: stand in their place. */
export function withoutStatements(
  document: string,
  instead: ReadonlyMap<number, readonly StatementJson[]>,
): string | undefined {
  const policy = read(document);
  const left = policy.Statement.flatMap((one, at) => instead.get(at) ?? [one]);
  return left.length === 0 ? undefined : written(document, { ...policy, Statement: left });
}

export const statementsInDocument = (document: string | undefined): readonly StatementJson[] =>
  document === undefined ? [] : read(document).Statement;

export const withStatements = (document: string, statements: readonly StatementJson[]): string =>
  written(document, { ...read(document), Statement: statements });

export const statementAt = (document: string, at: number): StatementJson | undefined =>
  read(document).Statement[at];

export const listedTexts = (value: unknown): string[] =>
  value === undefined ? [] : ([value].flat() as string[]);

export const pretty = (statements: readonly StatementJson[]): string =>
  statements.map((one) => JSON.stringify(one, null, 2)).join(',\n');

function read(document: string): { readonly Statement: readonly StatementJson[] } {
  const policy = JSON.parse(document) as { readonly Statement?: StatementJson | readonly StatementJson[] };
  return { ...policy, Statement: [policy.Statement ?? []].flat() };
}

/** A text on one line stays on one: white space counts in control policies (PT-9). */
const written = (before: string, policy: object): string =>
  JSON.stringify(policy, null, /\n([ \t]+)"/.exec(before)?.[1]);

/** Returns a name that is not taken, made from a wish: `Allow-s3-GetObject-2`. */
export function freeStatementName(wish: string, taken: ReadonlySet<string>): string {
  const base = wish.replaceAll(/[^\w+=,.@-]/g, '-').slice(0, 120);
  let name = base;
  for (let count = 2; taken.has(name); count += 1) name = `${base}-${count}`;
  return name;
}
