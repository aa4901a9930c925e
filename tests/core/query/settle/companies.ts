/**
 * Random companies of two accounts in one organization, with everything that an import of one account lacks: resource
 * policies, control policies, the other account. `known` gives back only what some files hold.
 */

import type { AssumedOrganization } from '#core/authz/organization.ts';
import { apply, createWorld } from '#core/model/world/apply.ts';
import { parseArn, policyArn, roleArn, userArn } from '#core/model/arn.ts';
import { type Change, created } from '#core/model/world/change.ts';
import { type AccountId, unsafeAccountId, unsafeArn, unsafeEntityId } from '#core/model/ids.ts';
import { type ControlPolicyType, type UnknownPart, unknownParts } from '#core/model/records/lists.ts';
import type { World } from '#core/model/world/world.ts';
import type { MissingFile } from '#core/query/settle/settle.ts';
import { Dice } from '../../property/random/dice.ts';

type Json = Record<string, unknown>;
const date = '2026-01-01T00:00:00Z';
const home = unsafeAccountId('111122223333');
const other = unsafeAccountId('444455556666');
const management = unsafeAccountId('999988887777');
const organization = unsafeEntityId('o-a1b2c3d4e5');
const root = 'r-ab12';
const actions = [
  's3:*',
  's3:GetObject',
  'sqs:*',
  'sqs:SendMessage',
  'kms:*',
  'kms:Decrypt',
  'sts:*',
  'ec2:*',
  '*',
];

/** The whole truth, as rows by the file that holds them. */
export interface Company {
  readonly whole: World;
  readonly principals: readonly string[];
  readonly resources: readonly string[];
  /** The world after an import of the home account alone, and of these files. */
  readonly known: (files: readonly MissingFile[]) => World;
  /** Answer of `aws organizations describe-organization` for each of its accounts. */
  readonly membership: AssumedOrganization | 'none';
}

export const asked: Readonly<Record<string, string>> = {
  s3: 's3:GetObject',
  sqs: 'sqs:SendMessage',
  kms: 'kms:Decrypt',
  iam: 'sts:AssumeRole',
  '*': 'ec2:DescribeInstances',
};

export function companyOf(seed: number): Company {
  const dice = new Dice(seed);
  const document = (statements: readonly Json[]) =>
    JSON.stringify({ Version: '2012-10-17', Statement: statements });
  const organizationTest = (): Json => {
    const ids = [organization, 'o-zzzzzzzzzz', 'o-a1b2*', '${aws:PrincipalOrgID}'];
    const paths = [`${organization}/*`, `${organization}/${root}/`, 'o-zzzzzzzzzz/*'];
    const of = dice.pick(['Principal', 'Resource']);
    return dice.chance(0.7)
      ? {
          [dice.pick(['StringLike', 'StringNotLike', 'StringLikeIfExists'])]: {
            [`aws:${of}OrgID`]: dice.pick(ids),
          },
        }
      : {
          [dice.pick(['ForAnyValue:StringLike', 'ForAllValues:StringNotLike'])]: {
            [`aws:${of}OrgPaths`]: dice.pick(paths),
          },
        };
  };
  const statement = (more: Json = { Resource: '*' }, deny = 0.15): Json => ({
    Effect: dice.chance(deny) ? 'Deny' : 'Allow',
    Action: dice.pick(actions),
    ...(dice.chance(0.2) ? { Condition: organizationTest() } : {}),
    ...more,
  });
  /** Nobody who has the file of one account knows this. */
  const hasOrganization = dice.chance(0.8);
  const idOf = (arn: string) => unsafeEntityId(`id of ${arn}`);
  const policies = [home, other].flatMap((account) =>
    ['one', 'two', 'three'].map((name) => ({
      account,
      arn: policyArn(account, '/', name),
      row: created('policies', {
        id: idOf(policyArn(account, '/', name)),
        account,
        policyName: name,
        path: '/',
        arn: policyArn(account, '/', name),
        createDate: date,
        updateDate: date,
        defaultVersionId: 'v1',
        nextVersion: 2,
        isAttachable: true,
        versions: [
          { versionId: 'v1', document: document(dice.several(1, 3, () => statement())), createDate: date },
        ],
        tags: [],
      }),
    })),
  );
  const holder = (account: AccountId, arn: string) => ({
    id: idOf(arn),
    account,
    path: '/',
    arn: unsafeArn(arn),
    createDate: date,
    tags: [],
    inlinePolicies: dice.several(0, 2, (at) => ({ policyName: `p${at}`, document: document([statement()]) })),
    attachedPolicies: policies
      .filter((one) => one.account === account && dice.chance(0.3))
      .map(({ arn: one }) => one),
    ...(dice.chance(0.2) ? { permissionsBoundary: policyArn(account, '/', dice.pick(['one', 'two'])) } : {}),
  });
  const names = ['ann', 'bob', 'cat'];
  const roleNames = ['app', 'ops'];
  const users = [home, other].flatMap((account) =>
    names.map((name) => ({ account, name, arn: userArn(account, '/', name) })),
  );
  const roles = [home, other].flatMap((account) =>
    roleNames.map((name) => ({ account, name, arn: roleArn(account, '/', name) })),
  );
  const everybody = [...users, ...roles].map(({ arn }) => arn);
  const principal = (): Json | string =>
    dice.chance(0.25)
      ? '*'
      : { AWS: dice.chance(0.5) ? dice.pick(everybody) : `arn:aws:iam::${dice.pick([home, other])}:root` };
  const people: { account: AccountId; row: Change; trust?: string; arn: string }[] = [
    ...users.map(({ account, name, arn }) => ({
      account,
      arn,
      row: created('users', { ...holder(account, arn), userName: name, groups: [] }),
    })),
    ...roles.map(({ account, name, arn }) => {
      const trust = document(
        dice.several(1, 2, () => statement({ Principal: principal(), Action: 'sts:AssumeRole' }, 0.1)),
      );
      return {
        account,
        arn,
        trust,
        row: created('roles', {
          ...holder(account, arn),
          roleName: name,
          assumeRolePolicyDocument: trust,
          trustedIds: {},
          maxSessionDuration: 3600,
        }),
      };
    }),
  ];
  const held = [home, other].flatMap((account) =>
    [
      `arn:aws:s3:::data-${account}`,
      `arn:aws:s3:::logs-${account}`,
      `arn:aws:sqs:eu-west-1:${account}:jobs`,
      `arn:aws:kms:eu-west-1:${account}:key/k1`,
    ].map((arn) => ({
      arn,
      row: created('resources', {
        id: unsafeEntityId(arn),
        arn: unsafeArn(arn),
        account,
        name: parseArn(arn)?.resource ?? arn,
        tags: [],
        ...(arn.includes(':kms:') || dice.chance(0.7)
          ? {
              policy: document(
                dice.several(1, 3, () => statement({ Principal: principal(), Resource: '*' })),
              ),
            }
          : {}),
      }),
    })),
  );
  const controls = (type: ControlPolicyType): Change[] =>
    [`FullAWSAccess-${type}`, 'limit'].flatMap((name, at) => {
      const extra = type === 'RESOURCE_CONTROL_POLICY' ? { Principal: '*' } : {};
      const content =
        at === 0
          ? { Effect: 'Allow', Action: '*', Resource: '*', ...extra }
          : { ...statement({ Resource: '*', ...extra }), Effect: 'Deny' };
      if (at === 1 && dice.chance(0.4)) return [];
      const policyId = `p-${type.toLowerCase().slice(0, 8)}${at}`;
      return [
        created('controlPolicies', {
          id: unsafeEntityId(`${organization}/${policyId}`),
          account: management,
          organization,
          policyId,
          arn: unsafeArn(`arn:aws:organizations::${management}:policy/${organization}/${policyId}`),
          type,
          name,
          description: '',
          content: document([content]),
          awsManaged: false,
          targets: at === 0 ? [root, home, other] : [dice.pick([root, home, other])],
        }),
      ];
    });
  const control = {
    scps: controls('SERVICE_CONTROL_POLICY'),
    rcps: controls('RESOURCE_CONTROL_POLICY'),
  };
  const typeOf = { scps: 'SERVICE_CONTROL_POLICY', rcps: 'RESOURCE_CONTROL_POLICY' } as const;

  const accountRow = (id: AccountId, inOrganization: boolean, unknown: readonly UnknownPart[]): Change =>
    created('accounts', {
      id,
      name: id,
      createDate: date,
      quotas: {},
      ...(unknown.length > 0 ? { unknown } : {}),
      ...(inOrganization && hasOrganization
        ? { membership: { organization, parent: root, joined: date, method: 'CREATED' } }
        : {}),
    });
  const organizationRow = (types: readonly ControlPolicyType[]): Change =>
    created('organizations', {
      id: organization,
      account: management,
      arn: unsafeArn(`arn:aws:organizations::${management}:organization/${organization}`),
      rootId: root,
      featureSet: 'ALL',
      enabledPolicyTypes: types,
      createDate: date,
    });
  /** Policies of the home account that its file lacks. */
  const lost = dice.chance(0.3)
    ? [policyArn(home, '/', 'three'), ...(dice.chance(0.5) ? [policyArn(home, '/', 'one')] : [])]
    : [];

  const build = (changes: readonly Change[]): World => {
    const world = createWorld({ freeze: true });
    apply(world, [...changes]);
    return world;
  };
  const both = ['scps', 'rcps'] as const;
  const wholeOrganization = hasOrganization
    ? [organizationRow(both.map((kind) => typeOf[kind])), ...control.scps, ...control.rcps]
    : [];
  const whole = build([
    accountRow(home, true, []),
    accountRow(other, true, []),
    accountRow(management, true, []),
    ...policies.map(({ row }) => row),
    ...people.map(({ row }) => row),
    ...held.map(({ row }) => row),
    ...wholeOrganization,
  ]);

  function known(files: readonly MissingFile[]): World {
    const of = (kind: MissingFile['kind'], account?: string) =>
      files.some((file) => file.kind === kind && (account === undefined || file.account === account));
    // An unknown owner is one of the two accounts.
    const inOrganization = (id: AccountId) =>
      files.some(({ kind, account = id }) => (kind === 'scps' || kind === 'rcps') && account === id);
    const types = both.filter((kind) => of(kind));
    const lacks = (id: AccountId) =>
      unknownParts.filter(
        (part) =>
          !(part === 'organization' && inOrganization(id)) &&
          !(part === 'attached-policies' && (id !== home || lost.length === 0 || of('attached-policies'))) &&
          !(part === 'resource-policies' && of('grants')),
      );
    const accounts = [home, ...(of('account', other) || inOrganization(other) ? [other] : [])];
    const held2 = held.filter(({ arn }) =>
      files.some(({ kind, resource }) => kind === 'resource-policy' && resource === arn),
    );
    return build([
      ...accounts.map((id) => accountRow(id, inOrganization(id), lacks(id))),
      ...policies
        .filter(({ account, arn }) =>
          account === home ? !lost.includes(arn) || of('attached-policies') : of('account', account),
        )
        .map(({ row }) => row),
      ...people.filter(({ account }) => account === home || of('account', account)).map(({ row }) => row),
      ...held2.map(({ row }) => row),
      ...(types.length > 0 && hasOrganization
        ? [accountRow(management, true, []), organizationRow(types.map((kind) => typeOf[kind]))]
        : []),
      ...types.flatMap((kind) => (hasOrganization ? control[kind] : [])),
    ]);
  }

  return {
    whole,
    principals: [...everybody, `arn:aws:iam::${home}:root`, `arn:aws:iam::${other}:root`, '*'],
    resources: [
      ...held.map(({ arn }) => (arn.includes(':s3:') ? `${arn}/x` : arn)),
      ...roles.map(({ arn }) => arn),
      '*',
    ],
    known,
    membership: hasOrganization ? { id: organization, path: `${organization}/${root}/` } : 'none',
  };
}
