/** Advises by the layer that decided what to change in which policy, where no suggestion helps. */

import { assumedPolicy } from '../../authz/assume.ts';
import { isBillingGuard } from '../../authz/billing.ts';
import type { Question } from '../../authz/authorize.ts';
import type { Decision, Gate, Layer, Trace } from '../../authz/decision.ts';
import { capital } from '../../authz/because/facts.ts';
import { boundaryOf, containerOf } from '../../authz/gather.ts';
import { resolvePrincipal } from '../../authz/principal.ts';
import { type Labels, labelsIn } from '../../model/labels.ts';
import { awsAccount } from '../../model/ids.ts';
import { layerName } from '../../model/policy-layers.ts';
import type { World } from '../../model/world/world.ts';
import { servicesWithResourcePolicies } from '../../model/world/known-parts.ts';
import { defined } from '../../model/defined.ts';

export interface Advice {
  readonly text: string;
  /** The policy to change, by the name that decisions give it; absent: there is none yet. */
  readonly policy?: string;
  /** The kind of policy to write or change; absent: no policy can change the answer. */
  readonly layer?: Layer;
  readonly setting?: 'billing';
}

/** Returns the advice for a denied request. `lacked`: stated keys that AWS gives to other resources of the call. */
export function adviceFor(
  world: World,
  question: Question,
  decision: Decision,
  lacked: readonly string[] = [],
): Advice {
  if (decision.isBeyondPolicies) return { text: 'No policy can change this.' };
  return decision.reason === 'explicit-deny'
    ? againstDeny(labelsIn(world), question, decision)
    : againstSilence(world, question, decision, decision.explain(), lacked);
}

function againstDeny(labels: Labels, { assume }: Question, { deciding, layer }: Decision): Advice {
  if (deciding.some(({ policy }) => isBillingGuard(policy)))
    return { text: billingIsOff, setting: 'billing' };
  const policy = deciding[0]?.policy;
  if (policy === undefined) return { text: explicit[layer], layer };
  if (assumedPolicy(assume, policy)) return { text: givenDenies };
  const change = isOfAws(policy) ? 'AWS manages that policy, so detach it.' : explicit[layer];
  return { text: `${named(labels, layer, policy)} denies it. ${change}`, policy, layer };
}

function againstSilence(
  world: World,
  question: Question,
  { layer }: Decision,
  { gates, rule }: Pick<Trace, 'gates' | 'rule'>,
  lacked: readonly string[],
): Advice {
  const gate = gates.find(({ decided }) => decided);
  const other = gates.find((one) => one.layer === 'resource');
  if (isGiven(question, layer, gate)) return { text: givenIsSilent };
  const labels = labelsIn(world);
  const near = gate?.statements.find(({ effect, failed }) => effect === 'Allow' && failed === 'condition');
  if (near) {
    const allows = `${named(labels, layer, near.policy)} allows it on a condition.`;
    const key = lacked.find((one) => near.conditions.some((condition) => isSame(condition.key, one)));
    const text = key
      ? `${allows} AWS gives no ${key} here, so change that statement.`
      : `${allows} Meet it, or change that statement.`;
    return { text, policy: near.policy, layer };
  }
  const who = labels.principal(question.principal);
  if (layer === 'resource')
    return ofResource(world, question, gate, rule === 'E-40' ? ownSide(who, gates) : undefined);
  if (layer === 'identity' && other?.isUnknown) {
    const { policy } = layerName('resource', other.kind);
    return {
      text: `A policy of ${who} and the ${policy} must both allow it. The ${policy} is not known.`,
      layer,
    };
  }
  if (layer === 'session' && isScoped(gate)) return { text: scopeIsSilent, layer };
  const principal = resolvePrincipal(world, question.principal, question.sessionName);
  const boundary = layer === 'permissions-boundary' ? boundaryOf(world, principal)?.name : undefined;
  return { text: implicit[layer], layer, ...defined({ policy: boundary }) };
}

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Says what else must allow it in the caller's own account (E-40); `undefined` where nothing else must. */
function ownSide(who: string, gates: readonly Gate[]): string | undefined {
  const identity = gates.find(({ layer }) => layer === 'identity');
  if (identity?.outcome !== 'implicit-deny') return undefined;
  return identity.isUnknown ? 'The caller’s own account' : `A policy of ${who}`;
}

/** Tells where such a resource can have a policy. `also`: what must allow it as well, across accounts. */
function ofResource(
  world: World,
  { principal, action, resource }: Question,
  gate: Gate | undefined,
  also: string | undefined,
): Advice {
  const service = action.slice(0, action.indexOf(':')).toLowerCase();
  const hasPolicy = gate?.kind !== undefined || servicesWithResourcePolicies.has(service);
  if (!hasPolicy || resource === '*') return { text: noPolicyThere(principal) };
  const kind = layerName('resource', gate?.kind).policy;
  // An object has no policy of its own; its bucket has one.
  const policy = containerOf(world, resource)?.arn ?? resource;
  const add = `Add one to ${labelsIn(world).policy(policy)}.`;
  const text = also
    ? `A statement of its ${kind} has to allow it. ${add} ${also} must allow it too.`
    : `Only a statement of its ${kind} can allow it. ${add}`;
  return { text, layer: 'resource', policy };
}

function isGiven({ assume, session }: Question, layer: Layer, gate?: Gate): boolean {
  const names = gate?.levels?.flatMap(({ policies }) => policies) ?? [];
  if (names.some((name) => assumedPolicy(assume, name))) return true;
  if (layer === 'resource')
    return gate?.statements.some(({ policy }) => assumedPolicy(assume, policy)) === true;
  if (layer === 'vpc-endpoint') return assume?.vpcEndpointPolicy !== undefined;
  return layer === 'session' && session === undefined && assume?.sessionPolicies !== undefined;
}

/** True when the policies from the session's beginning allow it, and a later scope-down policy does not (Y-01). */
const isScoped = (gate: Gate | undefined): boolean =>
  gate?.levels
    ?.find(({ outcome }) => outcome !== 'allows')
    ?.policies.some((name) => /#scope-down\//.test(name)) === true;

const scopeIsSilent =
  'Use the credentials from before that policy, or pass `GetScopedCredentials` a policy that allows it.';
const billingIsOff =
  'A setting of the account denies it, not a policy. As the root user, turn on IAM access to billing.';
/** Only users and roles can assume a role. */
const noPolicyThere = (principal: string): string =>
  `No policy there can allow this caller. ${/:(user|role|assumed-role)\//.test(principal) ? 'Assume a role of that account, and ask as that role.' : 'Ask as a user or role of that account.'}`;
const givenDenies = 'A policy that you added to this question denies it. Change or remove it above.';
const givenIsSilent =
  'A policy that you added to this question does not allow it. Change or remove it above.';

const explicit: Readonly<Record<Layer, string>> = {
  'service-control': 'Change that statement, or detach the policy from the account.',
  'resource-control': 'Change that statement, or detach the policy from the account.',
  'vpc-endpoint': 'Change that statement, or use another endpoint.',
  resource: 'Change that statement: no other policy can help.',
  'root-user': 'No policy can change this.',
  identity: 'Change that statement, or take the policy away.',
  'permissions-boundary': 'Change that statement, or set another boundary.',
  session: 'Start a new session without that statement.',
};

const implicit: Readonly<Record<Layer, string>> = {
  'service-control': 'A service control policy at every level of the organization has to allow it.',
  'resource-control': 'A resource control policy at every level of the organization has to allow it.',
  'vpc-endpoint': 'The policy of the VPC endpoint has to allow it.',
  resource: 'The policy of the resource has to allow it.',
  'root-user': 'No policy can change this.',
  identity: 'No policy or group of this account would allow it. Write a policy, or attach one of AWS.',
  'permissions-boundary': 'The boundary has to allow it. Add it to the boundary, or set another one.',
  session: 'Start a new session with a session policy that allows it.',
};

const isOfAws = (policy: string): boolean => policy.startsWith(`arn:aws:iam::${awsAccount}:policy/`);

function named(labels: Labels, layer: Layer, policy: string): string {
  const label = labels.policy(policy);
  if (layer === 'identity' || layer === 'resource' || /^the /i.test(label)) return capital(label);
  return `The ${layerName(layer).policy} ${label}`;
}
