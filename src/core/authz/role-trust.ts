/**
 * May a service assume the role that a call hands to it? Nothing of IAM asks this when the role is passed (E-58): each
 * service asks itself, some in the call and some later (model/request/passed-roles.ts).
 */

import { type UntrustedService, trustCheckOf } from '../model/request/passed-roles.ts';
import { type World, findByArn } from '../model/world/world.ts';
import { type DecisionEnv, type PermissionCheck, authorize } from './authorize.ts';

interface PassedRole {
  /** The action of the call, with its service. */
  readonly action: string;
  readonly role: string;
  /** The service principal that gets it. */
  readonly service: string;
}

/** `check`: the one for `iam:PassRole`. */
export const passedIn = (action: string, { resource, context = {} }: PermissionCheck): PassedRole => ({
  action,
  role: resource,
  service: String(context['iam:PassedToService'] ?? ''),
});

/**
 * Returns the service when it surely cannot assume the role. `undefined` when it can, when the world lacks the role, and
 * when a condition decides: the service fills in its keys itself.
 */
export function untrustedService(
  world: World,
  { action, role, service }: PassedRole,
  env: DecisionEnv,
): UntrustedService | undefined {
  const record = findByArn(world, 'roles', role);
  if (!record) return undefined;
  const names = [service, ...regionalNames(record.assumeRolePolicyDocument, service)];
  if (!names.every((name) => isRefused(world, role, name, env))) return undefined;
  return { role, service, ...trustCheckOf(action, role) };
}

/** Returns the names of the service in regions that the trust policy has: `states.eu-west-1.amazonaws.com`. */
function regionalNames(trust: string, service: string): string[] {
  const [name = '', ...rest] = service.split('.');
  const found = trust.match(/[\w.-]+\.amazonaws\.com(?:\.cn)?/g) ?? [];
  return found.filter((one) => one.startsWith(`${name}.`) && one.endsWith(`.${rest.join('.')}`));
}

function isRefused(world: World, role: string, principal: string, env: DecisionEnv): boolean {
  const decision = authorize(world, { principal, action: 'sts:AssumeRole', resource: role }, env);
  if (decision.verdict === 'allowed' || decision.layer !== 'resource') return false;
  const trust = decision.explain().gates.find(({ layer }) => layer === 'resource');
  // An explicit deny may hold for keys that the question does not know, too.
  const isOpen = trust?.statements.some(
    ({ effect, failed, applies, conditions }) =>
      (effect === 'Allow' && failed === 'condition') ||
      (effect === 'Deny' && applies && conditions.some(({ found }) => found === undefined)),
  );
  return isOpen !== true;
}
