/** Rights on an instance that depend on its tags: its own decide, and whoever may tag it gives it the one that is asked for. */

import { expect, test, vi } from 'vitest';
import { Forwards } from '#core/analysis/ways/search/from-one/forwards.ts';
import { WaySearch } from '#core/analysis/ways/search/way-search.ts';
import { unsafeArn, unsafeEntityId } from '#core/model/ids.ts';
import type { Tag } from '#core/model/records/tag.ts';
import { apply } from '#core/model/world/apply.ts';
import { created } from '#core/model/world/change.ts';
import type { World } from '#core/model/world/world.ts';
import { account, allow, env, role, trusts } from '../../../accounts.ts';
import { type Case, type Right, callsOf, dev, expectNone, expectWay, shortest, worldOf } from './account.ts';

const equals = (key: string, value: string) => ({ Condition: { StringEquals: { [key]: value } } });
const id = 'i-0123456789abcdef0';
const arn = unsafeArn(`arn:aws:ec2:us-east-1:${account}:instance/${id}`);

const roles: Case['roles'] = {
  Server: { trust: [trusts({ Service: 'ec2.amazonaws.com' })], inline: { All: allow('*') } },
};

/** An instance that works as an administrator. */
const withInstance =
  (tags: readonly Tag[] = []) =>
  (world: World) => {
    const details = { role: role('Server'), state: 'running' };
    apply(world, [created('resources', { id: unsafeEntityId(arn), arn, account, name: id, tags, details })]);
  };
const ofCore = withInstance([{ key: 'team', value: 'core' }]);
const session = (...more: readonly Right[]): Omit<Case, 'calls'> => ({
  roles,
  change: withInstance(),
  rights: [['ssm:StartSession', '*', equals('ssm:resourceTag/team', 'core')], ...more],
});
const ownKey: readonly Right[] = [
  ['ec2-instance-connect:SendSSHPublicKey', '*', equals('aws:ResourceTag/team', 'core')],
  ['ec2:DescribeInstances'],
];

test.each(['ssm:StartSession', 'ssm:SendCommand'])('the tags of an instance decide about %s', (action) => {
  const rights: Right[] = [[action, `arn:aws:ec2:*`, equals('ssm:resourceTag/team', 'core')]];
  if (action === 'ssm:SendCommand') rights.push([action, 'arn:aws:ssm:*::document/*']);
  expect(shortest(worldOf({ roles, rights, change: ofCore }), dev)?.to).toBe(role('Server'));
  expectNone({ roles, rights, change: withInstance() });
  expectNone({ roles, rights, change: withInstance([{ key: 'team', value: 'web' }]) });
});

test('an instance gets the tag that a session asks for', () => {
  const world = worldOf(session(['ec2:CreateTags']));
  expect(callsOf(shortest(world, dev))).toMatch(/^CreateTags .*StartSession/);
  expect(new WaySearch(world, env).all(dev)[0]?.steps[0]?.choice.tag).toBe('team=core');
});

test('an instance gets the tag that its own key asks for', () => {
  expectWay({
    roles,
    change: withInstance(),
    rights: [['ec2:CreateTags'], ...ownKey],
    calls: 'CreateTags AssumeRole SendSSHPublicKey DescribeInstances',
  });
});

test.each<readonly [string, Right]>([
  ['tags are only for what is made', ['ec2:CreateTags', '*', equals('ec2:CreateAction', 'RunInstances')]],
  ['only another tag may be set', ['ec2:CreateTags', '*', equals('aws:RequestTag/team', 'web')]],
  ['only a tagged instance may be tagged', ['ec2:CreateTags', '*', equals('aws:ResourceTag/team', 'core')]],
  ['only another instance may be tagged', ['ec2:CreateTags', `${arn}1`]],
])('an instance does not get the tag where %s', (_, right) => {
  expectNone(session(right));
});

test.each([
  ['is none', 0, undefined],
  ['is one', 1, withInstance()],
])('nobody is searched from for the tag of an instance, but where there %s', (_, count, change) => {
  const searches = vi.spyOn(Forwards.prototype, 'fromInSteps');
  const { rights } = session(['ec2:CreateTags']);
  new WaySearch(worldOf({ roles, rights, ...(change && { change }) }), env).shortest();
  expect(searches).toHaveBeenCalledTimes(count);
  searches.mockRestore();
});
