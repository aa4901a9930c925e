/** Has a request decided by the engine with each of two policies, so that nothing else decides. */

import type { Decision, EvaluationInput, NamedPolicy } from '../../authz/decision.ts';
import { evaluate } from '../../authz/evaluate.ts';
import { splitFields } from '../../eval/arn.ts';
import { principalView } from '../../eval/principal.ts';
import type { Candidate } from '../difference/concrete.ts';
import { allowEverything } from '../everything.ts';
import { type SampleCaller, ownAccount, userOf } from './callers.ts';
import type { Documents, GrantingKind, Witness } from './kinds.ts';

type Layers = Pick<EvaluationInput, 'identityPolicies'> & Partial<EvaluationInput>;

/** A resource policy that leaves the decision to the policies of an account: keys and roles want one. */
const delegating = (account: string): NamedPolicy => ({
  name: 'delegating',
  document: JSON.stringify({
    Statement: [{ Effect: 'Allow', Principal: { AWS: account }, Action: '*', Resource: '*' }],
  }),
});

/** A resource policy under which every caller gets whatever no other policy takes away. */
const open: NamedPolicy = {
  name: 'open',
  document: '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}',
};

/** Returns the witness when the engine allows the request with `after` and denies it with `before`. */
export function decidesBoth(
  { before, after }: Documents,
  kind: GrantingKind,
  caller: SampleCaller,
  candidate: Candidate,
): Witness | undefined {
  const [, partition = 'aws', , , written = ''] = splitFields(candidate.resource);
  const account = /^\d{12}$/.test(written) ? written : ownAccount;
  const own = userOf(account, partition);
  const principal = caller.isAnybody ? own : caller.arn;
  const decide = (layers: Layers): Decision['verdict'] =>
    evaluate({
      principal,
      ...(caller.roleArn !== undefined && { principalRoleArn: caller.roleArn }),
      ...candidate,
      resourceAccount: account,
      ...layers,
    }).verdict;
  const named = (document: Documents['before']): NamedPolicy => ({ name: 'policy', document });
  const isNew = layersWith[kind].some(
    (layers) =>
      decide(layers(named(after), account)) === 'allowed' &&
      decide(layers(named(before), account)) === 'denied',
  );
  if (!isNew) return undefined;
  return principal === own ? candidate : { principal, ...candidate };
}

type Ways = readonly ((policy: NamedPolicy, account: string) => Layers)[];

const granted = (
  name: 'permissionsBoundary' | 'serviceControlPolicies' | 'resourceControlPolicies',
): Ways => {
  const layer = (policy: NamedPolicy): Layers => ({
    identityPolicies: [allowEverything],
    [name]: name === 'permissionsBoundary' ? policy : [[policy]],
  });
  return [
    layer,
    (policy, account) => ({ ...layer(policy), resourcePolicy: delegating(account) }),
    (policy) => ({ ...layer(policy), resourcePolicy: open }),
  ];
};

const ofResource: Ways = [
  (resourcePolicy) => ({ identityPolicies: [], resourcePolicy }),
  // A caller of another account needs the permission there too.
  (resourcePolicy) => ({ identityPolicies: [allowEverything], resourcePolicy }),
];

const layersWith: Readonly<Record<GrantingKind, Ways>> = {
  identity: [
    (policy) => ({ identityPolicies: [policy] }),
    (policy, account) => ({ identityPolicies: [policy], resourcePolicy: delegating(account) }),
  ],
  boundary: granted('permissionsBoundary'),
  scp: granted('serviceControlPolicies'),
  rcp: granted('resourceControlPolicies'),
  resource: ofResource,
  trust: ofResource,
};

/** Keys that every request of the caller has, in lower case. */
export function keysOfCaller({ arn, roleArn }: SampleCaller): ReadonlyMap<string, string> {
  const { principalArn, account, type, userName } = principalView(arn, roleArn);
  const keys: [string, string | undefined][] = [
    ['aws:principalarn', principalArn],
    ['aws:principalaccount', account || undefined],
    ['aws:principaltype', type],
    ['aws:username', userName],
    ['aws:resourceaccount', ownAccount],
  ];
  return new Map(keys.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
}
