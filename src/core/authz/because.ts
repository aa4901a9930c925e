/**
 * The only module that says why a decision was made: a headline (`Allowed because`, `Denied because`),
 * sometimes a second sentence, and the id of the rule. Screens may shorten the text but must not use other
 * words. It decides nothing: it reads the ruling and the statements that did not apply.
 */

import { type Labels, plainLabels } from '../model/labels.ts';
import { layerName } from '../model/policy-layers.ts';
import { isBillingGuard } from './billing.ts';
import type { Decision } from './decision.ts';
import { DecisionFacts, type Sentence, absence, all, capital } from './because/facts.ts';
import { type Applicable, policyPlaces } from './applicable-statements.ts';
import type { Ruling, RulingId } from './ruling.ts';
import { resourcePolicyKind } from './special-cases.ts';

export interface Because {
  readonly because: string;
  /** The first sentence of `because`: the cause alone. */
  readonly headline: string;
  /** The rest of `because`; empty when the headline says all. */
  readonly more: string;
  /** Id of a rule in the rulebook. */
  readonly rule: string;
}

/** `labels`: names of principals, policies and resources that the reader knows. */
export function because(policies: Applicable, ruling: Ruling, labels: Labels = plainLabels): Because {
  const facts = new DecisionFacts(policies, ruling, labels);
  const [rule, cause, said] = sentences[ruling.id](facts);
  const isByPolicies = ruling.reason === 'allowed' && !beyondPolicies.has(ruling.id);
  const parts = isByPolicies ? [facts.absence, said, facts.absentDenies] : [said];
  const more = parts.filter((part) => part !== undefined).join('. ') || undefined;
  const verdict = ruling.reason === 'allowed' ? 'Allowed' : 'Denied';
  const headline = `${verdict} because ${cause}.`;
  const rest = more === undefined ? '' : `${more}.`;
  return { because: `${headline} ${rest}`.trim(), headline, more: rest, rule };
}

/** No deny of a policy counts for these. */
const beyondPolicies: ReadonlySet<RulingId> = new Set(['no-permission-needed', 'root-repairs-policy']);

/** Returns the layer behind a decision in a few words, for one row of a list. `action`: the asked action. */
export function shortBecause(
  { reason, layer, deciding }: Pick<Decision, 'reason' | 'layer' | 'deciding'>,
  action: string,
): string {
  const isTrust = action.toLowerCase().startsWith('sts:');
  const { policy } = layerName(layer, isTrust ? 'trust' : undefined);
  if (deciding.some(isGuard)) return billingIsOff;
  if (reason === 'explicit-deny') return `denied by ${/^[aeiou]/.test(policy) ? 'an' : 'a'} ${policy}`;
  if (layer === 'root-user') return reason === 'allowed' ? policy : 'the root user cannot assume roles';
  if (reason === 'allowed')
    return layer === 'identity' && deciding.length === 0 ? 'no permission needed' : policy;
  return `no ${policy} allows it`;
}

const billingIsOff = 'IAM access to billing is off';
const isGuard = ({ policy }: { readonly policy: string }) => isBillingGuard(policy);

const directRules: Readonly<Record<Applicable['request']['principal']['kind'], string>> = {
  root: 'E-27',
  user: 'E-22',
  'role-session': 'E-21',
  'federated-user': 'E-24',
  service: 'E-28',
  'federated-provider': 'E-51',
  anonymous: 'E-59',
};
const directRule = ({ policies }: DecisionFacts) => directRules[policies.request.principal.kind];
const limitedRule = (f: DecisionFacts) => (f.isFederatedUser ? 'E-23' : 'E-20');

const limitedGrant = (f: DecisionFacts, limit: string) =>
  f.identityGrants === undefined ? capital(limit) : `${capital(f.identityGrants)}, but ${limit}`;

const federatedUserAlone = 'a federated user without a session policy has no permissions';

const sentences: Readonly<Record<RulingId, (facts: DecisionFacts) => Sentence>> = {
  'no-such-principal': (f) => [
    'E-77',
    `there is ${absence(f.policies.request.principal.text)}`,
    'Nobody can sign a request as somebody who does not exist',
  ],
  unsigned: (f) => [
    'E-59',
    `AWS takes ${f.action} only with credentials`,
    'A request without them is refused before any policy is read',
  ],
  'no-permission-needed': (f) => [
    'E-80',
    `${f.action} needs no permission`,
    'Every caller with valid credentials can call it, and no policy can refuse it',
  ],
  'explicit-deny': (f) => {
    if (f.ruling.deciding.some(isGuard))
      return [
        'N-45',
        `${billingIsOff} in this account`,
        'While it is off, no policy lets a user or role see billing. Only the root user can turn it on',
      ];
    const denies = f.decidingVerb === 'allow' ? 'deny' : 'denies';
    const states = [f.denyingState && `Its condition holds: ${f.denyingState}`, f.absence];
    const told = states.flatMap((state) => (state ? [`${state}. `] : [])).join('');
    return [
      'E-01',
      `${f.deciding()} explicitly ${denies} ${f.request}`,
      `${told}An explicit deny wins over every allow`,
    ];
  },
  'root-assumes-no-role': () => [
    'AR-01',
    'the root user cannot assume a role, whatever a trust policy says',
    'Sign in as a user who can assume it',
  ],
  'scp-silent': (f) => {
    const level = f.silentLevel;
    if (!level)
      return [
        'E-03',
        `no service control policy allows ${f.request}`,
        'The organization has no level with a policy, and every level must allow it',
      ];
    return (
      f.missing('E-03', [policyPlaces['service-control'], level.policies]) ?? [
        'E-03',
        level.place === undefined
          ? `${all(level.policies.map(({ name }) => f.named(name)))} ${level.policies.length > 1 ? 'do' : 'does'} not allow ${f.request}`
          : `no service control policy at ${level.place} allows ${f.request}`,
        'Every level from the root to the account must allow it',
      ]
    );
  },
  'endpoint-silent': (f) =>
    f.missing('E-07b', [policyPlaces['vpc-endpoint'], f.policies.endpoint ? [f.policies.endpoint] : []]) ?? [
      'E-07b',
      `the policy of the VPC endpoint does not allow ${f.request}`,
      'The request comes through that endpoint',
    ],
  'no-such-role': (f) => [
    'E-72',
    `there is ${absence(f.policies.request.resource)}`,
    'AWS answers as for a role that does not trust the caller',
  ],
  'resource-grants-outsider': (f) => [
    directRule(f),
    `${f.deciding()} allows ${f.request} for ${f.isForEveryone ? 'everyone' : f.who}`,
    'No other policy has to allow it',
  ],
  'resource-ignores-outsider': (f) =>
    f.missing(directRule(f), f.inResource) ?? [
      directRule(f),
      `${f.resourcePolicyAllowsNot} ${f.request} for ${f.who}`,
      f.takesResourcePolicy
        ? `Only a ${f.kindOfResourcePolicy} can let ${f.who} in`
        : `Nothing else lets ${f.who} in, and no such policy is possible here`,
    ],
  'resource-grants': (f) => [
    f.isForEveryone ? 'E-26' : directRule(f),
    `${f.deciding()} allows ${f.request} for ${f.isForEveryone ? 'everyone' : f.who}`,
    'Inside one account that is enough',
  ],
  'resource-grants-role': (f) => [
    limitedRule(f),
    `${f.deciding()} allows ${f.request} for ${f.isFederatedUser ? `the user behind ${f.who}` : f.who}`,
    'Inside one account that is enough',
  ],
  'boundary-limits-grant': (f) => [
    limitedRule(f),
    `${f.boundary} does not allow ${f.request}`,
    `${capital(f.resourcePolicy ?? `a ${f.kindOfResourcePolicy}`)} allows it, but the boundary limits that`,
  ],
  'session-limits-grant': (f) => {
    const allows = `${capital(f.resourcePolicy ?? `a ${f.kindOfResourcePolicy}`)} allows it`;
    return f.policies.session
      ? [
          limitedRule(f),
          `no session policy allows ${f.request}`,
          `${allows}, but session policies limit that`,
        ]
      : [limitedRule(f), federatedUserAlone, `${allows}, but not for ${f.who} alone`];
  },
  'scope-limits-grant': (f) => [
    'Y-01',
    `${f.scopeAllowsNot} ${f.request}`,
    `${capital(f.resourcePolicy ?? `a ${f.kindOfResourcePolicy}`)} allows it, but each scope-down policy must allow it too`,
  ],
  'resource-must-grant': (f) => {
    const isTrust = resourcePolicyKind(f.policies.request) === 'trust';
    const rule = isTrust ? 'E-50' : 'E-52';
    return (
      f.missing(rule, f.inResource) ?? [
        rule,
        `${f.resourcePolicyAllowsNot} ${f.request} for ${f.who}`,
        isTrust
          ? 'A role can be assumed only by those that its trust policy names'
          : 'Identity policies count for a key only where its key policy says so',
      ]
    );
  },
  'account-delegates': (f) =>
    f.missing('E-25', f.inIdentity) ?? [
      'E-25',
      `no policy of ${f.who} allows ${f.request}`,
      `${capital(f.resourcePolicy ?? `the ${f.kindOfResourcePolicy}`)} names only the account, so a policy of ${f.who} must allow it too`,
    ],
  'identity-silent': (f) =>
    f.missing('E-05', f.inIdentity, f.inResource) ?? [
      'E-05',
      `no policy of ${f.who} allows ${f.request}`,
      f.allowedElsewhere ?? 'What no policy allows is denied',
    ],
  'identity-grants': (f) => ['E-05', `${f.deciding()} ${f.decidingVerb} ${f.request}`],
  'boundary-silent': (f) =>
    f.missing('E-06', [
      policyPlaces['permissions-boundary'],
      f.policies.boundary ? [f.policies.boundary] : [],
    ]) ?? [
      'E-06',
      `${f.boundary} does not allow ${f.request}`,
      limitedGrant(f, `the boundary is the most that ${f.who} can do`),
    ],
  'session-silent': (f) =>
    f.policies.session
      ? (f.missing('E-07', [policyPlaces.session, f.policies.session]) ?? [
          'E-07',
          `no session policy allows ${f.request}`,
          limitedGrant(f, 'a session can do only what its session policies allow too'),
        ])
      : ['E-07', federatedUserAlone],
  'scope-silent': (f) =>
    f.missing('Y-01', [policyPlaces.session, f.silentScope ? [f.silentScope] : []]) ?? [
      'Y-01',
      `${f.scopeAllowsNot} ${f.request}`,
      limitedGrant(f, 'each scope-down policy of a session must allow it too'),
    ],
  'root-user': () => ['E-27', 'the root user can do everything in its own account'],
  'root-repairs-policy': (f) => [
    'E-55',
    `the root user of the owning account can always call ${f.action}`,
    `${capital(f.resourcePolicy ?? `the ${f.kindOfResourcePolicy}`)} denies it, but the root user must be able to repair that policy`,
  ],
  'other-partition': (f) => [
    'E-42',
    `${f.resource} is in another partition of AWS`,
    'No policy reaches from one partition into another',
  ],
  'reserved-role': (f) => [
    'E-57',
    `AWS keeps ${f.resource} for itself`,
    'Nobody can pass this role to a service, whatever their policies allow',
  ],
  'owned-by-aws': (f) => [
    'E-57',
    `${f.labels.policy(f.policies.request.resource)} belongs to AWS`,
    `No account can call ${f.action} on a policy that AWS manages`,
  ],
  'cross-account-resource-silent': (f) =>
    f.missing('E-40', f.inResource) ?? [
      'E-40',
      `${f.resourcePolicyAllowsNot} ${f.request} for ${f.who}`,
      f.takesResourcePolicy
        ? `${f.resourceFirst} is in another account, so its ${f.kindOfResourcePolicy} must allow it as well`
        : `${f.resourceFirst} is in another account, and no such policy is possible there`,
    ],
  'cross-account-identity-silent': (f) =>
    f.missing('E-40', f.inIdentity) ?? [
      'E-40',
      `no policy of ${f.who} allows ${f.request}`,
      f.policies.unknown.includes('resource')
        ? `The ${f.kindOfResourcePolicy} of the other account is not known, and both sides must allow it`
        : `${capital(f.resourcePolicy ?? `a ${f.kindOfResourcePolicy}`)} of the other account allows it, but both sides must`,
    ],
  'cross-account': (f) => [
    'E-40',
    `${f.deciding()} ${f.decidingVerb} ${f.request}`,
    'Across accounts, both sides must allow it, and both do',
  ],
};
