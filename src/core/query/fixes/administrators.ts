/** Says whether a fix gives the permissions of an administrator: by a policy or group alone, or by all steps together. */

import type { DecisionEnv } from '../../authz/authorize.ts';
import type { NamedPolicy } from '../../authz/decision.ts';
import { identityPolicies } from '../../authz/gather.ts';
import type { Principal } from '../../authz/principal.ts';
import { administration } from '../../analysis/administrator.ts';
import { unsafeArn } from '../../model/ids.ts';
import type { RoleRecord, UserRecord } from '../../model/records/tables.ts';
import { replaced } from '../../model/world/change.ts';
import { overlayWorld } from '../../model/world/overlay.ts';
import { type World, findByArn } from '../../model/world/world.ts';
import { compile } from '../../policy/compile.ts';
import { type FixStep, type Holder, documentOf } from './steps.ts';
import { policyHolder } from './statement-steps.ts';

export interface Reached {
  readonly before: World;
  readonly after: World;
  readonly principal: Principal;
  readonly env: DecisionEnv;
}

export function givesEverything(steps: readonly FixStep[], reached: Reached): boolean {
  const { before, after, principal, env } = reached;
  if (steps.some(({ gives }) => gives !== undefined && isOfAdministrators(gives, reached))) return true;
  if (!steps.some(({ kind }) => kind === 'removal')) return false;
  return (
    identityPolicies(after, principal).some(({ document }) => hasWideActions(document)) &&
    isAdministrator(after, principal.arn, env) &&
    !isAdministrator(before, principal.arn, env)
  );
}

function isOfAdministrators(arn: string, { before, principal, env }: Reached): boolean {
  const group = findByArn(before, 'groups', arn);
  // A group stands for a member with nothing else.
  if (group) return holdings(before, group).some(hasWideActions) && isAdministrator(before, arn, env);
  const holder = policyHolder(principal);
  if (!holder || !hasWideActions(documentOf(before, arn) ?? '')) return false;
  const { permissionsBoundary: _boundary, ...rest } = holder;
  const alone = { ...rest, attachedPolicies: [unsafeArn(arn)], inlinePolicies: [] };
  const change =
    'userName' in alone
      ? replaced('users', holder as UserRecord, { ...alone, groups: [] })
      : replaced('roles', holder as RoleRecord, alone);
  return isAdministrator(overlayWorld(before, [change]), holder.arn, env);
}

const holdings = (world: World, { inlinePolicies, attachedPolicies }: Holder): string[] => [
  ...inlinePolicies.map(({ document }) => document),
  ...attachedPolicies.flatMap((arn) => documentOf(world, arn) ?? []),
];

/** Nobody is an administrator without a statement that allows actions of services it does not name. */
const hasWideActions = (document: NamedPolicy['document']): boolean =>
  compile(document || '{"Statement":[]}').statements.some(
    ({ effect, actions, notActions }) =>
      effect === 'Allow' &&
      (notActions !== undefined || actions?.some((action) => /^[^:]*[*?]/.test(action)) === true),
  );

const isAdministrator = (world: World, principal: string, env: DecisionEnv): boolean =>
  administration(world, { principal }, env).isAdministrator;
