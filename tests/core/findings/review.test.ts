/** A review finds old and wide things by the records and the clock, and leaves a mark. */

import { expect, test } from 'vitest';
import { apply } from '#core/model/world/apply.ts';
import { replaced } from '#core/model/world/change.ts';
import { unsafeAccountId } from '#core/model/ids.ts';
import { type ReviewRow, isReviewed, unusedRows, wideRows } from '#core/findings/review.ts';
import { TestAccount, account, allow, expectOk, trusts } from '../api/door.ts';

const id = unsafeAccountId(account);
const day = 86_400;
const found = (rows: readonly ReviewRow[]) => rows.map(({ kind, name }) => `${kind} ${name}`);

function busy(): TestAccount {
  return new TestAccount().given(
    ['CreateUser', { UserName: 'ada' }],
    ['CreateAccessKey', { UserName: 'ada' }],
    ['CreateGroup', { GroupName: 'Empty' }],
    [
      'CreateRole',
      { RoleName: 'Deploy', AssumeRolePolicyDocument: trusts({ AWS: `arn:aws:iam::${account}:root` }) },
    ],
    ['CreatePolicy', { PolicyName: 'Loose', PolicyDocument: allow('s3:*') }],
    ['CreatePolicy', { PolicyName: 'Narrow', PolicyDocument: allow('s3:GetObject', 'arn:aws:s3:::one/*') }],
    ['PutUserPolicy', { UserName: 'ada', PolicyName: 'Iam', PolicyDocument: allow('iam:*') }],
    ['AttachUserPolicy', { UserName: 'ada', PolicyArn: `arn:aws:iam::${account}:policy/Narrow` }],
    ['AttachUserPolicy', { UserName: 'ada', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }],
  );
}

test('a review finds at once what is attached to nobody, and after 90 days what nobody used', () => {
  const one = busy();
  expect(found(unusedRows(one.world, id, one.env.now))).toEqual(['group Empty', 'policy Loose']);
  one.wait(60 * day);
  const [key = ''] = [...one.world.accessKeys.keys()];
  expectOk(one.as({ kind: 'access-key', accessKeyId: key }, 'ListUsers'));
  one.wait(31 * day);
  expect(found(unusedRows(one.world, id, one.env.now))).toEqual([
    'role Deploy',
    'group Empty',
    'policy Loose',
  ]);
  one.wait(60 * day);
  const rows = unusedRows(one.world, id, one.env.now);
  expect(found(rows).slice(0, 2)).toEqual(['user ada', `access-key ${key} of ada`]);
  expect(rows[0]?.finding).toEqual({ is: 'idle', days: 91, never: false });
});

test('a review finds own policies by how wide they are, inline ones by their holder, AWS’s where they allow everything', () => {
  const { world } = busy();
  expect(
    wideRows(world, id).map(({ name, finding }) => [
      name,
      finding.is === 'wide' && finding.width,
      finding.is === 'wide' && finding.holders,
    ]),
  ).toEqual([
    ['Iam of ada', 'service', 1],
    ['Loose', 'service', 0],
    ['AdministratorAccess', 'everything', 1],
  ]);
});

test('W-21 a review does not call a user, role or key of an imported account unused whose use nobody told', () => {
  const one = busy();
  const row = one.world.accounts.get(id);
  if (!row) throw new Error('no account');
  const unknown = ['passwords', 'access-keys'] as const;
  apply(one.world, [replaced('accounts', row, { ...row, unknown, knownSince: '2026-01-31T12:00:00Z' })]);
  one.wait(1).given(['CreateUser', { UserName: 'made-here' }]);
  one.wait(100 * day);
  const findings = (kind: string) =>
    unusedRows(one.world, id, one.env.now)
      .filter((row) => row.kind === kind)
      .map(({ name, finding }) => [name, finding]);
  expect(findings('user')).toEqual([
    ['ada', { is: 'use-unknown' }],
    ['made-here', { is: 'idle', days: 100, never: true }],
  ]);
  expect(findings('role')).toEqual([['Deploy', { is: 'use-unknown' }]]);
  expect(findings('access-key').map(([, finding]) => finding)).toEqual([{ is: 'use-unknown' }]);
});

test('a review counts whose boundary a wide policy is, and does not call such a policy unused', () => {
  const one = busy().given([
    'PutUserPermissionsBoundary',
    { UserName: 'ada', PermissionsBoundary: `arn:aws:iam::${account}:policy/Loose` },
  ]);
  const loose = wideRows(one.world, id).find(({ name }) => name === 'Loose');
  expect(loose?.finding).toMatchObject({ holders: 0, boundaries: 1 });
  expect(found(unusedRows(one.world, id, one.env.now))).not.toContain('policy Loose');
});

test('D-13, D-14 a review finds roles that nearly anybody may take on, not those that only an organization may', () => {
  const host = 'token.actions.githubusercontent.com';
  const role = (RoleName: string, principal: object | string, subject?: string) => {
    const tokens = {
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: principal,
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringLike: { [`${host}:aud`]: 'sts.amazonaws.com', [`${host}:sub`]: subject } },
      },
    };
    const AssumeRolePolicyDocument = subject === undefined ? trusts(principal) : JSON.stringify(tokens);
    return ['CreateRole', { RoleName, AssumeRolePolicyDocument }] as const;
  };
  const gitHub = { Federated: `arn:aws:iam::${account}:oidc-provider/${host}` };
  const { world } = new TestAccount().given(
    ['CreateOpenIDConnectProvider', { Url: `https://${host}`, ClientIDList: ['sts.amazonaws.com'] }],
    role('Anybody', { AWS: '*' }),
    role('AnyRepository', gitHub, 'repo:*'),
    role('Organization', gitHub, 'repo:acme/*'),
    role('Repository', gitHub, 'repo:acme/shop:*'),
    role('Own', { AWS: `arn:aws:iam::${account}:root` }),
  );
  expect(
    wideRows(world, id).map(({ name, kind, finding }) => [
      kind,
      name,
      finding.is === 'open-trust' && finding.danger.id,
    ]),
  ).toEqual([
    ['role', 'Anybody', 'open-to-everyone'],
    ['role', 'AnyRepository', 'wide-subject'],
  ]);
});

test('a review mark counts for 90 days', () => {
  const one = busy();
  const group = [...one.world.groups.keys()];
  expectOk(one.play('MarkReviewed', { Subjects: group }));
  const row = () => unusedRows(one.world, id, one.env.now).find(({ kind }) => kind === 'group');
  const reviewed = () => {
    const now = row();
    return now && isReviewed(now, one.env.now);
  };
  expect(reviewed()).toBe(true);
  one.wait(90 * day);
  expect(reviewed()).toBe(false);
  expect(row()?.review?.by).toBe(`arn:aws:iam::${account}:root`);
});
