/** The permissions of the one who uses a method, and the one line of them that is changed so that it fails. */

import type { Method, Need } from '../../../core/analysis/ways/format.ts';
import { reachOf } from './reach.ts';
import { allowing, type ExampleStatement } from '../example-parts.ts';

/** The same statements twice. They differ in one line at most. */
export interface BothWays {
  readonly works: readonly ExampleStatement[];
  readonly fails: readonly ExampleStatement[];
  /** A sentence: what the changed line does. */
  readonly because: string;
}

const attaches = ({ action }: Need): boolean => /^iam:Attach(?:User|Role|Group)Policy$/.test(action);
const attachable = (arn: string) => ({ ArnLike: { 'iam:PolicyARN': arn } });

/** Calls that no other resource stops. Whoever reads instead gains nothing. */
const readInstead: Readonly<Record<string, string>> = {
  'sso:AttachManagedPolicyToPermissionSet': 'sso:ListManagedPoliciesInPermissionSet',
  'sso:PutInlinePolicyToPermissionSet': 'sso:GetInlinePolicyForPermissionSet',
};

/** Returns a statement for each thing that the calls are made on. */
export function rightsOf(method: Method): BothWays {
  const key = keyOf(method);
  const works: ExampleStatement[] = [];
  const fails: ExampleStatement[] = [];
  for (const alike of alikeOnes(method)) {
    const [first] = alike;
    if (!first) continue;
    const { wide, narrow } = reachOf(method, alike.find((one) => one === key) ?? first);
    const actions = [...new Set(alike.map(({ action }) => action))];
    const isAttach = attaches(first);
    works.push(allowing(actions, wide, isAttach ? attachable('arn:aws:iam::aws:policy/*') : undefined));
    if (key === undefined || !alike.includes(key)) fails.push(works.at(-1) ?? allowing(actions, wide));
    else if (isAttach)
      fails.push(allowing(actions, wide, attachable('arn:aws:iam::aws:policy/ReadOnlyAccess')));
    else if (narrow) fails.push(allowing(actions, narrow.resource));
    else
      fails.push(
        allowing(
          actions.map((action) => readInstead[action] ?? action),
          wide,
        ),
      );
  }
  return { works, fails, because: becauseOf(method, key) };
}

function becauseOf(method: Method, key: Need | undefined): string {
  if (!key) return '';
  if (attaches(key)) return 'Only the policy `ReadOnlyAccess` can be attached now.';
  return reachOf(method, key).narrow?.because ?? 'The permission now allows only to read.';
}

/** Returns the call whose line teaches most: the role that is passed, the policy that is attached, else the first. */
function keyOf(method: Method): Need | undefined {
  const { needs } = method;
  return (
    needs.find(({ action }) => action === 'iam:PassRole') ??
    needs.find(attaches) ??
    needs.find((one) => reachOf(method, one).narrow !== undefined) ??
    needs.find(({ action }) => readInstead[action] !== undefined)
  );
}

/** Returns the calls by what they are made on. One with a condition of its own stands alone. */
function alikeOnes(method: Method): readonly Need[][] {
  const groups = new Map<string, Need[]>();
  for (const one of method.needs) {
    const key = `${reachOf(method, one).wide}${attaches(one) ? ' attached' : ''}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}
