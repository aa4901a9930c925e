/**
 * Tells what other tags of users, roles, policies and resources mean for those who act on them. Regions know a tag of a resource
 * only as a key of the request, so here each action on each of these is asked on both sides.
 */

import { authorize } from '../../authz/authorize.ts';
import type { RequestContext } from '../../authz/decision.ts';
import { arnService } from '../../model/arn.ts';
import type { Tag } from '../../model/records/tag.ts';
import type { World } from '../../model/world/world.ts';
import { keysOfStatement } from '../../policy/compile.ts';
import type { Candidate } from '../difference/concrete.ts';
import { Search } from '../difference/search.ts';
import { type Actions, actionFormsOf } from '../effective/action-classes.ts';
import { type QuestionPrincipal, isOfPrincipal } from '../layers/principal-layers.ts';
import type { Region } from '../regions/region.ts';
import type { ChangedPermission, Side } from './consequence.ts';
import { isResourceTag } from './tag-readers.ts';
import type { Steps } from '../../model/steps.ts';
import { memoBy } from '../../model/memo.ts';

interface ByTags {
  readonly gained: readonly ChangedPermission[];
  readonly lost: readonly ChangedPermission[];
}

/** Sets of keys that are tried, so that the other conditions of a statement hold. */
const mostContexts = 4;
const atOnce = 20;

/** `regions`: of all statements that count for the caller. */
export function* changedByTags(
  before: Side,
  after: Side,
  caller: QuestionPrincipal,
  { regions, reference }: { readonly regions: readonly Region[]; readonly reference: Actions },
): Steps<ByTags> {
  const arns = retagged(before.world, after.world);
  const readers =
    arns.length === 0
      ? []
      : regions.filter(({ statement }) => keysOfStatement(statement).some(isResourceTag));
  if (readers.length === 0) return { gained: [], lost: [] };
  const contexts = contextsOf(readers);
  const rows = { gained: new Map<string, ChangedPermission>(), lost: new Map<string, ChangedPermission>() };
  let asked = 0;
  for (const arn of arns)
    for (const [action, level] of actionsOn(arn, reference)) {
      if ((asked += 1) % atOnce === 0) yield;
      for (const context of contexts) {
        const witness = {
          ...caller,
          action,
          resource: arn,
          ...(Object.keys(context).length > 0 && { context }),
        };
        const [was, is] = [before, after].map(
          ({ world, env }) => authorize(world, witness, env).verdict === 'allowed',
        );
        if (was === is) continue;
        const into = rows[is ? 'gained' : 'lost'];
        const key = JSON.stringify([level, arn, context]);
        const row = into.get(key);
        into.set(key, {
          service: action.slice(0, action.indexOf(':')),
          ...(level && { level }),
          actions: [...(row?.actions ?? []), action],
          isWholeLevel: false,
          resources: [arn],
          except: [],
          from: [],
          limits: [],
          unchanged: [],
          witness: row?.witness ?? witness,
        });
        break;
      }
    }
  return { gained: [...rows.gained.values()], lost: [...rows.lost.values()] };
}

/** The first is without keys. */
function contextsOf(regions: readonly Region[]): RequestContext[] {
  const found = new Map<string, RequestContext>([['{}', {}]]);
  for (const { tests } of regions) {
    if (found.size >= mostContexts) break;
    const others = tests.filter(({ key }) => !isResourceTag(key) && !isOfPrincipal(key));
    const search = new Search<Candidate>({ derived: new Map(), confirm: (one) => one, isOver: () => false });
    const one = search.findIn(
      others.map((test) => ({ kind: 'test', test, holds: true })),
      [],
    );
    if (typeof one === 'object') found.set(JSON.stringify(one.found.context), one.found.context);
  }
  return [...found.values()];
}

function* actionsOn(arn: string, reference: Actions): Generator<[string, ChangedPermission['level']]> {
  const own = arnService(arn);
  for (const service of own === 'iam' ? [own, 'sts'] : [own])
    for (const { name } of reference.service?.(service)?.actions ?? []) {
      const action = `${service}:${name.slice(name.indexOf(':') + 1)}`;
      const info = reference.action(action);
      const takes = info && actionFormsOf(service, info).arns;
      if (takes?.some(({ set, but }) => set.sure.has(arn) && !but?.sure.has(arn)))
        yield [action, info?.accessLevel];
    }
}

/** Returns the ARNs of what has other tags. Both sides have it. */
const retagged = (before: World, after: World): readonly string[] => retaggedSince(before)(after);

const retaggedSince = memoBy((before: World) => memoBy((after: World) => compared(before, after)));

type Row = { readonly arn: string; readonly tags: readonly Tag[] };

function compared(before: World, after: World): string[] {
  return (['users', 'roles', 'policies', 'resources'] as const).flatMap((table) => {
    if (before[table] === after[table]) return [];
    const others: ReadonlyMap<string, Row> = after[table];
    return [...before[table].entries()].flatMap(([id, row]: [string, Row]) => {
      const other = others.get(id);
      const isSame = !other || other.tags === row.tags || tagsOf(other) === tagsOf(row);
      return isSame ? [] : [row.arn];
    });
  });
}

const tagsOf = ({ tags }: Row): string => JSON.stringify(tags);
