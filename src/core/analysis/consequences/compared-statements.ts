/** The statements that count for a principal on two sides, those that both have once. */

import { type Statements, regionsByService } from '../effective/action-classes.ts';
import type { Finder } from '../effective/find-reaches.ts';
import { type PrincipalLayers, type SourcedRegion, derivedKeys } from '../layers/principal-layers.ts';
import type { CompiledStatement } from '../../policy/compile.ts';
import { memoBy } from '../../model/memo.ts';

export interface ComparedStatements {
  readonly statements: Statements;
  readonly mayDiffer: (action: string) => boolean;
  readonly concernsService: (service: string) => boolean;
}

export function comparedStatements(before: Finder, after: Finder): ComparedStatements {
  const sides = [before, after].map((finder) => keyed(finder));
  const [ours, theirs] = sides as [Keyed, Keyed];
  const statements = joined(before, after, ours, theirs);
  if (structureOf(before.layers) !== structureOf(after.layers))
    return { statements, mayDiffer: () => true, concernsService: () => true };
  const changed = [...apart(ours, theirs), ...apart(theirs, ours)];
  const byService = regionsByService(changed);
  const moved = movedServices(before, after);
  return {
    statements,
    mayDiffer: (action) =>
      moved.has(action.slice(0, action.indexOf(':')).toLowerCase()) ||
      changed.some(({ actions }) => actions.set.has(action.toLowerCase()) === actions.isListed),
    concernsService: (service) => moved.has(service) || byService(service).length > 0,
  };
}

/** Returns the services of which the sides hold other resources in other accounts. */
function movedServices(before: Finder, after: Finder): ReadonlySet<string> {
  const [ours, theirs] = [before.elsewhere, after.elsewhere];
  const textsOf = (one: Finder['elsewhere'], service: string) =>
    [...(one.get(service)?.owners.keys() ?? [])].sort().join();
  return new Set(
    [...ours.keys(), ...theirs.keys()].filter(
      (service) => textsOf(ours, service) !== textsOf(theirs, service),
    ),
  );
}

type Keyed = ReadonlyMap<string, SourcedRegion>;

function keyed(finder: Finder): Keyed {
  const found = new Map<string, SourcedRegion>();
  const { principal } = finder.layers.request;
  const own = JSON.stringify([principal, [...derivedKeys(finder.layers.input)]]);
  for (const { region, only, grant } of finder.regions()) {
    const { source } = region;
    // Policies of one layer count alike, whatever their names are.
    const place = `${source.layer} ${source.level ?? ''} ${grant ?? ''} ${only?.arns.join() ?? ''}`;
    const reads = readsOwn(region.statement) ? own : '';
    found.set(`${place} ${comparedText(region.statement)} ${reads}`, region);
  }
  return found;
}

const apart = (ours: Keyed, theirs: Keyed): SourcedRegion[] =>
  [...ours].flatMap(([key, region]) => (theirs.has(key) ? [] : [region]));

function joined(before: Finder, after: Finder, ours: Keyed, theirs: Keyed): Statements {
  const [first, second] = [before.statements(), after.statements()];
  const allowing = new Set([...first.allow, ...second.allow]);
  const all = [...new Map([...ours, ...theirs]).values()];
  return {
    allow: all.filter((region) => allowing.has(region)),
    all,
    kindOf: (service) => `${first.kindOf(service)} ${second.kindOf(service)}`,
    governed: new Set([...first.governed, ...second.governed]),
  };
}

/** Limits without statements limit, too. */
const structureOf = ({ limits, resourceControls, principal }: PrincipalLayers): string =>
  JSON.stringify([
    principal.kind,
    ...[...limits, ...resourceControls].map(({ layer, level }) => `${layer} ${level ?? ''}`),
  ]);

/** Returns the same text for statements that say the same. */
export const comparedText = memoBy((statement: CompiledStatement): string => {
  const { effect, actions, notActions, resources, notResources, conditions, variables } = statement;
  const says = [effect, actions, notActions, resources, notResources, conditions, variables];
  return JSON.stringify(says.map((part) => part ?? 0));
});

const readsOwn = ({ conditions = [], resources = [], notResources = [] }: CompiledStatement): boolean =>
  conditions.length > 0 || [...resources, ...notResources].some((text) => text.includes('${'));
