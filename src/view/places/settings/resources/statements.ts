/** Reads a function's policy as rows. Its service wrote the statements, each with a Sid and one principal. */

export interface StatementRow {
  readonly sid: string;
  readonly who: string;
}

export function parsePolicyStatements(policy: string | undefined): StatementRow[] {
  if (policy === undefined) return [];
  let document: { Statement?: unknown };
  try {
    document = JSON.parse(policy) as { Statement?: unknown };
  } catch {
    return [];
  }
  return [document.Statement ?? []].flat().map((statement, at) => {
    const { Sid, Principal } = statement as { Sid?: string; Principal?: unknown };
    return { sid: Sid ?? `statement ${at + 1}`, who: whoOf(Principal) };
  });
}

function whoOf(principal: unknown): string {
  if (typeof principal === 'string') return principal === '*' ? 'everybody' : principal;
  return Object.values((principal ?? {}) as Record<string, unknown>)
    .flat()
    .join(', ');
}
