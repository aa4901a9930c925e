/** Outputs of `aws organizations` and the collector's file are read beside account details. */

import { expect, test } from 'vitest';
import { handle } from '#core/api/door.ts';
import { namedParty } from '#core/graph/outside-parties.ts';
import { unsafeAccountId } from '#core/model/ids.ts';
import { accountWordsIn } from '#core/model/world/account-names.ts';
import { answer } from '#core/query/ask/answer.ts';
import { apply } from '#core/model/world/apply.ts';
import { reverseChanges } from '#core/model/world/change.ts';
import { emptyReference } from '#core/model/service-reference.ts';
import { readAccountDetails } from '#share/import/account-details.ts';
import type { ImportResult } from '#share/import/result.ts';
import { recordsOf, worldOf } from '#share/world-records.ts';
import { firstFault } from './first-fault.ts';

const management = '111111111111';
const member = '222222222222';
const orgArn = (rest: string) => `arn:aws:organizations::${management}:${rest}`;
const described = {
  Organization: {
    Id: 'o-a1b2c3d4e5',
    Arn: orgArn('organization/o-a1b2c3d4e5'),
    FeatureSet: 'ALL',
    MasterAccountId: management,
  },
};
const roots = {
  Roots: [
    { Id: 'r-ab12', Name: 'Root', PolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }] },
  ],
};
const unit = { Id: 'ou-ab12-aaaabbbb', Arn: orgArn('ou/o-a1b2c3d4e5/ou-ab12-aaaabbbb'), Name: 'Workloads' };
const units = { OrganizationalUnits: [unit] };
const account = (Id: string) => ({
  Id,
  Arn: orgArn(`account/o-a1b2c3d4e5/${Id}`),
  Name: Id,
  JoinedMethod: 'INVITED',
  JoinedTimestamp: '2024-03-01T12:00:00+00:00',
});
const noBuckets = {
  Policy: {
    PolicySummary: {
      Id: 'p-a1b2c3d4',
      Arn: orgArn('policy/o-a1b2c3d4e5/service_control_policy/p-a1b2c3d4'),
      Name: 'NoBuckets',
      Description: '',
      Type: 'SERVICE_CONTROL_POLICY',
      AwsManaged: false,
    },
    Content: '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}',
  },
};
const targets = {
  Targets: [{ TargetId: unit.Id, Arn: unit.Arn, Name: 'Workloads', Type: 'ORGANIZATIONAL_UNIT' }],
};
const details = (id: string, name: string) => ({
  UserDetailList: [
    {
      Path: '/',
      UserName: name,
      UserId: `AIDA${name.toUpperCase()}`,
      Arn: `arn:aws:iam::${id}:user/${name}`,
      CreateDate: '2024-01-31T12:00:00+00:00',
      GroupList: [],
      AttachedManagedPolicies: [],
      UserPolicyList: [
        {
          PolicyName: 'All',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
          },
        },
      ],
    },
  ],
  GroupDetailList: [],
  RoleDetailList: [],
  Policies: [],
});

const organizationFiles: readonly (readonly [string, object])[] = [
  ['organization.json', described],
  ['roots.json', roots],
  ['units-of-r-ab12.json', units],
  ['accounts-of-r-ab12.json', { Accounts: [account(management)] }],
  ['accounts-of-ou-ab12-aaaabbbb.json', { Accounts: [account(member)] }],
  ['policy.json', noBuckets],
  ['targets-of-p-a1b2c3d4.json', targets],
];
const read = (files: readonly (readonly [string, object])[], into?: ReadonlySet<string>): ImportResult =>
  readAccountDetails(
    files.map(([name, value]) => ({ name, text: JSON.stringify(value, null, 2) })),
    { reference: emptyReference, ...(into ? { into } : {}) },
  );
function taken(result: ImportResult) {
  if (!result.ok) throw new Error(`${result.error.message} at ${result.error.place.path}`);
  return result;
}
const env = { now: Date.UTC(2026, 0, 1), random: () => 0.5, reference: emptyReference };
const question = {
  principal: `arn:aws:iam::${member}:user/ann`,
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::b/k',
};

test('an organization brings the tree, the policies, and the member under them, whose SCP decides', () => {
  const { records, notices } = taken(
    read([['details.json', details(member, 'ann')], ...organizationFiles]),
  ).value;
  const world = worldOf(records);
  expect(records.organizationalUnits).toMatchObject([{ id: unit.Id, parent: 'r-ab12', name: 'Workloads' }]);
  expect(world.accounts.get(member)?.membership?.parent).toBe(unit.Id);
  expect(answer(world, question, env).decision).toMatchObject({
    verdict: 'denied',
    layer: 'service-control',
  });
  expect(notices.join('\n')).toContain(management);
  expect(world.accounts.get(member)?.unknown).not.toContain('organization');
});

test('the place of an account decides which SCPs hold it, and under the root nothing forbids', () => {
  const moved = organizationFiles.map(([name, value]) =>
    name === 'accounts-of-ou-ab12-aaaabbbb.json'
      ? (['accounts.json', value] as const)
      : ([name, value] as const),
  );
  const { records, notices } = taken(read([['details.json', details(member, 'ann')], ...moved])).value;
  expect(answer(worldOf(records), question, env).decision.verdict).toBe('allowed');
  expect(notices.join('\n')).toContain('do not say where these accounts are in the organization');
});

const without = (name: string) => organizationFiles.filter(([file]) => file !== name);
const renamed = (from: string, to: string) =>
  organizationFiles.map(([file, value]) => [file === from ? to : file, value] as const);
const refusals: readonly (readonly [
  string,
  readonly (readonly [string, object])[],
  string,
  string,
  RegExp,
])[] = [
  [
    'no organization',
    without('organization.json'),
    'roots.json',
    'the file',
    /describe-organization` is missing/,
  ],
  ['no root', without('roots.json'), 'organization.json', 'Organization', /list-roots` is missing/],
  [
    'units of nobody',
    renamed('units-of-r-ab12.json', 'units.json').filter(([file]) => file !== 'roots.json'),
    'units.json',
    'OrganizationalUnits',
    /does not say to which root or unit/,
  ],
  [
    'units of a node that is not there',
    renamed('units-of-r-ab12.json', 'units-of-ou-ab12-zzzzzzzz.json'),
    'units-of-ou-ab12-zzzzzzzz.json',
    'OrganizationalUnits[0]',
    /`ou-ab12-zzzzzzzz`, the unit above/,
  ],
  [
    'targets of nobody',
    renamed('targets-of-p-a1b2c3d4.json', 'targets.json'),
    'targets.json',
    'Targets',
    /does not say to which policy/,
  ],
  [
    'a policy that says nothing',
    organizationFiles.map(([file, value]) =>
      file === 'policy.json'
        ? ([file, { Policy: { ...noBuckets.Policy, Content: '{' } }] as const)
        : ([file, value] as const),
    ),
    'policy.json',
    'Policy.Content',
    /policy `NoBuckets`/,
  ],
  [
    'a policy that is only listed',
    renamed('policy.json', 'policy.json').map(([file, value]) =>
      file === 'policy.json'
        ? ([file, { Policies: [noBuckets.Policy.PolicySummary] }] as const)
        : ([file, value] as const),
    ),
    'organization.json',
    'the file',
    /describe-policy --policy-id p-a1b2c3d4` is missing/,
  ],
];
test.each(refusals)(
  'a fault of an organization is named with its place: %s',
  (_, files, file, path, message) => {
    const fault = firstFault(read([['details.json', details(member, 'ann')], ...files]));
    expect([fault.file, fault.place.path]).toEqual([file, path]);
    expect(fault.message).toMatch(message);
  },
);

const first = () => worldOf(taken(read([['details.json', details(member, 'ann')]])).value.records);
const importing = (world: ReturnType<typeof first>, result: ImportResult) => {
  const { records, memberships } = taken(result).value;
  const joining = [...memberships].map(([Account, Membership]) => ({ Account, Membership }));
  return handle(
    world,
    {
      service: 'playground',
      operation: 'ImportAccount',
      params: { Records: records, Memberships: joining },
      caller: { kind: 'principal', arn: `arn:aws:iam::${member}:root` },
    },
    env,
  );
};

test('an organization alone gives the account its place and what it did not know, as one batch that is undone whole', () => {
  const world = first();
  const before = JSON.stringify(recordsOf(world));
  const outcome = importing(world, read(organizationFiles, new Set([member])));
  expect(outcome.ok ? undefined : outcome.error.message).toBeUndefined();
  apply(world, outcome.changes);
  expect(answer(world, question, env).decision.layer).toBe('service-control');
  expect(world.accounts.get(member)?.unknown).not.toContain('organization');
  apply(world, reverseChanges(outcome.changes));
  expect(JSON.stringify(recordsOf(world))).toBe(before);
});

test('another account joins the world, and the same one again is refused and changes nothing', () => {
  const world = first();
  const outcome = importing(world, read([['b.json', details(management, 'bob')]], new Set([member])));
  apply(world, outcome.changes);
  expect([...world.accounts.keys()]).toEqual([member, management]);
  const again = importing(world, read([['b.json', details(management, 'bob')]], new Set([member])));
  expect(again.ok ? '' : again.error.message).toBe(`Account ${management} already exists.`);
  expect(again.changes).toEqual([]);
});

const collected = (more: object) => ({
  format: 'iam-playground/collected',
  version: 1,
  account: member,
  resources: [],
  refused: [],
  ...more,
});
const shared = {
  arn: 'arn:aws:s3:::shared',
  answer: {
    Policy: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"${management}"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::shared/*"}]}`,
  },
};

test('resource policies of the collector make the cross-account answer known', () => {
  const world = first();
  apply(world, importing(world, read([['b.json', details(management, 'bob')]], new Set([member]))).changes);
  const bob = {
    principal: `arn:aws:iam::${management}:user/bob`,
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::shared/x',
  };
  expect(answer(world, bob, env).kind).toBe('unknown');
  const result = read([['c.json', collected({ resources: [shared] })]], new Set([member, management]));
  apply(world, importing(world, result).changes);
  expect(answer(world, bob, env).decision.verdict).toBe('allowed');
});

test.each([
  ['a newer version', collected({ version: 2 }), 'version', /version 2, and this page reads up to 1/],
  [
    'no policy',
    collected({ resources: [{ ...shared, answer: { Policy: '{' } }] }),
    'resources[0].answer.Policy',
    /the policy of/,
  ],
  ['no ARN', collected({ resources: [{ arn: 'x' }] }), 'resources[0].arn', /the ARN of a resource/],
  [
    'twice',
    collected({ resources: [shared, { ...shared, answer: null }] }),
    'resources[1]',
    /stands there twice/,
  ],
  [
    'of an account that is not here',
    collected({ account: '999999999999', resources: [shared] }),
    'the file',
    /neither among the files nor in the workspace/,
  ],
])('a fault of a collected file is named with its place: %s', (_, file, path, message) => {
  const fault = firstFault(read([['c.json', file]], new Set([member])));
  expect(fault.place.path).toBe(path);
  expect(fault.message).toMatch(message);
});

test('an organization alone makes no account for a new workspace', () => {
  const result = read(organizationFiles);
  expect(result.ok ? '' : result.error.message).toContain('account details are missing');
});

test('names of accounts are kept: of a held account, and of members that only the organization names', () => {
  const other = '333333333333';
  const listed = {
    Accounts: [
      { ...account(member), Name: 'Production' },
      { ...account(other), Name: 'Log archive' },
      { ...account(management), Name: 'Payer' },
    ],
  };
  const { records } = taken(
    read([['details.json', details(member, 'ann')], ...organizationFiles, ['accounts.json', listed]]),
  ).value;
  const world = worldOf(records);
  expect(world.accounts.get(member)?.name).toBe('Production');
  expect(records.organizations[0]?.details).toEqual({
    accountNames: { [other]: 'Log archive', [management]: 'Payer' },
  });
  expect([member, other, management, '444444444444'].map((id) => accountWordsIn(world, id))).toEqual([
    `Production (${member})`,
    `Log archive (${other})`,
    `Payer (${management})`,
    'account 444444444444',
  ]);
  const named = namedParty(world, unsafeAccountId(member), {
    type: 'AWS',
    value: `arn:aws:iam::${other}:root`,
  });
  expect(named).toMatchObject({ outside: { label: `Log archive (${other})` } });
  expect(JSON.stringify(worldOf(recordsOf(world)).organizations.get('o-a1b2c3d4e5'))).toContain(
    'Log archive',
  );
});
