/** Finds the edits of policies among the calls of a level, as the editor would hold them before Save. */

import { rootArn } from '#core/model/arn.ts';
import { cloneWorld } from '#core/model/world/apply.ts';
import type { Change } from '#core/model/world/change.ts';
import { type EditedPolicy, changeBy } from '#core/query/policies/edited-policy.ts';
import { levelRequestOf, makeCalls } from '#learn/level/calls.ts';
import type { Level, LevelCall } from '#learn/level/format.ts';
import type { LevelPlace } from '#learn/level/standing.ts';

export interface LevelEdit {
  /** The world as it is before Save. */
  readonly place: LevelPlace;
  readonly change: Change;
  readonly call: LevelCall;
}

/** Makes the calls one after the other, and returns what stood before each that writes a document. */
export function editsOfCalls(begun: LevelPlace, calls: readonly LevelCall[]): LevelEdit[] {
  const place = { ...begun, world: cloneWorld(begun.world) };
  const edits: LevelEdit[] = [];
  for (const call of calls) {
    const found = editOf(call, place);
    const change = found && changeBy(place.world, ...found);
    if (change) edits.push({ place: { ...place, world: cloneWorld(place.world) }, change, call });
    if (!makeCalls(place.world, [call], place).every(({ ok }) => ok)) break;
  }
  return edits;
}

/** Returns all edits of the solution and the wrong answers of a level. */
export const editsOfLevel = (level: Level, begun: LevelPlace): LevelEdit[] =>
  [level.solution, ...level.wrong.map(({ calls }) => calls)].flatMap((calls) => editsOfCalls(begun, calls));

function editOf(call: LevelCall, place: LevelPlace): [EditedPolicy, string] | undefined {
  const { world, account, env } = place;
  const { operation, params } = levelRequestOf(call, world, account, env);
  const text = (member: string) => String(params[member]);
  const of = (kind: string, name: string) => `${rootArn(account).replace(/root$/, kind)}/${text(name)}`;
  const inline = (arn: string): EditedPolicy => ({ kind: 'inline', arn, name: text('PolicyName') });
  switch (operation) {
    case 'PutUserPolicy':
      return [inline(of('user', 'UserName')), text('PolicyDocument')];
    case 'PutGroupPolicy':
      return [inline(of('group', 'GroupName')), text('PolicyDocument')];
    case 'PutRolePolicy':
      return [inline(of('role', 'RoleName')), text('PolicyDocument')];
    case 'CreatePolicyVersion':
      if (String(params['SetAsDefault']) !== 'true') return undefined;
      return [{ kind: 'managed', arn: text('PolicyArn') }, text('PolicyDocument')];
    case 'UpdateAssumeRolePolicy':
      return [{ kind: 'trust', arn: of('role', 'RoleName') }, text('PolicyDocument')];
    case 'PutBucketPolicy':
      return [{ kind: 'resource', arn: `arn:aws:s3:::${text('Bucket')}` }, text('Policy')];
    default:
      return undefined;
  }
}

/** Returns the place after the edit was really saved. */
export function savedPlace({ place, call }: LevelEdit): LevelPlace {
  const world = cloneWorld(place.world);
  makeCalls(world, [call], place);
  return { ...place, world };
}
