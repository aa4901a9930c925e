/**
 * Looks for a way from a principal to administrator: the roles that it can assume, one after the other. The engine
 * decides every hop in this world, with boundaries, service control policies and conditions.
 */

import { type DecisionEnv, authorize } from '../../authz/authorize.ts';
import type { World } from '../../model/world/world.ts';

/** Rights that only an administrator has all together. */
const administratorAsks = [
  'iam:AttachUserPolicy',
  'iam:CreatePolicyVersion',
  's3:DeleteBucket',
  'ec2:TerminateInstances',
] as const;

/** Returns true when the principal may do on every resource what only an administrator may. */
export const isAdministrator = (world: World, principal: string, env: DecisionEnv): boolean =>
  administratorAsks.every(
    (action) => authorize(world, { principal, action, resource: '*' }, env).verdict === 'allowed',
  );

/** Returns the principals of the shortest way, the asked one first; `undefined` when there is none. */
export function wayUp(world: World, principal: string, env: DecisionEnv): readonly string[] | undefined {
  const seen = new Set([principal]);
  let frontier: readonly (readonly string[])[] = [[principal]];
  while (frontier.length > 0) {
    const found = frontier.find((way) => isAdministrator(world, way.at(-1) ?? '', env));
    if (found) return found;
    frontier = frontier.flatMap((way) =>
      nextHops(world, way.at(-1) ?? '', env)
        .filter((next) => !seen.has(next) && seen.add(next))
        .map((next) => [...way, next]),
    );
  }
  return undefined;
}

const nextHops = (world: World, principal: string, env: DecisionEnv): string[] =>
  [...world.roles.values()]
    .map(({ arn }) => arn)
    .filter(
      (resource) =>
        resource !== principal &&
        authorize(world, { principal, action: 'sts:AssumeRole', resource }, env).verdict === 'allowed',
    );
