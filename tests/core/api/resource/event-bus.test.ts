/** EventBridge's buses: made, read, tagged and deleted, with a policy of statements (W-22). */

import { expect, test } from 'vitest';
import { account, allow, expectError, otherAccount } from '../door.ts';
import { Account, ann } from './account.ts';

const bus = `arn:aws:events:us-east-1:${account}:event-bus/orders`;
const missing = 'Event bus orders does not exist.';
const put = { EventBusName: 'orders', Action: 'events:PutEvents', Principal: otherAccount };

const withBus = () => {
  const t = new Account();
  t.done('events CreateEventBus', { Name: 'orders' });
  return t;
};
const policyOf = (t: Account, Name?: string) => {
  const { Policy } = t.done('events DescribeEventBus', Name === undefined ? {} : { Name });
  return typeof Policy === 'string' ? (JSON.parse(Policy) as unknown) : undefined;
};
const statement = (Sid: string, more: object = {}) => ({
  Sid,
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${otherAccount}:root` },
  Action: 'events:PutEvents',
  Resource: bus,
  ...more,
});

test('W-22 an event bus is made once, described by name and ARN, listed, tagged and deleted', () => {
  const t = new Account();
  const made = { Name: 'orders', Description: 'Of the shop', Tags: [{ Key: 'team', Value: 'web' }] };
  expect(t.done('events CreateEventBus', made)).toEqual({ EventBusArn: bus, Description: 'Of the shop' });
  expectError(
    t.by('events CreateEventBus', made),
    'ResourceAlreadyExistsException',
    400,
    'Event bus orders already exists.',
  );
  for (const Name of ['orders', bus])
    expect(t.done('events DescribeEventBus', { Name })).toMatchObject({ Name: 'orders', Arn: bus });
  t.done('events TagResource', { ResourceARN: bus, Tags: [{ Key: 'stage', Value: 'test' }] });
  t.done('events UntagResource', { ResourceARN: bus, TagKeys: ['team'] });
  expect(t.done('events ListTagsForResource', { ResourceARN: bus })).toEqual({
    Tags: [{ Key: 'stage', Value: 'test' }],
  });
  t.done('events DeleteEventBus', { Name: 'orders' });
  t.done('events DeleteEventBus', { Name: 'orders' });
  expectError(t.by('events DescribeEventBus', { Name: 'orders' }), 'ResourceNotFoundException', 400, missing);
});

test('W-22 the bus named default is in every region before anybody makes it, and stays', () => {
  const t = withBus();
  const names = (params: object) =>
    (t.done('events ListEventBuses', { ...params })['EventBuses'] as { Name: string }[]).map(
      ({ Name }) => Name,
    );
  expect(names({})).toEqual(['default', 'orders']);
  expect(names({ NamePrefix: 'or' })).toEqual(['orders']);
  expect(t.done('events DescribeEventBus')).toMatchObject({ Name: 'default' });
  expectError(
    t.by('events DeleteEventBus', { Name: 'default' }),
    'ValidationException',
    400,
    'Cannot delete event bus default.',
  );
  expectError(
    t.by('events CreateEventBus', { Name: 'default' }),
    'ResourceAlreadyExistsException',
    400,
    'Event bus default already exists.',
  );
  t.done('events PutPermission', { ...put, EventBusName: 'default', StatementId: 'one' });
  expect(policyOf(t)).toMatchObject({ Statement: [{ Sid: 'one' }] });
  expect(names({})).toEqual(['default', 'orders']);
  const first = t.done('events ListEventBuses', { Limit: 1 });
  expect(first['EventBuses']).toHaveLength(1);
  expect(names({ NextToken: first['NextToken'] })).toEqual(['orders']);
});

test('W-22 a permission is a statement, and one of the same id is replaced', () => {
  const t = withBus();
  t.done('events PutPermission', { ...put, StatementId: 'one' });
  t.done('events PutPermission', { ...put, StatementId: 'two' });
  expect(policyOf(t, 'orders')).toEqual({
    Version: '2012-10-17',
    Statement: [statement('one'), statement('two')],
  });
  const Condition = { Type: 'StringEquals', Key: 'aws:PrincipalOrgID', Value: 'o-abcdefghij' };
  t.done('events PutPermission', { ...put, Principal: '*', StatementId: 'one', Condition });
  const organization = { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } };
  expect(policyOf(t, 'orders')).toEqual({
    Version: '2012-10-17',
    Statement: [statement('two'), statement('one', { Principal: '*', Condition: organization })],
  });
  t.done('events RemovePermission', { EventBusName: 'orders', StatementId: 'two' });
  expect(policyOf(t, 'orders')).toMatchObject({ Statement: [{ Sid: 'one' }] });
  t.done('events RemovePermission', { EventBusName: 'orders', RemoveAllPermissions: true });
  expect(policyOf(t, 'orders')).toBeUndefined();
});

test('W-22 a whole policy replaces the statements, and the refusals are those of EventBridge', () => {
  const t = withBus();
  t.done('events PutPermission', { ...put, StatementId: 'one' });
  const whole = { Version: '2012-10-17', Statement: [statement('three', { Principal: '*' })] };
  t.done('events PutPermission', { EventBusName: 'orders', Policy: JSON.stringify(whole) });
  expect(policyOf(t, 'orders')).toEqual(whole);
  const refused = (call: string, params: object, code: string, message: string | RegExp) =>
    expectError(t.by(`events ${call}`, { EventBusName: 'orders', ...params }), code, 400, message);
  refused('PutPermission', { Policy: '{' }, 'ValidationException', /./);
  refused(
    'PutPermission',
    { Policy: JSON.stringify({ ...whole, Id: 'x'.repeat(10_240) }) },
    'PolicyLengthExceededException',
    /too long/,
  );
  refused('PutPermission', { StatementId: 'four' }, 'ValidationException', /required/);
  refused(
    'PutPermission',
    { ...put, StatementId: 'four', Action: 'events:PutRule' },
    'ValidationException',
    /'action' is not supported/,
  );
  refused(
    'RemovePermission',
    { StatementId: 'four' },
    'ResourceNotFoundException',
    'Statement with the provided id does not exist.',
  );
  refused(
    'PutPermission',
    { ...put, EventBusName: 'gone' },
    'ResourceNotFoundException',
    /gone does not exist/,
  );
});

test('a bus is made with tags and shared only by who may', () => {
  const t = withBus();
  t.may(allow('events:Create*'));
  expectError(
    t.by('events CreateEventBus', { Name: 'b', Tags: [{ Key: 'a', Value: 'b' }] }, ann),
    'AccessDeniedException',
    400,
    /events:TagResource/,
  );
  expectError(
    t.by('events PutPermission', { ...put, StatementId: 'one' }, ann),
    'AccessDeniedException',
    400,
    /not authorized to perform: events:PutPermission on resource: arn:aws:events:us-east-1:111122223333:event-bus\/orders/,
  );
});
