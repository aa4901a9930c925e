/** Says in sentences what counts for an answer but stands in no policy: groups, and places in an organization. */

import { targetOf } from '../../core/authz/gather.ts';
import { ownerOf } from '../../core/authz/organization.ts';
import { resolvePrincipal } from '../../core/authz/principal.ts';
import type { UserRecord } from '../../core/model/records/identities.ts';
import { type World, findByArn } from '../../core/model/world/world.ts';
import { fullAccessFacts, placeFacts } from './organization-words.ts';
import type { Decided } from './format.ts';

/** `also`: ARNs of other users whose policies are shown. */
export function derivedFacts(world: World, decided: readonly Decided[], also: readonly string[]): string[] {
  const principals = decided.map(({ question }) => resolvePrincipal(world, question.principal));
  const users = [
    ...principals.flatMap((one) => (one.kind === 'user' ? [one.user] : [])),
    ...also.flatMap((arn) => findByArn(world, 'users', arn) ?? []),
  ];
  const callers = new Set(
    principals.flatMap((one) => ('account' in one && one.account ? [one.account] : [])),
  );
  const owners = decided.flatMap(
    ({ question }, at) =>
      ownerOf(
        principals[at] ?? { kind: 'anonymous', arn: '*' },
        question.resource,
        targetOf(world, question.action, question.resource).account,
      ) ?? [],
  );
  return [
    ...[...new Set(users)].flatMap((user) => groupFacts(world, user)),
    ...[...new Set([...callers, ...owners])].flatMap((account) => placeFacts(world, account)),
    ...[...callers].flatMap((account) => fullAccessFacts(world, account)),
  ];
}

function groupFacts(world: World, { userName, groups }: UserRecord): string[] {
  const names = groups.flatMap((id) => world.groups.get(id)?.groupName ?? []).map((name) => `\`${name}\``);
  if (names.length > 0)
    return [`\`${userName}\` is in the group${names.length > 1 ? 's' : ''} ${names.join(' and ')}.`];
  return world.groups.size > 0 ? [`\`${userName}\` is in no group.`] : [];
}
