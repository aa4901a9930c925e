/** Trust policies of generated roles: for services, people, other accounts and identity providers. */

import type { Dice } from './dice.ts';
import { generatedPolicyText, type GeneratedStatement } from './documents.ts';

export interface RoleKind {
  readonly path: string;
  /** Follows the team's name, as in `payments-worker`. */
  readonly suffix: string;
  readonly trust: string;
  readonly description: string;
  readonly instanceProfile: boolean;
}

const services: readonly (readonly [service: string, suffix: string])[] = [
  ['lambda.amazonaws.com', 'function'],
  ['lambda.amazonaws.com', 'handler'],
  ['ec2.amazonaws.com', 'server'],
  ['ecs-tasks.amazonaws.com', 'task'],
  ['states.amazonaws.com', 'workflow'],
  ['glue.amazonaws.com', 'etl'],
  ['events.amazonaws.com', 'scheduler'],
  ['firehose.amazonaws.com', 'delivery'],
  ['codebuild.amazonaws.com', 'build'],
  ['eks.amazonaws.com', 'cluster'],
];

const trust = (
  statement: Omit<GeneratedStatement, 'Effect' | 'Action'>,
  action: string | string[] = 'sts:AssumeRole',
) => generatedPolicyText([{ Effect: 'Allow', Action: action, ...statement }]);

export interface TrustScope {
  readonly account: string;
  /** Accounts of partners and of other divisions of the company. */
  readonly partners: readonly string[];
  /** ARNs of users. */
  readonly users: readonly string[];
  /** ARNs of roles that were made before. */
  readonly roles: readonly string[];
}

function serviceRole(dice: Dice): RoleKind {
  const [service, suffix] = dice.pick(services);
  return {
    path: '/service/',
    suffix,
    trust: trust({ Principal: { Service: service } }),
    description: `Runs in ${service.split('.')[0] ?? ''}`,
    instanceProfile: service.startsWith('ec2'),
  };
}

function peopleRole(dice: Dice, scope: TrustScope): RoleKind {
  const named = dice.chance(0.3) && scope.users.length > 0;
  const principal = named ? dice.some(scope.users, dice.whole(1, 3)) : `arn:aws:iam::${scope.account}:root`;
  return {
    path: '/people/',
    suffix: dice.pick(['admin', 'operator', 'reader', 'oncall', 'auditor']),
    trust: trust({
      Principal: { AWS: principal },
      ...(dice.chance(0.6) ? { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } } : {}),
    }),
    description: 'Taken by people',
    instanceProfile: false,
  };
}

function partnerRole(dice: Dice, scope: TrustScope): RoleKind {
  const account = dice.pick(scope.partners);
  return {
    path: '/partners/',
    suffix: dice.pick(['reader', 'sync', 'monitoring', 'billing-export']),
    trust: trust({
      Principal: {
        AWS: dice.chance(0.7) ? `arn:aws:iam::${account}:root` : `arn:aws:iam::${account}:role/integration`,
      },
      ...(dice.chance(0.7) ? { Condition: { StringEquals: { 'sts:ExternalId': dice.hex(24) } } } : {}),
    }),
    description: `For account ${account}`,
    instanceProfile: false,
  };
}

function chainedRole(dice: Dice, scope: TrustScope): RoleKind {
  if (scope.roles.length === 0) return serviceRole(dice);
  return {
    path: '/chain/',
    suffix: dice.pick(['elevated', 'writer', 'cross-region']),
    trust: trust({ Principal: { AWS: dice.some(scope.roles, dice.whole(1, 2)) } }),
    description: 'Taken by other roles',
    instanceProfile: false,
  };
}

function federatedRole(dice: Dice, scope: TrustScope): RoleKind {
  const saml = dice.chance(0.5);
  const provider = `arn:aws:iam::${scope.account}:`;
  return {
    path: '/federated/',
    suffix: saml ? 'sso' : 'pipeline',
    trust: saml
      ? trust(
          {
            Principal: { Federated: `${provider}saml-provider/company-idp` },
            Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
          },
          'sts:AssumeRoleWithSAML',
        )
      : trust(
          {
            Principal: { Federated: `${provider}oidc-provider/token.actions.githubusercontent.com` },
            Condition: {
              StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
              StringLike: {
                'token.actions.githubusercontent.com:sub': `repo:company/${dice.pick(['shop', 'api', 'infra'])}:*`,
              },
            },
          },
          'sts:AssumeRoleWithWebIdentity',
        ),
    description: saml ? 'Single sign-on' : 'Build pipeline',
    instanceProfile: false,
  };
}

/** Chooses among the kinds as in an older account. */
export function someRole(dice: Dice, scope: TrustScope): RoleKind {
  const at = dice.random();
  if (at < 0.55) return serviceRole(dice);
  if (at < 0.75) return peopleRole(dice, scope);
  if (at < 0.85) return partnerRole(dice, scope);
  if (at < 0.93) return chainedRole(dice, scope);
  return federatedRole(dice, scope);
}
