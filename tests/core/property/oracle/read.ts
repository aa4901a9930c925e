/**
 * The oracle's reader of a policy document: `JSON.parse` and nothing cleverer. The oracle exists to disagree
 * with the engine when the engine is wrong, so it shares no code with `src` (only the erased types of the
 * contract) and prefers the shape of the rules over speed.
 */

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export interface Statement {
  readonly index: number;
  readonly raw: Readonly<Record<string, Json>>;
  /** Variables are substituted only under `2012-10-17` (C-60). */
  readonly variables: boolean;
}

const isObject = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** E-08: a statement that lacks what its place demands, or tests what nobody knows, denies and never allows. */
export const closedBy = (statement: Statement): boolean => statement.raw['Effect'] === 'Deny';

/** G-12: wherever a list may stand, one bare value may stand too. */
export function listOf(value: Json | undefined): Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

export const textsOf = (value: Json | undefined): string[] =>
  listOf(value).map((item) => String(item as string));

export function recordOf(value: Json | undefined): Record<string, Json> {
  return isObject(value) ? value : {};
}

/** The statements of a document given as text or object; G-11: one statement may stand without its list. */
export function statementsOf(document: unknown): Statement[] {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  const parsed = recordOf(JSON.parse(text) as Json);
  const variables = parsed['Version'] === '2012-10-17';
  return listOf(parsed['Statement']).map((raw, index) => ({ index, raw: recordOf(raw), variables }));
}
