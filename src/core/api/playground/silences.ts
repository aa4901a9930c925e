/**
 * Silences a finding of one policy with a reason, and shows it again. Both stay in history like every change. Who deletes
 * the policy takes its silences along, in the same batch, so that undo brings both back.
 */

import { type AccountId, awsAccount } from '../../model/ids.ts';
import type { SilencedPlace, SilenceRecord } from '../../model/records/notes.ts';
import { type PolicyKey, inlineKey, silenceId } from '../../model/world/row-ids.ts';
import { type Change, created, deleted, replaced } from '../../model/world/change.ts';
import { type World, controlPolicyOf } from '../../model/world/world.ts';
import { fail } from '../errors/codes.ts';
import { type PlaygroundOperation, done, playgroundOperation } from '../operation.ts';

interface SilenceFindingInput {
  readonly Policy: string;
  readonly Check: string;
  readonly Text: string;
  readonly Place?: SilencedPlace;
  readonly Reason: string;
  readonly Until?: string;
}

const silenceFinding = playgroundOperation<SilenceFindingInput>(
  'SilenceFinding',
  ({ world, caller, params, now }) => {
    const { Policy: policy, Check: check, Text: text, Place: place, Until: until } = params;
    const reason = params.Reason.trim();
    if (!caller) return fail('ValidationError', 'nobody is signed in who could silence a finding');
    if (reason === '') return fail('ValidationError', 'a silence needs a reason');
    if (until !== undefined && !(Date.parse(until) > Date.parse(now)))
      return fail('ValidationError', `\`${until}\` is not in the future, so the silence would be over`);
    if (place && place.at > place.of)
      return fail('ValidationError', `there is no finding ${place.at} of ${place.of}`);
    const owner = ownerOfPolicy(world, policy);
    if (owner === undefined) return fail('NoSuchEntity', `there is no policy \`${policy}\`, or it is gone`);
    const named = {
      account: owner === awsAccount ? caller.account : owner,
      policy,
      check,
      text,
      ...(place && place.of > 1 && { place }),
    };
    const after: SilenceRecord = {
      id: silenceId(named),
      ...named,
      reason,
      date: now,
      by: caller.arn,
      ...(until !== undefined && { until }),
    };
    const before = world.silences.get(after.id);
    return done({ Silence: after.id }, [
      before ? replaced('silences', before, after) : created('silences', after),
    ]);
  },
);

const wakeFinding = playgroundOperation<{ readonly Silence: string }>('WakeFinding', ({ world, params }) => {
  const before = world.silences.get(params.Silence);
  if (!before) return fail('NoSuchEntity', 'there is no such silence, or it is gone');
  return done({}, [deleted('silences', before)]);
});

export const silenceOperations: PlaygroundOperation[] = [silenceFinding, wakeFinding];

const awsPolicy = /^arn:aws[\w-]*:iam::aws:policy\//;

/** Returns `aws` for AWS’s own policies, which need not be in the world; `undefined`: no such policy. */
function ownerOfPolicy(world: World, key: PolicyKey): AccountId | undefined {
  if (awsPolicy.test(key)) return awsAccount;
  if (key.startsWith('arn:')) return ownerOfArn(world, key);
  const role = world.roles.get(key);
  if (role) return role.account;
  const cut = key.lastIndexOf('/');
  const [holder, name] = [key.slice(0, cut), key.slice(cut + 1)];
  const row = world.users.get(holder) ?? world.groups.get(holder) ?? world.roles.get(holder);
  return row?.inlinePolicies.some(({ policyName }) => policyName === name) ? row.account : undefined;
}

function ownerOfArn(world: World, arn: string): AccountId | undefined {
  const ref = world.index.byArn.get(arn);
  if (ref?.table === 'policies') return world.policies.get(ref.id)?.account;
  if (ref?.table === 'resources') {
    const resource = world.resources.get(ref.id);
    return resource?.policy === undefined ? undefined : resource.account;
  }
  return controlPolicyOf(world, arn)?.account;
}

/** Returns the changes, and before them the removal of silences whose policy they delete. */
export function withSilencesGone(world: World, changes: readonly Change[]): readonly Change[] {
  if (world.silences.size === 0) return changes;
  const lost = new Set(changes.flatMap(lostPolicies));
  if (lost.size === 0) return changes;
  const gone = [...world.silences.values()].filter(({ policy }) => lost.has(policy));
  return [...gone.map((silence) => deleted('silences', silence)), ...changes];
}

/** Returns the keys of the policies that a change deletes. A copy of AWS's policy may go, the policy does not. */
function lostPolicies(change: Change): string[] {
  switch (change.table) {
    case 'users':
    case 'groups':
    case 'roles': {
      const { before, after } = change;
      if (!before) return [];
      const names = new Set(after?.inlinePolicies.map(({ policyName }) => policyName));
      const inline = before.inlinePolicies.flatMap(({ policyName }) =>
        names.has(policyName) ? [] : [inlineKey(before.id, policyName)],
      );
      return change.table === 'roles' && !after ? [...inline, before.id] : inline;
    }
    case 'policies':
      return change.before && !change.after && change.before.account !== awsAccount
        ? [change.before.arn]
        : [];
    case 'controlPolicies':
      return change.before && !change.after ? [change.before.arn] : [];
    case 'resources':
      return change.before && change.after?.policy === undefined ? [change.before.arn] : [];
    default:
      return [];
  }
}
