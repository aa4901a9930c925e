/** Every kind of resource has every facet, and what its descriptor names exists: calls, types, actions. */

import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';
import { expect, test } from 'vitest';
import { resourceServices } from '#core/api/resource/registry.ts';
import { arnName } from '#core/model/arn.ts';
import { typeOfArn } from '#core/model/records/resource-types.ts';
import type { ResourceRecord } from '#core/model/records/tables.ts';
import type { KindCall, ResourceKind } from '#core/model/resource-kinds/kind.ts';
import {
  type KindPrefix,
  kindOfArn,
  kindOfType,
  kindPrefixes,
  resourceKinds,
  shortName,
} from '#core/model/resource-kinds/lookup.ts';
import { servicesWithResourcePolicies } from '#core/model/world/known-parts.ts';
import { serviceName } from '#core/policy/service-names.ts';
import { cliName } from '#core/words/cli-command.ts';
import { createReference } from '#reference/reference.ts';
import { eventsEventBus } from '#core/model/resource-kinds/events-event-bus.ts';
import { parseAccountId, unsafeAccountId, unsafeArn, unsafeEntityId } from '#core/model/ids.ts';

type Kind = ResourceKind<KindPrefix>;
const account = parseAccountId('111122223333') ?? expect.unreachable();
const spec = await loadAwsServiceSpec();
const reference = createReference();
await reference.loadAllActions();

/** Facets that some kinds have not, and why. */
const without: Readonly<Record<string, string>> = {
  's3 object create': 'PutObject needs a bucket, so the page of the bucket makes it',
  's3 object type': 'CloudFormation makes no object',
  's3 object list': 'a bucket lists its objects',
  's3 object exports': 'its content is not kept',
  's3 object policy': 'the policy of the bucket governs it',
  's3 object collector': 'the collector reads no content',
  'ec2 instance policy': 'EC2 has no resource policies',
  'ec2 instance exports': 'what an instance runs is not kept',
  'ec2 instance collector': 'it has no policy to collect',
  'lambda function exports': 'its code is not kept',
};

const named = ({ service, one }: Kind): string => `${service.prefix} ${one}`;
const all = resourceKinds.map((kind) => [named(kind), kind] as const);

const arnOf = (kind: Kind): string =>
  kind.arn({ region: 'us-east-1', account }, kind.one === 'object' ? 'payroll/2026.csv' : 'payroll');

function recordOf(kind: Kind): ResourceRecord {
  const arn = arnOf(kind);
  const details = { keySchema: '[]', attributeDefinitions: '[]' };
  const tags = [{ key: 'team', value: 'web' }];
  return { id: unsafeEntityId(arn), arn: unsafeArn(arn), account, name: arnName(arn), tags, details };
}

/** Every call that the descriptor makes. */
function callsOf(kind: Kind): string[] {
  const record = recordOf(kind);
  const exported = [undefined, '{}'].flatMap((policy) => kind.exports?.script(record, policy) ?? []);
  const states = [
    {},
    { state: 'stopped' },
    { state: 'Disabled' },
    { state: 'PendingDeletion', deletionDate: '1' },
  ];
  const calls: (KindCall | undefined)[] = [
    kind.remove(record),
    kind.tag(record, { key: 'a', value: 'b' }),
    kind.untag(record, 'team'),
    kind.untag({ ...record, tags: [] }, 'team'),
    kind.policy?.put?.(record, '{}'),
    kind.policy?.remove?.(record),
    ...exported.flatMap((call) => ('operation' in call ? call : [])),
    ...states.flatMap((details) => kind.steps?.({ ...record, details }) ?? []),
  ];
  return [kind.create?.operation, kind.list, ...calls.map((call) => call?.operation)].filter(
    (name) => name !== undefined,
  );
}

test('every kind of resource has every facet, or a reason why not', () => {
  const facets = ['type', 'create', 'list', 'policy', 'exports', 'collector'] as const;
  const missing = all.flatMap(([name, kind]) =>
    facets.filter((facet) => kind[facet] === undefined).map((facet) => `${name} ${facet}`),
  );
  expect(missing.sort()).toEqual(Object.keys(without).sort());
});

test.each(all)('the ARN of the kind %s is of this kind and no other', (_, kind) => {
  const arn = arnOf(kind);
  expect(kindOfArn(arn)).toBe(kind);
  expect(kind.arn({ region: 'eu-west-1', account: '999988887777' }, arn)).toContain(arn.slice(-7));
  expect(
    resourceKinds.filter(
      (one) => one.service === kind.service && one.form.test(arn.split(':').slice(5).join(':')),
    ),
  ).toEqual([kind]);
  expect(typeOfArn(arn)).toBe(kind.type);
  expect(kindOfType(kind.type)).toBe(kind.type === undefined ? undefined : kind);
});

test.each(all)('every call that the descriptor of the kind %s names is simulated', (_, kind) => {
  const { operations, model } = resourceServices[kind.service.prefix];
  const calls = callsOf(kind);
  expect(calls.length).toBeGreaterThan(2);
  expect(calls.filter((name) => !operations.has(name) || !(name in model.operations))).toEqual([]);
  const read = kind.policy?.read.command;
  const commands = Object.keys(model.operations).map(cliName);
  expect(read === undefined || commands.includes(read)).toBe(true);
});

test.each(all)('AWS knows the actions that the kind %s names', (_, kind) => {
  const actions = [
    kind.action,
    ...kind.reached,
    ...(kind.policy?.repairs ?? []),
    kind.policy?.action ?? kind.action,
  ];
  expect(actions.filter((action) => reference.action(action) === undefined)).toEqual([]);
  expect(serviceName(kind.service.prefix)).toBe(shortName(kind.service));
});

test.each(all)('CloudFormation and Terraform have the types of the kind %s', (_, kind) => {
  const { cloudFormation, terraform } = kind.exports ?? {};
  const place = cloudFormation?.policy;
  const policy = place && 'type' in place ? [place.type] : [];
  const types = [...(kind.type === undefined ? [] : [kind.type]), ...policy];
  const unknown = types.filter(
    (type) => spec.lookup('resource', 'cloudFormationType', 'equals', type).at(0) === undefined,
  );
  expect(unknown).toEqual([]);
  expect(terraform?.type ?? 'aws_').toMatch(/^aws_/);
});

test('every service of a kind is one behind the door, and one with a policy is known to have policies', () => {
  expect(Object.keys(resourceServices).sort()).toEqual([...kindPrefixes].sort());
  const policed = resourceKinds.filter(({ policy }) => policy).map(({ service }) => service.prefix);
  expect(policed.filter((prefix) => !servicesWithResourcePolicies.has(prefix))).toEqual([]);
});

test('the description of an event bus is shown, and goes into each export', () => {
  const arn = 'arn:aws:events:us-east-1:111122223333:event-bus/orders';
  const record = {
    ...{ id: unsafeEntityId(arn), arn: unsafeArn(arn), account: unsafeAccountId('111122223333') },
    ...{ name: 'orders', tags: [], details: { description: 'All orders' } },
  };
  const { labels, exports: made } = eventsEventBus;
  expect(labels).toHaveProperty('description');
  expect(made?.script(record, undefined)).toMatchObject([{ params: { Description: 'All orders' } }]);
  expect(made?.cloudFormation.properties(record, undefined)).toHaveProperty('Description', 'All orders');
  expect(made?.terraform.block(record, (text) => text)).toHaveProperty('description', 'All orders');
});
