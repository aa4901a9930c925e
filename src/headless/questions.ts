/** Checks the questions of Node: whatever is malformed throws, so that a slip is never read as a denial. */

import { resolvePrincipal } from '../core/authz/principal.ts';
import { unsafeAccountId } from '../core/model/ids.ts';
import { type Reference, accessLevels } from '../core/model/service-reference.ts';
import type { World } from '../core/model/world/world.ts';

export function expectAction(action: string): void {
  if (!/^[\w.-]+:\w+$/.test(action))
    throw new Error(`expected an action like \`s3:GetObject\`, found \`${action}\``);
}

export function expectResource(resource: string): void {
  if (resource !== '*' && !resource.startsWith('arn:'))
    throw new Error(`expected the ARN of a resource or \`*\`, found \`${resource}\``);
}

export function expectService(service: string, reference: Pick<Reference, 'service'>): void {
  if (!reference.service?.(service.toLowerCase()))
    throw new Error(`AWS has no service with the prefix \`${service}\``);
}

export function expectLevel(level: string): void {
  if (!(accessLevels as readonly string[]).includes(level))
    throw new Error(`expected an access level (${accessLevels.join(', ')}), found \`${level}\``);
}

/** Throws unless the principal is a root user, user, role or session of an account of the world. */
export function expectPrincipal(world: World, principal: string): void {
  const caller = resolvePrincipal(world, principal);
  const isKnown =
    'account' in caller && caller.kind !== 'outside' && world.accounts.has(unsafeAccountId(caller.account));
  if (!isKnown) throw new Error(`there is no principal \`${principal}\` in this world`);
}
