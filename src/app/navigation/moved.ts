/**
 * Leads addresses of earlier versions on to where their page is now, with the rest of the address and its query. Links,
 * bookmarks and files of scenarios hold such addresses, so no line here may ever go.
 */

const moved: readonly (readonly [from: string, to: string])[] = [
  ['rules', 'help/rules'],
  ['settings/words', 'help/words'],
  ['settings/about', 'help/about'],
  ['settings/password-policy', 'identities/password-policy'],
  ['settings/security', 'identities/reports/security'],
  ['settings/report', 'identities/reports/credential-report'],
  ['settings/review', 'identities/reports/review'],
  ['workspaces/lesson', 'learn/lesson'],
  ['workspaces?tab=scenarios', 'learn/scenarios'],
];

/** Returns the address of today for `#/rules/E-05`; `undefined` for one that is not of an earlier version. */
export function movedHash(hash: string): string | undefined {
  for (const [from, to] of moved) {
    const rest = hash.startsWith(`#/${from}`) ? hash.slice(from.length + 2) : undefined;
    if (rest !== undefined && /^(?:[/?]|$)/.test(rest)) return `#/${to}${rest}`;
  }
  return undefined;
}
