/** Says whether a fix gives the permissions of an administrator: by a policy or group alone, or by all steps together. */

import { type DecisionEnv, type Question, authorize } from '../../authz/authorize.ts';
import type { NamedPolicy } from '../../authz/decision.ts';
import { identityPolicies } from '../../authz/gather.ts';
import type { Principal } from '../../authz/principal.ts';
import { administration } from '../../analysis/administrator.ts';
import type { RoleRecord, UserRecord } from '../../model/records/identities.ts';
import { replaced } from '../../model/world/change.ts';
import { overlayWorld } from '../../model/world/overlay.ts';
import { type Holder, type World, findByArn } from '../../model/world/world.ts';
import { compile } from '../../policy/compile.ts';
import { statementsInDocument, withStatements } from '../../analysis/edits/documents.ts';
import { type Bounded, type FixStep, documentOf } from './steps.ts';
import { policyHolder } from './statement-steps.ts';

export interface AdministratorsReached {
  readonly before: World;
  readonly after: World;
  readonly principal: Principal;
  readonly env: DecisionEnv;
}

export function givesEverything(steps: readonly FixStep[], reached: AdministratorsReached): boolean {
  const { before, after, principal, env } = reached;
  if (steps.some(({ gives }) => gives !== undefined && isOfAdministrators(gives, reached))) return true;
  if (!steps.some(({ kind }) => kind === 'removal')) return false;
  return (
    identityPolicies(after, principal).some(({ document }) => hasWideActions(document)) &&
    isAdministrator(after, principal.arn, env) &&
    !isAdministrator(before, principal.arn, env)
  );
}

/** Tells if the request assumes a role that is an administrator, for a principal that was none. */
export function becomesAdministrator(
  { action, resource }: Question,
  reached: AdministratorsReached,
): boolean {
  const { before, after, principal, env } = reached;
  if (!/^sts:AssumeRole/i.test(action)) return false;
  const role = findByArn(after, 'roles', resource);
  if (!role || !holdings(after, role).some(hasWideActions)) return false;
  return isAdministrator(after, role.arn, env) && !isAdministrator(before, principal.arn, env);
}

/** Some of it may be denied: who can lift that again has everything. */
function isOfAdministrators(arn: string, { before, principal, env }: AdministratorsReached): boolean {
  const group = findByArn(before, 'groups', arn);
  const documents = group ? holdings(before, group) : [documentOf(before, arn) ?? ''];
  const holder = policyHolder(principal);
  if (!holder || !documents.some(hasWideActions)) return false;
  const alone = withAlone(before, holder, documents);
  if (isAdministrator(alone, holder.arn, env)) return true;
  const allowed = documents.map((document) => document && allowsOf(document));
  const action = 'userName' in holder ? 'iam:AttachUserPolicy' : 'iam:AttachRolePolicy';
  const lifts = authorize(alone, { principal: holder.arn, action, resource: holder.arn }, env);
  return lifts.verdict === 'allowed' && isAdministrator(withAlone(before, holder, allowed), holder.arn, env);
}

function withAlone(world: World, holder: Bounded, documents: readonly string[]): World {
  const { permissionsBoundary: _, ...rest } = holder;
  const inlinePolicies = documents
    .filter((document) => document !== '')
    .map((document, at) => ({ policyName: `alone-${at}`, document }));
  const alone = { ...rest, attachedPolicies: [], inlinePolicies };
  return overlayWorld(world, [
    'userName' in alone
      ? replaced('users', holder as UserRecord, { ...alone, groups: [] })
      : replaced('roles', holder as RoleRecord, alone),
  ]);
}

const allowsOf = (document: string): string =>
  withStatements(
    document,
    statementsInDocument(document).filter(({ Effect }) => Effect === 'Allow'),
  );

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
