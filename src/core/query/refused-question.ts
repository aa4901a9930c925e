import { groupArn, instanceProfileArn, parseArn, policyArn, roleArn, userArn } from '../model/arn.ts';
import type { AccountId, Arn } from '../model/ids.ts';
import type { TrailEvent } from '../model/trail.ts';
import { type World, findByName } from '../model/world.ts';

/**
 * The question behind a refused event of the trail, to be asked again: who, what action, on what. AWS names
 * them in its refusal, the resource by what it prints (`user bob`, G-35), not always by its ARN.
 */
export interface RefusedQuestion {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
}

const printed = [
  { noun: 'user', table: 'users', arn: userArn },
  { noun: 'group', table: 'groups', arn: groupArn },
  { noun: 'role', table: 'roles', arn: roleArn },
  { noun: 'instance profile', table: 'instanceProfiles', arn: instanceProfileArn },
  { noun: 'policy', table: 'policies', arn: policyArn },
] as const;

/** Undefined where the call was not refused by policy. */
export function refusedQuestion(
  world: World,
  { errorMessage, userIdentity, recipientAccountId }: TrailEvent,
): RefusedQuestion | undefined {
  const found = /not authorized to perform: (\S+)(?: on resource: (.+?))?(?: with an?| because|$)/.exec(
    errorMessage ?? '',
  );
  const [, action, resource] = found ?? [];
  const { arn } = userIdentity;
  if (action === undefined || typeof arn !== 'string') return undefined;
  return {
    principal: arn,
    action,
    resource: resourceOf(world, recipientAccountId as AccountId, resource?.trim() ?? '*'),
  };
}

function resourceOf(world: World, account: AccountId, text: string): string {
  if (parseArn(text)) return text;
  for (const { noun, table, arn } of printed) {
    if (!text.startsWith(`${noun} `)) continue;
    const name = text.slice(noun.length + 1);
    if (parseArn(name)) return name;
    const row: { readonly arn: Arn } | undefined = findByName(world, table, account, name);
    // What does not exist is asked for by its path-less ARN (E-75).
    return row?.arn ?? arn(account, '/', name);
  }
  return '*';
}
