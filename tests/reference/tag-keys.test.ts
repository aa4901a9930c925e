/** Tags in the context of a request are those that AWS's service reference gives to each action (K-33, K-34, Y-06). */

import { beforeAll, expect, test } from 'vitest';
import { addResourceTags } from '#core/authz/keys/resource-tags.ts';
import { buildContext } from '#core/authz/context.ts';
import { resolvePrincipal } from '#core/authz/principal.ts';
import { unsafeArn } from '#core/model/ids.ts';
import type { ActionInfo } from '#core/model/service-reference.ts';
import { createReference } from '#reference/reference.ts';
import { TestAccount, account, allow, root, trusts } from '../core/api/door.ts';

const reference = createReference();
beforeAll(() => reference.loadCommonActions());

const actionsOn = (service: string, type: string): readonly ActionInfo[] =>
  (reference.service?.(service)?.actions ?? []).filter(({ resourceTypes }) =>
    resourceTypes.some(({ name }) => name === type),
  );
const here = (service: string, resource: string) => `arn:aws:${service}:us-east-1:${account}:${resource}`;

/** The prefixes of a tag's keys that the reference gives to an action. */
const prefixes = ({ conditionKeys }: ActionInfo): string[] =>
  conditionKeys.flatMap((key) => /^(\w+:(ResourceTag|ExistingObjectTag)\/)/.exec(key)?.[1] ?? []).toSorted();

test.each([
  ['ec2', 'instance', here('ec2', 'instance/i-1')],
  ['lambda', 'function', here('lambda', 'function:f')],
  ['sqs', 'queue', here('sqs', 'q')],
  ['sns', 'topic', here('sns', 't')],
  ['kms', 'key', here('kms', 'key/k')],
  ['dynamodb', 'table', here('dynamodb', 'table/t')],
  ['secretsmanager', 'Secret', here('secretsmanager', 'secret:s-abcdef')],
])('K-33 %s shows the tags of a %s to every action of the reference that takes one', (service, type, arn) => {
  const actions = actionsOn(service, type);
  expect(actions.length).toBeGreaterThan(10);
  for (const action of actions) {
    const keys = {};
    addResourceTags(keys, action.name, { arn: unsafeArn(arn), tags: [{ key: 'a', value: '' }] });
    expect([
      action.name,
      ...Object.keys(keys)
        .map((key) => key.slice(0, -1))
        .toSorted(),
    ]).toEqual([action.name, ...prefixes(action)]);
  }
});

test('K-33 Systems Manager shows the tags of an instance under its own name', async () => {
  await reference.loadAllActions();
  const actions = actionsOn('ssm', 'instance');
  expect(actions.length).toBeGreaterThan(10);
  for (const { name, conditionKeys } of actions) {
    const keys = {};
    const arn = unsafeArn(here('ec2', 'instance/i-1'));
    addResourceTags(keys, name, { arn, tags: [{ key: '${TagKey}', value: '' }] });
    expect(Object.keys(keys).toSorted()).toEqual(
      conditionKeys.filter((key) => /resourceTag\/\$\{TagKey\}$/i.test(key)).toSorted(),
    );
  }
});

test('Y-06 S3 shows the tags of an object to just the actions of the reference that carry them', () => {
  for (const action of actionsOn('s3', 'object')) {
    const keys = {};
    addResourceTags(keys, action.name, {
      arn: unsafeArn('arn:aws:s3:::b/k'),
      tags: [{ key: 'a', value: '' }],
    });
    const carried = prefixes(action).filter((prefix) => prefix.startsWith('s3:'));
    expect([action.name, ...Object.keys(keys)]).toEqual([
      action.name,
      ...carried.map((prefix) => `${prefix}a`),
    ]);
  }
});

test.each(['user', 'role'] as const)(
  'K-34 actions on a %s carry the keys that the reference gives them',
  (type) => {
    const t = new TestAccount();
    t.given(['CreatePolicy', { PolicyName: 'Limit', PolicyDocument: allow('s3:*') }]);
    const more = {
      PermissionsBoundary: `arn:aws:iam::${account}:policy/Limit`,
      Tags: [{ Key: 'a', Value: 'b' }],
    };
    t.given(
      type === 'user'
        ? ['CreateUser', { UserName: 'One', ...more }]
        : [
            'CreateRole',
            { RoleName: 'One', AssumeRolePolicyDocument: trusts({ Service: 'ec2.amazonaws.com' }), ...more },
          ],
    );
    const resource = `arn:aws:iam::${account}:${type}/One`;
    for (const { name, conditionKeys } of actionsOn('iam', type)) {
      const principal = resolvePrincipal(t.world, root);
      const asked = { world: t.world, principal, action: name, resource, target: {}, now: t.env.now };
      const keys = Object.keys(buildContext(asked)).filter((key) => key.startsWith('iam:'));
      const wanted = [
        ...(conditionKeys.includes('iam:PermissionsBoundary') ? ['iam:PermissionsBoundary'] : []),
        ...(conditionKeys.some((key) => key.startsWith('iam:ResourceTag/')) ? ['iam:ResourceTag/a'] : []),
      ];
      expect([name, ...keys.toSorted()]).toEqual([name, ...wanted]);
    }
  },
);
