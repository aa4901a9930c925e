/** An account with two of each thing, and its records as the model of calls and the door have to agree on them. */

import { rootArn } from '#core/model/arn.ts';
import { apply } from '#core/model/world/apply.ts';
import { replaced } from '#core/model/world/change.ts';
import { type World, findByArn } from '#core/model/world/world.ts';
import { account, allow, anAccount, deny, policy, role, trusts, user } from '../../accounts.ts';

export const bucket = 'arn:aws:s3:::pay';
export const queue = `arn:aws:sqs:us-east-1:${account}:jobs`;
export const key = `arn:aws:kms:us-east-1:${account}:key/11111111-2222-3333-4444-555555555555`;
export const secret = `arn:aws:secretsmanager:us-east-1:${account}:secret:db-AbCdEf`;
export const table = `arn:aws:dynamodb:us-east-1:${account}:table/Orders`;
export const code = `arn:aws:lambda:us-east-1:${account}:function:run`;
export const instance = `arn:aws:ec2:us-east-1:${account}:instance/i-0123456789abcdef0`;
export const all = { Principal: { AWS: '*' } };

const issuer = 'token.actions.githubusercontent.com';
const fromGithub = {
  ...trusts({ Federated: `arn:aws:iam::${account}:oidc-provider/${issuer}` }),
  Action: 'sts:AssumeRoleWithWebIdentity',
  Condition: { StringLike: { [`${issuer}:sub`]: 'repo:acme*' } },
};

/** Two of each, so that a call on the wrong one shows. */
export function twoOfEach(): World {
  const inline = { Old: allow(['s3:GetObject', 's3:PutObject']), Other: deny('ec2:*') };
  const holder = { attached: ['Own', 'Second'], inline };
  const made = anAccount({
    users: {
      dev: { ...holder, boundary: 'Limit', groups: ['Team'] },
      boss: { ...holder, boundary: 'Limit' },
      out: {},
    },
    groups: { Team: holder, Leads: holder },
    roles: {
      Boss: { ...holder, boundary: 'Limit', trust: [trusts({ Service: 'ec2.amazonaws.com' })] },
      Idle: { ...holder, trust: [trusts({ AWS: account }), fromGithub] },
    },
    policies: {
      Own: [allow('s3:*')],
      Second: [allow('ec2:*')],
      Limit: [allow('*')],
      Free: [allow(['iam:PassRole', 'iam:ListRoles'])],
    },
    resources: {
      [bucket]: [deny('s3:*', `${bucket}/*`, all), allow('s3:GetObject', `${bucket}/*`, all)],
      [queue]: null,
      [key]: [allow('kms:*', '*', { Principal: { AWS: rootArn(account) } })],
      [secret]: null,
      [table]: null,
      [code]: null,
      [instance]: null,
    },
  });
  const own = findByArn(made, 'policies', policy('Own'));
  const boss = findByArn(made, 'users', user('boss'));
  const lead = findByArn(made, 'roles', role('Boss'));
  if (!own || !boss || !lead) throw new Error('they were made above');
  const tags = [{ key: 'team', value: 'red' }];
  const [first] = own.versions;
  const versions = ['v1', 'v2', 'v3'].map((versionId) => ({ ...first!, versionId }));
  apply(made, [
    replaced('policies', own, { ...own, versions, nextVersion: 4, defaultVersionId: 'v2' }),
    replaced('users', boss, { ...boss, tags }),
    replaced('roles', lead, { ...lead, tags }),
  ]);
  return made;
}

/** The records without what a model cannot know: ids, dates, and the order of what has none. */
export function records(from: World): unknown {
  const ids = new Map<string, string>();
  for (const rows of [from.users, from.groups, from.roles, from.policies])
    for (const row of rows.values()) ids.set(row.id, row.arn);
  const plain = ({
    id,
    createDate: _c,
    updateDate: _u,
    trustedIds: _t,
    principalIds: _p,
    details: _d,
    ...row
  }: Record<string, unknown>) => ({
    ...row,
    ...('versions' in row && {
      versions: (row['versions'] as { versionId: string; document: string }[]).map(
        ({ versionId, document }) => ({ versionId, document }),
      ),
    }),
    ...('groups' in row && { groups: (row['groups'] as string[]).map((one) => ids.get(one)) }),
    ...('attachedPolicies' in row && { attachedPolicies: [...(row['attachedPolicies'] as string[])].sort() }),
    tags: [...((row['tags'] ?? []) as { key: string }[])].sort((a, b) => (a.key < b.key ? -1 : 1)),
    arn: row['arn'] ?? id,
  });
  return [from.users, from.groups, from.roles, from.policies, from.resources, from.controlPolicies].map(
    (rows) =>
      [...rows.values()]
        .map((row) => plain(row as unknown as Record<string, unknown>))
        .sort((a, b) => (String(a.arn) < String(b.arn) ? -1 : 1)),
  );
}
