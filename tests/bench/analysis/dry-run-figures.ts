/** A dry run over a full-quota account that is a member of an organization, as the worker runs it. */

import { handle } from '#core/api/door.ts';
import { answering } from '#app/long-work/kinds.ts';
import { ReplicaFeed } from '#app/long-work/worker/replica-feed.ts';
import { Replica } from '#app/long-work/worker/replica.ts';
import { rootArn } from '#core/model/arn.ts';
import { type AccountId, unsafeAccountId } from '#core/model/ids.ts';
import type { Request } from '#core/model/request/request.ts';
import type { Reference } from '#core/model/service-reference.ts';
import { apply, cloneWorld } from '#core/model/world/apply.ts';
import { created } from '#core/model/world/change.ts';
import type { World } from '#core/model/world/world.ts';
import { randomFromSeed } from '#platform/random.ts';
import type { Form } from '../form.ts';
import type { Figures } from '../measurement.ts';
import { median } from '../median.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const management = unsafeAccountId('999900009999');

/** The longest of its steps counts too: between two of them the worker hears Cancel. */
export async function dryRunFigures(
  world: World,
  account: AccountId,
  reference: Reference,
  form: Form,
): Promise<Figures> {
  const { member, scp } = inOrganization(world, account, reference);
  const replica = new Replica();
  replica.change([...new ReplicaFeed(member).everything()].flat());
  replica.learn((reference.services?.() ?? []).flatMap((prefix) => reference.service?.(prefix) ?? []));
  const seconds: number[] = [];
  let longest = 0;
  for (let turn = 0; turn < form.turns(3); turn += 1) {
    const began = performance.now();
    let last = began;
    const place = { world: replica.world, env: { now, reference: replica.reference } };
    for (const _ of await answering('consequences', place, { changes: scp, within: [2000, 1000] })) {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }
    seconds.push((performance.now() - began) / 1000);
  }
  return {
    'full quota: dry run of an SCP over the whole account, s': median(seconds),
    'full quota: longest step of a dry run, ms': longest,
  };
}

/** Returns a copy of the world in which the account is a member, and the changes that attach an SCP to it. */
function inOrganization(world: World, account: AccountId, reference: Reference) {
  const member = cloneWorld(world);
  const createDate = '2026-01-31T12:00:00Z';
  apply(member, [created('accounts', { id: management, name: 'Management', createDate, quotas: {} })]);
  const env = { now, random: randomFromSeed([1, 2, 3, 4]), reference };
  const answered = (operation: string, params: Request['params'], by: AccountId) => {
    const caller = { kind: 'principal', arn: rootArn(by) } as const;
    const outcome = handle(member, { service: 'organizations', operation, params, caller }, env);
    if (!outcome.ok) throw new Error(`${operation}: ${outcome.error.message}`);
    return outcome;
  };
  const send = (operation: string, params: Request['params'], by = management) => {
    const { changes, response } = answered(operation, params, by);
    apply(member, changes);
    return response;
  };
  send('CreateOrganization', { FeatureSet: 'ALL' });
  const { Handshake } = send('InviteAccountToOrganization', { Target: { Type: 'ACCOUNT', Id: account } });
  send('AcceptHandshake', { HandshakeId: (Handshake as { Id: string }).Id }, account);
  const [organization] = member.organizations.values();
  const type = 'SERVICE_CONTROL_POLICY';
  send('EnablePolicyType', { RootId: organization?.rootId, PolicyType: type });
  send('CreatePolicy', { Name: 'NoDeletion', Content: denied, Type: type, Description: '' });
  const policy = [...member.controlPolicies.values()].find(({ name }) => name === 'NoDeletion');
  const attach = { PolicyId: policy?.policyId, TargetId: account };
  return { member, scp: answered('AttachPolicy', attach, management).changes };
}

const denied = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Deny', Action: ['s3:Delete*', 'iam:Delete*', 'kms:ScheduleKeyDeletion'], Resource: '*' },
  ],
});
