/** Checks the questions of Node: whatever is malformed throws, so that a slip is never read as a denial. */

import type { RequestContext } from '../core/authz/decision.ts';
import { resolvePrincipal } from '../core/authz/principal.ts';
import { unsafeAccountId } from '../core/model/ids.ts';
import { type Reference, accessLevels } from '../core/model/service-reference.ts';
import type { World } from '../core/model/world/world.ts';
import { keyTypeOf } from '../core/policy/service-key-types.ts';

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

/**
 * Returns the context as AWS would hold it: a list of one value is that value, unless the key may have several. Throws
 * for another number of values of a key that has one, and for what is neither a text nor a list of texts.
 */
export function contextAsStated(context: RequestContext): RequestContext {
  return Object.fromEntries(
    Object.entries(context).map(([key, value]) => [key, statedValue(key, value as unknown)]),
  );
}

function statedValue(key: string, given: unknown): string | readonly string[] {
  const values = Array.isArray(given) ? (given as readonly unknown[]).map(valueText) : [valueText(given)];
  const wrong = values.includes(undefined);
  const texts = values.filter((value) => value !== undefined);
  const [only] = texts;
  const type = keyTypeOf(key);
  if (wrong || (type && !type.isList && texts.length !== 1))
    throw new Error(
      `context.${key}: expected ${type?.isList === false ? 'one text' : 'a text or a list of texts'}, found \`${JSON.stringify(given)}\``,
    );
  return only !== undefined && (!Array.isArray(given) || (texts.length === 1 && !type?.isList))
    ? only
    : texts;
}

/** Returns numbers and booleans as policies write them. */
const valueText = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
