/** Finds what only one side allows though no statement differs: by tags of a resource, and by the time. */

import type { ChangedPermission, Side, SharedConsequence } from '../../analysis/consequences/consequence.ts';
import { weightOfAll } from '../../analysis/consequences/weight.ts';
import type { Actions } from '../../analysis/effective/action-classes.ts';
import { effectiveInSteps } from '../../analysis/effective/effective.ts';
import type { Permission } from '../../analysis/effective/permission.ts';
import { authorize } from '../../authz/authorize.ts';
import { boundaryOf, identityPolicies } from '../../authz/gather.ts';
import { resolvePrincipal } from '../../authz/principal.ts';
import { compileGlob, globMatches } from '../../eval/glob.ts';
import type { Tag } from '../../model/records/tag.ts';
import type { World } from '../../model/world/world.ts';
import { compile } from '../../policy/compile.ts';
import type { Steps } from '../../model/steps.ts';

const timeKey = /aws:(?:CurrentTime|EpochTime)\b/i;
const tagKey = /ResourceTag\//i;

/** `principals`: ARNs that both sides have. */
export function* otherCircumstances(
  before: Side,
  after: Side,
  principals: readonly string[],
  reference: Actions,
): Steps<readonly SharedConsequence[]> {
  const retagged = retaggedOf(before.world, after.world);
  const isOpen = openIn(before.env.now !== after.env.now, retagged.length > 0);
  if (!isOpen) return [];
  const ofAll = [before, after].some(({ world }) => sharedDocuments(world).some(isOpen));
  const groups = new Map<string, Omit<SharedConsequence, 'weight'> & { readonly principals: string[] }>();
  for (const principal of principals) {
    yield;
    if (!ofAll && ![before, after].some(({ world }) => documentsOf(world, principal).some(isOpen))) continue;
    const found = yield* changesOf(principal, [before, after], { reference, retagged, isOpen });
    if (found.gained.length + found.lost.length === 0) continue;
    const key = JSON.stringify(found, (name, value: unknown) => (name === 'witness' ? undefined : value));
    const group = groups.get(key);
    if (group) group.principals.push(principal);
    else groups.set(key, { principals: [principal], ...found, isComplete: true });
  }
  return [...groups.values()].map((one) => ({ ...one, weight: weightOfAll(one) }));
}

/** Tells whether a text has a key that differs; `undefined` where none does. */
function openIn(isLater: boolean, isRetagged: boolean): ((text: string) => boolean) | undefined {
  if (!isLater && !isRetagged) return undefined;
  return (text) => (isLater && timeKey.test(text)) || (isRetagged && tagKey.test(text));
}

const tables = ['resources', 'users', 'roles', 'policies', 'instanceProfiles'] as const;

/** Returns the ARNs of all that both sides hold with other tags. */
function retaggedOf(before: World, after: World): string[] {
  const tagsOf = (world: World) =>
    new Map<string, readonly Tag[]>(
      tables.flatMap((table) =>
        [...world[table].values()].map(({ arn, tags }): [string, readonly Tag[]] => [arn, tags]),
      ),
    );
  const there = tagsOf(after);
  return [...tagsOf(before)].flatMap(([arn, tags]) => {
    const other = there.get(arn);
    return other && other !== tags && JSON.stringify(other) !== JSON.stringify(tags) ? [arn] : [];
  });
}

const sharedDocuments = (world: World): string[] => [
  ...[...world.controlPolicies.values()].map(({ content }) => content),
  ...[...world.resources.values()].flatMap(({ policy }) => policy ?? []),
  ...[...world.roles.values()].map(({ assumeRolePolicyDocument }) => assumeRolePolicyDocument),
];

function documentsOf(world: World, arn: string): string[] {
  const principal = resolvePrincipal(world, arn);
  const boundary = boundaryOf(world, principal);
  return [...identityPolicies(world, principal), ...(boundary ? [boundary] : [])].map(
    ({ document }) => compile(document).text,
  );
}

interface Open {
  readonly reference: Actions;
  readonly retagged: readonly string[];
  readonly isOpen: (text: string) => boolean;
}

/** A permission that is open about the resource, whose actions may be decided differently there. */
interface OpenRow {
  readonly row: Permission;
  readonly resource: string;
  readonly isRetagged: boolean;
}

function* changesOf(
  principal: string,
  sides: readonly [Side, Side],
  { reference, retagged, isOpen }: Open,
): Steps<Pick<SharedConsequence, 'gained' | 'lost'>> {
  const open: OpenRow[] = [];
  for (const { world, env } of sides) {
    const { permissions } = yield* effectiveInSteps(world, { principal }, env, reference);
    for (const row of permissions) {
      const text = JSON.stringify([row.conditions, row.except.map(({ conditions }) => conditions)]);
      if (!isOpen(text)) continue;
      if (timeKey.test(text)) open.push({ row, resource: oneOf(row), isRetagged: false });
      const globs = row.resources.map(compileGlob);
      for (const resource of retagged)
        if (globs.some((glob) => globMatches(glob, resource))) open.push({ row, resource, isRetagged: true });
    }
  }
  const found = { gained: new Map<string, ChangedPermission>(), lost: new Map<string, ChangedPermission>() };
  for (const { row, resource, isRetagged } of open) {
    const decided = { gained: [] as string[], lost: [] as string[] };
    for (const action of row.actions) {
      yield;
      const [was, is] = sides.map(
        ({ world, env }) => authorize(world, { principal, action, resource }, env).verdict === 'allowed',
      );
      if (was !== is) decided[is ? 'gained' : 'lost'].push(action);
    }
    for (const kind of ['gained', 'lost'] as const) {
      const [action] = decided[kind];
      if (action === undefined) continue;
      const { conditions: _, ...rest } = row;
      const changed: ChangedPermission = {
        ...(isRetagged ? { ...rest, resources: [resource], except: [] } : row),
        actions: decided[kind],
        isWholeLevel: row.isWholeLevel && decided[kind].length === row.actions.length,
        unchanged: [],
        witness: { principal, action, resource },
      };
      found[kind].set(JSON.stringify([changed.actions, changed.resources]), changed);
    }
  }
  return { gained: [...found.gained.values()], lost: [...found.lost.values()] };
}

const oneOf = ({ resources: [first = '*'] }: Permission): string =>
  first === '*' ? first : first.replaceAll(/[*?]/g, 'x');
