/**
 * The question behind a refusal, to be asked again: who, which action, on what. AWS's message names the
 * resource by what it prints (`user bob`, G-35), not always by its ARN. Refusals of the page, events of the
 * trail and pasted texts are all read here.
 */

import { resolvePrincipal } from '../../authz/principal.ts';
import { groupArn, instanceProfileArn, parseArn, policyArn, roleArn, userArn } from '../../model/arn.ts';
import { type AccountId, type Arn, awsAccount, unsafeAccountId } from '../../model/ids.ts';
import type { TrailEvent } from '../../model/records/trail-event.ts';
import { type World, findByArn, findByName } from '../../model/world/world.ts';
import { parseRefusal, type RefusalText } from './refusal-text.ts';
import { defined } from '../../model/defined.ts';

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

/** Reads an event of the trail; `undefined` when the call was not refused by policy. */
export function refusedQuestion(
  world: World,
  { errorMessage, userIdentity, recipientAccountId }: TrailEvent,
): RefusedQuestion | undefined {
  const { arn } = userIdentity;
  if (typeof arn !== 'string') return undefined;
  return questionOfMessage(world, errorMessage ?? '', arn, unsafeAccountId(recipientAccountId));
}

/** Reads AWS's message to `caller` of `account`; `undefined` when it is no refusal by policy. */
export function questionOfMessage(
  world: World,
  message: string,
  caller: string,
  account: AccountId,
): RefusedQuestion | undefined {
  const { action, resource } = parseRefusal(message) ?? {};
  if (action === undefined) return undefined;
  return { principal: caller, action, resource: resourceOf(world, account, resource) };
}

/** Reads a pasted refusal as far as it says, no further. Without a caller, names are looked up in `account`. */
export function questionOfRefusal(
  world: World,
  { principal, action, resource }: RefusalText,
  account: AccountId,
): Partial<RefusedQuestion> {
  const home = unsafeAccountId(parseArn(principal ?? '')?.account ?? account);
  return {
    ...defined({ principal, action }),
    ...(resource === undefined ? {} : { resource: resourceOf(world, home, resource) }),
  };
}

function resourceOf(world: World, account: AccountId, text = '*'): string {
  if (parseArn(text)) return text;
  for (const { noun, table, arn } of printed) {
    if (!text.startsWith(`${noun} `)) continue;
    const name = text.slice(noun.length + 1);
    if (parseArn(name)) return name;
    const row: { readonly arn: Arn } | undefined = findByName(world, table, account, name);
    // AWS names what does not exist by its ARN without a path (E-75).
    return row?.arn ?? arn(account, '/', name);
  }
  return '*';
}

/** A part that this world does not hold. It is asked as given, and the answer says what it lacks. */
export type NotFound =
  | { readonly part: 'principal-account' | 'resource-account'; readonly id: string }
  | { readonly part: 'principal' | 'resource'; readonly arn: string };

export function notFoundIn(world: World, { principal, resource }: Partial<RefusedQuestion>): NotFound[] {
  const who = principal === undefined ? undefined : parseArn(principal);
  const missing: NotFound[] = [];
  if (principal !== undefined && who && who.account !== awsAccount) {
    if (!world.accounts.has(who.account)) missing.push({ part: 'principal-account', id: who.account });
    else if (resolvePrincipal(world, principal).kind === 'outside')
      missing.push({ part: 'principal', arn: principal });
  }
  const what = resource === undefined ? undefined : parseArn(resource);
  if (resource === undefined || !what) return missing;
  const owner = what.account;
  if (owner !== '' && owner !== awsAccount && !world.accounts.has(owner)) {
    if (owner !== who?.account) missing.push({ part: 'resource-account', id: owner });
  } else if (!isHeld(world, resource)) missing.push({ part: 'resource', arn: resource });
  return missing;
}

const isHeld = (world: World, arn: string): boolean =>
  ['resources', 'users', 'groups', 'roles', 'policies', 'instanceProfiles'].some(
    (table) => findByArn(world, table as 'resources', arn) !== undefined,
  ) ||
  (arn.includes('/') && findByArn(world, 'resources', arn.slice(0, arn.indexOf('/'))) !== undefined);
