/**
 * Reads from a trust policy's JSON the principals that it names. The World's `trustedBy` index needs only the
 * names; src/core/authz decides whether a statement really lets one in.
 */

export interface TrustedPrincipal {
  readonly type: 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';
  readonly value: string;
}

const list = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Returns `namedPrincipals` and those in a `NotPrincipal`: all whose ids a resource policy stores (G-52). */
export const allNamedPrincipals = (document: string): TrustedPrincipal[] => [
  ...namedPrincipals(document),
  ...namedPrincipals(document, 'NotPrincipal'),
];

/** The principals in every `Principal` of the document; empty where the text is no policy. */
export const namedPrincipals = (
  document: string,
  element: 'Principal' | 'NotPrincipal' = 'Principal',
): TrustedPrincipal[] => statementsIn(document).flatMap((statement) => principalsIn(statement[element]));

/** Returns the statements of a policy text as they stand in its JSON; none when the text is no policy. */
export function statementsIn(document: string): Readonly<Record<string, unknown>>[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(document);
  } catch {
    return [];
  }
  return list((parsed as { Statement?: unknown } | null)?.Statement).filter(isObject);
}

export function principalsIn(value: unknown): TrustedPrincipal[] {
  if (typeof value === 'string') return [{ type: 'AWS', value }];
  if (!isObject(value)) return [];
  return (['AWS', 'Service', 'Federated', 'CanonicalUser'] as const).flatMap((type) =>
    stringsIn(value[type]).map((text) => ({ type, value: text })),
  );
}

export const stringsIn = (value: unknown): string[] => list(value).filter((part) => typeof part === 'string');
