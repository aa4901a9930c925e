/** The requests that make the changes of a cut at the door, one policy written once. */

import { versionsGone, trustsNobody } from './applied.ts';
import { type CutChange, type CutReference, denyPolicyName } from './cut.ts';
import { type Edited, editedPolicies } from './edited.ts';
import {
  type Holder,
  type World,
  attachedIn,
  boundaryIn,
  findByArn,
  holder as holderOf,
} from '../../model/world/world.ts';
import type { FixRequest } from '../fixes/fix.ts';
import { placeOf } from '../fixes/places.ts';
import { holderWords } from '../identity-calls.ts';
import { inlineOf, leaveStep, removeStep, request } from '../fixes/steps.ts';
import { roleDeletion } from '../deletion.ts';

/** Returns `undefined` when one of them cannot be written. */
export function cutRequests(
  world: World,
  changes: readonly CutChange[],
  reference: CutReference,
): readonly FixRequest[] | undefined {
  const edited = editedPolicies(world, changes, reference);
  if (!edited) return undefined;
  const requests: FixRequest[] = [];
  for (const [policy, one] of edited) {
    const written = requestsFor(world, policy, one);
    if (!written) return undefined;
    requests.push(...written);
  }
  for (const change of changes) requests.push(...taking(world, change));
  return distinct(requests);
}

function requestsFor(world: World, policy: string, { document }: Edited): readonly FixRequest[] | undefined {
  const managed = findByArn(world, 'policies', policy);
  if (managed) {
    if (document !== undefined) {
      const gone = versionsGone(world, managed);
      const of = { PolicyArn: managed.arn };
      const deletion = (VersionId: string) => request(managed, 'DeletePolicyVersion', { ...of, VersionId });
      const create = { ...of, PolicyDocument: document, SetAsDefault: true };
      return [
        ...gone.slice(0, -1).map(deletion),
        request(managed, 'CreatePolicyVersion', create),
        ...gone.slice(-1).map(deletion),
      ];
    }
    if ((boundaryIn(world, managed.arn, managed.account)?.size ?? 0) > 0) return undefined;
    return [...(attachedIn(world, managed.arn, managed.account) ?? [])].flatMap((key) => {
      const holder = holderOf(world, key);
      return holder ? removeStep(world, holder, managed.arn).requests : [];
    });
  }
  const holder = holderOfInline(world, policy);
  if (holder && !inlineOf(holder, policy) && policy.endsWith(`#${denyPolicyName}`)) {
    const { noun, name } = holderWords(holder);
    const put = { ...name, PolicyName: denyPolicyName, PolicyDocument: document };
    return [request(holder, `Put${noun}Policy`, put)];
  }
  // The layer only names the place.
  const place = placeOf(world, 'identity', policy);
  const isTrust = findByArn(world, 'roles', policy) !== undefined;
  const written = place?.save(document ?? (isTrust ? trustsNobody : undefined)) ?? [];
  return written.length === 0 ? undefined : written;
}

function taking(world: World, change: CutChange): readonly FixRequest[] {
  switch (change.kind) {
    case 'policy': {
      const holder = holderByArn(world, change.holder);
      return holder ? removeStep(world, holder, change.policy).requests : [];
    }
    case 'membership': {
      const user = findByArn(world, 'users', change.user);
      const group = findByArn(world, 'groups', change.group);
      return user && group ? leaveStep(world, user, group).requests : [];
    }
    case 'role': {
      const role = findByArn(world, 'roles', change.role);
      return role
        ? roleDeletion(world, role).map(({ operation, params }) => request(role, operation, params))
        : [];
    }
    default:
      return [];
  }
}

const holderByArn = (world: World, arn: string): Holder | undefined =>
  findByArn(world, 'users', arn) ?? findByArn(world, 'groups', arn) ?? findByArn(world, 'roles', arn);

const holderOfInline = (world: World, policy: string): Holder | undefined =>
  policy.includes('#') ? holderByArn(world, policy.slice(0, policy.indexOf('#'))) : undefined;

/** A policy can be gone for two reasons at once, and is detached once. */
const distinct = (requests: readonly FixRequest[]): readonly FixRequest[] => [
  ...new Map(requests.map((one) => [JSON.stringify(one), one])).values(),
];
