/** Returns the AWS managed policies that the scenario attaches but does not hold. */

import type { Scenario } from '../scenario/format/scenario.ts';

export function missingManaged(scenario: Scenario): string[] {
  const held = new Set(
    scenario.awsManagedPolicies.map(
      ({ arn, path, policyName }) => arn ?? `arn:aws:iam::aws:policy${path ?? '/'}${policyName}`,
    ),
  );
  const named = scenario.accounts.flatMap(({ users, groups, roles }) => [
    ...[...users, ...groups, ...roles].flatMap(({ attachedPolicies }) => attachedPolicies),
    ...[...users, ...roles].flatMap(({ permissionsBoundary }) => permissionsBoundary ?? []),
  ]);
  return [...new Set(named)].filter((arn) => arn.startsWith('arn:aws:iam::aws:policy/') && !held.has(arn));
}
