/**
 * Reads from a trust policy's JSON the principals that it names. The World's `trustedBy` index needs only the
 * names; src/core/authz decides whether a statement really lets one in.
 */
export interface NamedPrincipal {
  readonly type: 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';
  readonly value: string;
}

const list = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

/** Returns `namedPrincipals` and those in a `NotPrincipal`: all whose ids a resource policy stores (G-52). */
export const allNamedPrincipals = (document: string): NamedPrincipal[] => [
  ...namedPrincipals(document),
  ...namedPrincipals(document, 'NotPrincipal'),
];

/** Returns the principals in every `Principal` of the document; empty when the text is no policy. */
export function namedPrincipals(
  document: string,
  element: 'Principal' | 'NotPrincipal' = 'Principal',
): NamedPrincipal[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(document);
  } catch {
    return [];
  }
  const statements = list((parsed as { Statement?: unknown } | null)?.Statement);
  return statements.flatMap((statement) => {
    const principal = (statement as Readonly<Record<string, unknown>> | null)?.[element];
    if (typeof principal === 'string') return [{ type: 'AWS', value: principal } as const];
    if (typeof principal !== 'object' || principal === null) return [];
    return (['AWS', 'Service', 'Federated', 'CanonicalUser'] as const).flatMap((type) =>
      list((principal as Record<string, unknown>)[type])
        .filter((value) => typeof value === 'string')
        .map((value) => ({ type, value })),
    );
  });
}
