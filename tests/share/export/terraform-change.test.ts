/** The Terraform of a change is valid alone, and says what goes. */

import { expect, test } from 'vitest';
import { replaced } from '#core/model/world/change.ts';
import { overlayWorld } from '#core/model/world/overlay.ts';
import { type World, ownedBy } from '#core/model/world/world.ts';
import { terraformChange } from '#share/export/terraform-change.ts';
import { account, allow, anAccount, trusts, user } from '../../core/accounts.ts';
import { samples } from './worlds.ts';

const limited = anAccount({
  users: { alice: { boundary: 'Limit' } },
  policies: { Limit: [allow('s3:*')] },
  roles: { R: { trust: [trusts({ Service: 'ec2.amazonaws.com' })] } },
  resources: {
    [`arn:aws:sqs:us-east-1:${account}:jobs`]: null,
    [`arn:aws:dynamodb:us-east-1:${account}:table/t`]: null,
  },
});

function changed(world: World, change: (world: World) => Parameters<typeof overlayWorld>[1]): string {
  return terraformChange(world, overlayWorld(world, change(world)), account);
}

const alice = (world: World) => {
  const [found] = ownedBy(world, 'users', account);
  if (!found) throw new Error('there is no alice');
  return found;
};

test('a new inline policy names its user, and no block that is not there', () => {
  const document = JSON.stringify({
    Version: '2012-10-17',
    Statement: [allow('s3:GetObject', `${user('x')}`)],
  });
  const text = changed(limited, (world) => [
    replaced('users', alice(world), {
      ...alice(world),
      inlinePolicies: [{ policyName: 'Allow', document }],
    }),
  ]);
  expect(JSON.parse(text)).toMatchObject({
    resource: { aws_iam_user_policy: { alice_allow: { user: 'alice', policy: document } } },
  });
  expect(text).not.toContain('${');
});

test('a boundary that goes is named, because the block after it does not show it', () => {
  const text = changed(limited, (world) => {
    const { permissionsBoundary: _, ...free } = alice(world);
    return [replaced('users', alice(world), free)];
  });
  const { '//': notes } = JSON.parse(text) as { '//': string[] };
  expect(notes).toEqual([
    `In aws_iam_user.alice, remove permissions_boundary = "arn:aws:iam::${account}:policy/Limit".`,
  ]);
});

test('a trust policy that names a user needs no depends_on of it', () => {
  const [R] = ownedBy(limited, 'roles', account);
  if (!R) throw new Error('there is no role');
  const trust = JSON.stringify({ Version: '2012-10-17', Statement: [trusts({ AWS: user('alice') })] });
  const text = changed(limited, () => [replaced('roles', R, { ...R, assumeRolePolicyDocument: trust })]);
  expect(text).toContain(user('alice'));
  expect(text).not.toContain('depends_on');
});

const tags = [{ key: 'changed', value: 'yes' }];
const policy = JSON.stringify({ Version: '2012-10-17', Statement: [] });

test('a changed user, role or resource of any sample is written without a reference to another block', async () => {
  for (const { world, account: of, name } of await samples()) {
    const changes = [
      ...ownedBy(world, 'users', of).map((one) => replaced('users', one, { ...one, tags })),
      ...ownedBy(world, 'roles', of).map((one) => replaced('roles', one, { ...one, tags })),
      ...ownedBy(world, 'resources', of).map((one) => replaced('resources', one, { ...one, policy })),
    ];
    expect(changes.length, name).toBeGreaterThan(0);
    for (const change of changes)
      expect(terraformChange(world, overlayWorld(world, [change]), of), name).not.toMatch(/(?<!\$)\$\{/);
  }
});
