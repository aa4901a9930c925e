/** The account that a policy belongs to, where the options or the document's own ARNs tell it. */

import type { Subject } from '../finding.ts';

const accountOfArn = /^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(\d{12}):/;

/**
 * Returns the account of the resource, or of a trust policy's role; `undefined` when nothing tells it. A provider of IAM
 * stands in the account of the roles that trust it.
 */
export function knownAccount({ account, kind, policy }: Subject): string | undefined {
  if (account !== undefined) return account;
  const arns = policy.statements.flatMap(({ resource, principal }) =>
    kind === 'trust'
      ? (principal?.entries.flatMap(({ type, value }) => (type === 'Federated' ? [value] : [])) ?? [])
      : (resource?.items.map(({ value }) => value) ?? []),
  );
  const found = new Set(arns.flatMap((arn) => accountOfArn.exec(arn)?.[1] ?? []));
  return found.size === 1 ? [...found][0] : undefined;
}
