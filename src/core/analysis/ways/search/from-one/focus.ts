/**
 * Keeps what a way has made and does not use yet. Nobody has more rights by it, so the next steps are about it, or gain somebody
 * who may use it: all other steps could have come before, and need not be tried again.
 */

import type { World } from '#core/model/world/world.ts';
import type { WayStep } from '../../attack-path.ts';
import type { Method } from '../../format.ts';
import type { Edges } from '../edges.ts';
import { isStrengthening } from '../strengthening.ts';

const isMaker = ({ gain, isPreparation }: Method): boolean => gain === 'new' && isPreparation === true;
const isPolicy = (arn: string): boolean => arn.includes(':policy/');
const isPrincipal = (arn: string): boolean => /:(user|role)\//.test(arn);

export class SearchFocus {
  readonly things: readonly string[];

  constructor(things: readonly string[] = []) {
    this.things = things;
  }

  get #isFree(): boolean {
    return this.things.length === 0;
  }

  /** Returns false for a method that cannot be about it. */
  allows(method: Method): boolean {
    if (this.#isFree || method.gain !== 'new') return true;
    // A policy or a group can be for somebody who is made after it.
    return (
      isMaker(method) && !this.things.some(isPrincipal) && !this.things.some((one) => isMadeBy(method, one))
    );
  }

  among(targets: readonly string[], method: Method, mayUse: (arn: string) => boolean): readonly string[] {
    if (this.#isFree || method.gain === 'self' || method.gain === 'new') return targets;
    const isForAny = method.needs.some(({ action, on }) => on === 'group' || attaching.test(action));
    if (isStrengthening(method) && isForAny && this.things.some((one) => !isPrincipal(one))) return targets;
    return targets.filter((arn) => this.things.includes(arn) || (!isStrengthening(method) && mayUse(arn)));
  }

  /** Returns false for a step that strengthens somebody by other means. */
  isAbout({ method, to, choice: { group, policy, attaches } }: WayStep): boolean {
    if (this.#isFree || method.gain === 'new') return true;
    return [to, group, policy, attaches].some((one) => one !== undefined && this.things.includes(one));
  }

  /** `actor`: who goes on after the step. */
  after(step: WayStep, actor: string): SearchFocus {
    const { method, to, choice } = step;
    if (isMaker(method)) return new SearchFocus([...this.things, to]);
    if (this.#isFree) return this;
    const isJoined = choice.group !== undefined && this.things.includes(choice.group) && joins(method);
    if (isJoined) return new SearchFocus([...new Set([...this.things, to])]);
    if (actor === to) return this.things.includes(to) || isStrengthening(method) ? new SearchFocus() : this;
    return this.things.includes(to) ? this : new SearchFocus([...this.things, to]);
  }
}

const attaching = /^iam:(Attach\w+Policy|Put\w+PermissionsBoundary)$/;
const joins = ({ needs }: Method): boolean => needs.some(({ action }) => action === 'iam:AddUserToGroup');

const isMadeBy = ({ needs: [first] }: Method, arn: string): boolean =>
  first !== undefined && arn.includes(`:${first.action.slice('iam:Create'.length).toLowerCase()}/`);

const uses: Readonly<Record<string, readonly string[]>> = {
  user: ['iam:AttachUserPolicy', 'iam:PutUserPolicy', 'iam:CreateAccessKey', 'iam:CreateLoginProfile'],
  role: ['iam:AttachRolePolicy', 'iam:PutRolePolicy', 'iam:DeleteRolePermissionsBoundary', 'iam:PassRole'],
  group: ['iam:AddUserToGroup', 'iam:PutGroupPolicy', 'iam:AttachGroupPolicy'],
};
const usesOfPolicies = ['iam:AttachUserPolicy', 'iam:AttachRolePolicy', 'iam:AttachGroupPolicy'];

export function mayUse(world: World, arn: string, thing: string, { own }: Edges): boolean {
  if (isPolicy(thing)) return usesOfPolicies.some((action) => own.mayHave(world, arn, action));
  const kind = /:(user|role|group)\//.exec(thing)?.[1] ?? '';
  return (uses[kind] ?? []).some((action) => own.mayHave(world, arn, action, thing));
}
