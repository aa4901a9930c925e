/**
 * Translates the rule ids in the stored flows of earlier versions, which named a check by section and row
 * (`8.8/3`). They are read as the current rule and never written back.
 */

const chains: Readonly<Record<string, string>> = { '8.7': 'AR', '8.8': 'SAML', '8.9': 'OIDC' };

/** The members of a stored flow that hold a rule: in a list of checks, a refusal, and a decision's trace. */
const holders: ReadonlySet<string> = new Set(['stoppedAt', 'check', 'rule']);

/** Returns `SAML-03` for `8.8/3`, and every other text as it is. @internal */
export function currentRuleId(id: string): string {
  if (id === '4.4') return 'E-80';
  const [, section = '', row = ''] = /^(8\.[789])\/(\d{1,2})$/.exec(id) ?? [];
  const chain = chains[section];
  return chain === undefined ? id : `${chain}-${row.padStart(2, '0')}`;
}

export function withCurrentRuleIds(kept: unknown): unknown {
  if (Array.isArray(kept)) return kept.map(withCurrentRuleIds);
  if (typeof kept !== 'object' || kept === null) return kept;
  return Object.fromEntries(
    Object.entries(kept).map(([name, value]) => [
      name,
      holders.has(name) && typeof value === 'string' ? currentRuleId(value) : withCurrentRuleIds(value),
    ]),
  );
}
