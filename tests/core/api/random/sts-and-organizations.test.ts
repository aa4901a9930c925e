/** Random calls of STS and Organizations, by identities, keys and sessions, over a clock that moves. */

import { expect, test } from 'vitest';
import { handle } from '#core/api/door.ts';
import { apply } from '#core/model/world/apply.ts';
import { reverseChanges } from '#core/model/world/change.ts';
import type { Caller, Request } from '#core/model/request/request.ts';
import type { World } from '#core/model/world/world.ts';
import { TestAccount, account, allow, deny, root, seeded, trusts } from '../door.ts';
import { brokenInvariants, rowsOf } from './invariants.ts';
import { brokenOrganizations, brokenSessions } from './organization-invariants.ts';
import { countOf } from '../../../setup/counts.ts';

const runs = countOf({ sample: 4, full: 10, most: 20 });
const callsPerRun = countOf({ sample: 250, full: 500, most: 1000 });

interface Dice {
  readonly random: () => number;
  readonly pick: <T>(from: readonly T[]) => T;
  readonly maybe: (members: Record<string, unknown>) => Record<string, unknown>;
}
const diceOf = (random: () => number): Dice => ({
  random,
  pick: <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T,
  maybe: (members) => (random() < 0.3 ? members : {}),
});

const names = ['a', 'b'];
const services = ['access-analyzer.amazonaws.com', 'sso.amazonaws.com', 'nobody'];
const delegation = (member: string) =>
  allow('organizations:List*').replace('"Action"', `"Principal":{"AWS":"${member}"},"Action"`);
const user = (name: string) => `arn:aws:iam::${account}:user/${name}`;

function callerOf({ pick, random }: Dice, world: World): Caller {
  const session = pick([...world.sessions.values()]);
  if (session !== undefined && random() < 0.4) return { kind: 'session', id: session.id };
  return { kind: 'principal', arn: pick([root, root, root, ...names.map(user)]) };
}

function stsCall({ pick, maybe }: Dice): [string, Record<string, unknown>] {
  const tags = () => maybe({ Tags: [{ Key: pick(['k', 'K', 'l', 'aws:m']), Value: pick(names) }] });
  const policy = () =>
    maybe({
      Policy: pick([allow('s3:*'), deny('iam:*'), '{', trusts('*'), allow(`s3:${'x'.repeat(1500)}`)]),
    });
  const duration = () => maybe({ DurationSeconds: pick([900, 3600, 3601, 43_200, 1]) });
  return pick<[string, Record<string, unknown>]>([
    [
      'AssumeRole',
      {
        RoleArn: `arn:aws:iam::${account}:role/${pick([...names, 'no'])}`,
        RoleSessionName: pick(['s1', 's2']),
        ...tags(),
        ...policy(),
        ...duration(),
        ...maybe({ TransitiveTagKeys: [pick(['k', 'l'])] }),
        ...maybe({ SourceIdentity: pick(['x1', 'x2']) }),
        ...maybe({ SerialNumber: 'none-such', TokenCode: '123456' }),
      },
    ],
    ['AssumeRole', { RoleArn: `arn:aws:iam::${account}:role/${pick(names)}`, RoleSessionName: 's3' }],
    ['GetSessionToken', duration()],
    ['GetFederationToken', { Name: pick(['f1', 'f2']), ...tags(), ...policy(), ...duration() }],
    ['GetCallerIdentity', {}],
    ['DecodeAuthorizationMessage', { EncodedMessage: pick(['', 'AAAA', '%', 'A'.repeat(100)]) }],
  ]);
}

function organizationsCall({ pick, maybe, random }: Dice, world: World): [string, Record<string, unknown>] {
  const roots = [...world.organizations.values()].map(({ rootId }) => rootId);
  const units = [...world.organizationalUnits.keys()];
  const accounts = [...world.accounts.keys()];
  const policies = [
    'p-FullAWSAccess',
    ...[...world.controlPolicies.values()].map(({ policyId }) => policyId),
    ...[...world.organizations.values()].flatMap(({ details }) =>
      (details?.policies ?? []).map(({ policyId }) => policyId),
    ),
  ];
  const handshake = () =>
    pick([...world.organizations.values()].flatMap(({ details }) => details?.handshakes ?? []))?.id ??
    'h-abcdefgh';
  const parent = () => pick<string>([...roots, ...units, 'ou-zzzz-zzzzzzzz']);
  const node = () => pick<string>([...roots, ...units, ...accounts]);
  const type = () => pick(['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY', 'TAG_POLICY']);
  const content = () =>
    pick([
      deny('s3:*'),
      allow('*'),
      '{',
      '{"tags":{"t":{}}}',
      deny('s3:*').replace('"Action"', '"Principal":"*","Action"'),
    ]);
  const target = () => ({ PolicyId: pick(policies), TargetId: node() });
  return pick<() => [string, Record<string, unknown>]>([
    () => ['CreateOrganization', {}],
    () => ['DeleteOrganization', {}],
    () => ['ListRoots', {}],
    () => ['CreateAccount', { Email: `${Math.floor(random() * 9)}@example.com`, AccountName: 'x' }],
    () => [
      'MoveAccount',
      { AccountId: pick(accounts), SourceParentId: parent(), DestinationParentId: parent() },
    ],
    () => ['CreateOrganizationalUnit', { ParentId: parent(), Name: pick(['U', 'V', 'W']) }],
    () => ['DeleteOrganizationalUnit', { OrganizationalUnitId: parent() }],
    () => ['CreatePolicy', { Name: pick(['P', 'Q']), Description: '', Type: type(), Content: content() }],
    () => ['UpdatePolicy', { PolicyId: pick(policies), ...maybe({ Content: content() }) }],
    () => ['DeletePolicy', { PolicyId: pick(policies) }],
    () => ['AttachPolicy', target()],
    () => ['AttachPolicy', target()],
    () => ['DetachPolicy', target()],
    () => ['EnablePolicyType', { RootId: pick(roots) ?? 'r-zzzz', PolicyType: type() }],
    () => ['DisablePolicyType', { RootId: pick(roots) ?? 'r-zzzz', PolicyType: type() }],
    () => ['ListPoliciesForTarget', { TargetId: node(), Filter: type(), ...maybe({ MaxResults: 1 }) }],
    () => ['ListAccounts', maybe({ MaxResults: 2 })],
    () => ['TagResource', { ResourceId: node(), Tags: [{ Key: pick(['k', 'l', 'aws:m']), Value: 'v' }] }],
    () => ['UntagResource', { ResourceId: node(), TagKeys: ['k'] }],
    () => ['EnableAWSServiceAccess', { ServicePrincipal: pick(services) }],
    () => ['RegisterDelegatedAdministrator', { AccountId: pick(accounts), ServicePrincipal: pick(services) }],
    () => [
      'DeregisterDelegatedAdministrator',
      { AccountId: pick(accounts), ServicePrincipal: pick(services) },
    ],
    () => ['RemoveAccountFromOrganization', { AccountId: pick(accounts) }],
    () => [
      'InviteAccountToOrganization',
      { Target: { Type: 'ACCOUNT', Id: pick([...accounts, '444455556666']) } },
    ],
    () => [pick(['CancelHandshake', 'AcceptHandshake', 'DescribeHandshake']), { HandshakeId: handshake() }],
    () => ['PutResourcePolicy', { Content: delegation(pick(accounts)) }],
    () => ['DescribeEffectivePolicy', { PolicyType: 'TAG_POLICY', ...maybe({ TargetId: pick(accounts) }) }],
    () => ['EnableAllFeatures', {}],
  ])();
}

const open = (principal: unknown) =>
  trusts(principal).replace(
    '"sts:AssumeRole"',
    '["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"]',
  );

function setting(seed: number): TestAccount {
  const t = new TestAccount(seed);
  for (const name of names) {
    t.given(
      ['CreateUser', { UserName: name }],
      ['PutUserPolicy', { UserName: name, PolicyName: 'p', PolicyDocument: allow('sts:*') }],
      [
        'CreateRole',
        { RoleName: name, AssumeRolePolicyDocument: open({ AWS: account }), MaxSessionDuration: 7200 },
      ],
      [
        'PutRolePolicy',
        { RoleName: name, PolicyName: 'p', PolicyDocument: allow(['sts:*', 'organizations:*']) },
      ],
    );
  }
  return t;
}

const problems = (world: World) => [
  ...brokenInvariants(world),
  ...brokenSessions(world),
  ...brokenOrganizations(world),
];

test.each(Array.from({ length: runs }, (_, seed) => seed))(
  'random calls of STS and Organizations never throw and never break an invariant (seed %i)',
  (seed) => {
    const t = setting(seed);
    const dice = diceOf(seeded(seed * 7919 + 3));
    const succeeded = { sts: 0, organizations: 0 };
    for (let i = 0; i < callsPerRun; i += 1) {
      const service = dice.random() < 0.4 ? 'sts' : 'organizations';
      const [operation, params] = service === 'sts' ? stsCall(dice) : organizationsCall(dice, t.world);
      const asRoot = service === 'organizations' && dice.random() < 0.8;
      const caller: Caller = asRoot ? { kind: 'principal', arn: root } : callerOf(dice, t.world);
      const request: Request = { service, operation, params, caller };
      const said = `call ${i}: ${JSON.stringify(request)}`;
      const before = rowsOf(t.world);
      const outcome = handle(t.world, request, t.env);
      expect(rowsOf(t.world), `${said} wrote into the world`).toBe(before);
      if (outcome.ok) succeeded[service] += 1;
      else expect(outcome.error.message, said).not.toBe('');
      apply(t.world, outcome.changes);
      expect(problems(t.world), said).toEqual([]);
      if (outcome.changes.length > 0) {
        apply(t.world, reverseChanges(outcome.changes));
        expect(rowsOf(t.world), `${said} cannot be undone`).toBe(before);
        apply(t.world, outcome.changes);
      }
      apply(t.world, outcome.marks);
      if (dice.random() < 0.1) t.wait(dice.pick([60, 3600, 90_000]));
    }
    expect(succeeded.sts).toBeGreaterThan(callsPerRun * 0.05);
    expect(succeeded.organizations).toBeGreaterThan(callsPerRun * 0.1);
  },
);
