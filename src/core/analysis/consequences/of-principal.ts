/**
 * Finds the meaning of a change for one principal: the regions that only one side allows, each with a request that the engine
 * decides differently. Actions that no changed statement is about are passed over.
 */

import { authorize } from '../../authz/authorize.ts';
import { type Candidate, type NaturalResources, askedRegion } from '../difference/concrete.ts';
import { arnAccount } from '../../model/arn.ts';
import { findByArn } from '../../model/world/world.ts';
import { type Actions, type ActionClass, actionClasses, actionFormsOf } from '../effective/action-classes.ts';
import type { Reaches } from '../effective/collected.ts';
import { type Finder, finderOf, ofOwner } from '../effective/find-reaches.ts';
import { JoinedParts, isWholeLevel } from '../effective/joined.ts';
import type { Permission } from '../effective/permission.ts';
import type { Forms, Reach } from '../effective/reach.ts';
import { listed } from '../effective/governed.ts';
import { naturalResources, naturalTexts } from '../effective/natural-resources.ts';
import { type PermissionPart, permissionsOf } from '../effective/rows.ts';
import {
  type LayerConcern,
  type QuestionPrincipal,
  derivedKeys,
  isLasting,
  layersOf,
} from '../layers/principal-layers.ts';
import { changedByTags } from './by-tags.ts';
import { comparedStatements } from './compared-statements.ts';
import type { ChangedPermission, ChangedRequest, Consequence, Side, UnchangedPart } from './consequence.ts';
import { type Comparing, type Exceeding, type Moved, exceeding } from './exceeding.ts';
import { weightOf } from './weight.ts';
import type { Steps } from '../../model/steps.ts';
import { conditionsOf, patternsOf } from '../effective/reach-words.ts';

export interface ConsequenceOptions {
  /** Returns true when the time is over; what was found until then is returned as not complete. */
  readonly isOver?: () => boolean;
  /** Only these statements can matter; absent: all. */
  readonly about?: LayerConcern | undefined;
}

/** @internal `caller`: a root user, user, role or session that both sides have. */
export function consequenceFor(
  before: Side,
  after: Side,
  caller: QuestionPrincipal,
  reference: Actions,
  options: ConsequenceOptions = {},
): Consequence {
  const steps = consequenceInSteps(before, after, caller, reference, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

export function* consequenceInSteps(
  before: Side,
  after: Side,
  caller: QuestionPrincipal,
  reference: Actions,
  { isOver = () => false, about }: ConsequenceOptions = {},
): Steps<Consequence> {
  const sides = { before: finderOn(before, caller, about), after: finderOn(after, caller, about) };
  yield;
  const { statements, mayDiffer, concernsService } = comparedStatements(sides.before, sides.after);
  yield;
  const concerned = concernedActions(reference, mayDiffer, concernsService);
  const natural = naturalResources(reference, arnAccount(caller.principal), after.world);
  const gained = new Rows(
    reference,
    comparing(sides.before, sides.after, { before, after, caller, natural, isOver }),
  );
  const lost = new Rows(
    reference,
    comparing(sides.after, sides.before, { before: after, after: before, caller, natural, isOver }),
  );
  const known = new Map<string, Readonly<Record<'before' | 'after', Reaches>>>();
  let at = 0;
  for (const one of actionClasses(statements, concerned)) {
    if (!mayDiffer(one.sample)) continue;
    let reaches = known.get(one.key);
    if (!reaches) {
      reaches = {
        before: sides.before.find(one.sample, one.forms),
        after: sides.after.find(one.sample, one.forms),
      };
      known.set(one.key, reaches);
      yield;
    } else if ((at += 1) % 50 === 0) yield;
    gained.add(one, reaches.after, reaches.before);
    lost.add(one, reaches.before, reaches.after);
  }
  const byTags = yield* changedByTags(before, after, caller, { regions: statements.all, reference });
  return {
    principal: caller.principal,
    gained: [...gained.permissions(), ...byTags.gained].sort((a, b) => weightOf(b) - weightOf(a)),
    lost: [...lost.permissions(), ...byTags.lost].sort((a, b) => weightOf(b) - weightOf(a)),
    isComplete: gained.isCertain && lost.isCertain,
  };
}

function concernedActions(
  reference: Actions,
  mayDiffer: (action: string) => boolean,
  concernsService: (service: string) => boolean,
): Actions {
  return {
    services: () => (reference.services?.() ?? []).filter(concernsService),
    service: (prefix) => {
      const service = reference.service?.(prefix);
      return (
        service && {
          ...service,
          actions: service.actions.filter(({ name }) =>
            mayDiffer(`${prefix}:${name.slice(name.indexOf(':') + 1)}`),
          ),
        }
      );
    },
    action: (name) => reference.action(name),
  };
}

const finderOn = ({ world, env }: Side, caller: QuestionPrincipal, about: LayerConcern | undefined): Finder =>
  finderOf(layersOf(world, caller, env, undefined, about, isLasting));

interface Change {
  readonly before: Side;
  readonly after: Side;
  readonly caller: QuestionPrincipal;
  readonly natural: NaturalResources;
  readonly isOver: () => boolean;
}

interface ComparingWith {
  readonly finder: Finder;
  readonly caller: QuestionPrincipal;
  readonly search: Comparing;
}

function comparing(
  less: Finder,
  more: Finder,
  { before, after, caller, natural, isOver }: Change,
): ComparingWith {
  const { layers, fitting } = more;
  const allows = ({ world, env }: Side, candidate: Candidate) =>
    authorize(world, { ...caller, ...candidate }, env).verdict === 'allowed';
  return {
    finder: more,
    caller,
    search: {
      fitting,
      ofOwner: (account) => ofOwner(account, layers),
      home: layers.owner,
      moved: movedBetween(more, less),
      derived: shared(derivedKeys(layers.input), derivedKeys(less.layers.input)),
      isNew: (candidate) => allows(after, candidate) && !allows(before, candidate),
      natural,
      isOver,
    },
  };
}

/** Finds, by service, what only `less` holds in other accounts. */
function movedBetween(more: Finder, less: Finder): Comparing['moved'] {
  const found = new Map<string, readonly Moved[]>();
  return (service) => {
    let moved = found.get(service);
    if (!moved) found.set(service, (moved = movedOf(more, less, service)));
    return moved;
  };
}

function movedOf(more: Finder, less: Finder, service: string): Moved[] {
  const [ours, theirs] = [more, less].map(({ elsewhere }) => elsewhere.get(service)?.owners);
  const found = new Map<
    string,
    { readonly owner: string; readonly isGone: boolean; readonly texts: string[] }
  >();
  for (const [text, owner] of theirs ?? []) {
    if (ours?.has(text)) continue;
    const isGone = !findByArn(more.layers.world, 'resources', text.replace(/\/\*$/, ''));
    const key = `${owner} ${isGone}`;
    const known = found.get(key);
    if (known) known.texts.push(text);
    else found.set(key, { owner, isGone, texts: [text] });
  }
  return [...found.values()].map(({ texts, ...one }) => ({ ...one, set: listed(texts) }));
}

const shared = (ours: ReadonlyMap<string, string>, theirs: ReadonlyMap<string, string>) =>
  new Map([...ours].filter(([key, value]) => theirs.get(key) === value));

type ChangedPart = PermissionPart & Pick<ChangedPermission, 'unchanged' | 'witness' | 'owner' | 'isMoved'>;

/** Collects what one side allows more than the other. */
class Rows {
  isCertain = true;
  readonly #reference: Actions;
  readonly #with: ComparingWith;
  readonly #rows = new JoinedParts<ChangedPart>(({ witness: _, ...part }) => JSON.stringify(part));
  /** Parts by class, since classes with the same key are decided alike. */
  readonly #known = new Map<string, readonly ChangedPart[]>();

  constructor(reference: Actions, comparingWith: ComparingWith) {
    this.#reference = reference;
    this.#with = comparingWith;
  }

  add(one: ActionClass, more: Reaches, less: Reaches): void {
    const known = this.#known.get(one.key)?.map((part) => this.#of(one, part));
    if (known?.every((part) => part !== undefined)) return this.#rows.add(one, known);
    const parts = this.#partsOf(one, more, less);
    this.#known.set(one.key, parts);
    this.#rows.add(one, parts);
  }

  /** Returns the part with a request of this action, where the one of another action will do. */
  #of({ sample, forms }: ActionClass, part: ChangedPart): ChangedPart | undefined {
    const { witness } = part;
    if (!witness) return part;
    const { search, caller } = this.#with;
    // No statement names a resource where there are no forms.
    const natural = forms ? [] : naturalTexts(search.natural(sample, askedRegion(witness.context ?? {})));
    for (const resource of [...natural, witness.resource]) {
      const candidate = { action: sample, resource, context: witness.context ?? {} };
      if (this.#takes(sample, resource) && search.isNew(candidate))
        return { ...part, witness: requestOf(caller, candidate) };
    }
    return undefined;
  }

  /** Returns the resources that AWS's reference gives the action; `undefined` where it does not know it. */
  #formsOf(action: string): Forms | undefined {
    const info = this.#reference.action(action);
    return info && actionFormsOf(action.slice(0, action.indexOf(':')), info);
  }

  #takes(action: string, resource: string): boolean {
    const forms = this.#formsOf(action);
    if (!forms) return true;
    if (resource === '*') return forms.canBeNone;
    return forms.arns.some(({ set, but }) => set.sure.has(resource) && !but?.sure.has(resource));
  }

  permissions(): ChangedPermission[] {
    return this.#rows.rows().map((row) => ({ ...row, isWholeLevel: isWholeLevel(row, this.#reference) }));
  }

  #partsOf(actions: ActionClass, more: Reaches, less: Reaches): ChangedPart[] {
    const { sample, forms, service } = actions;
    const { finder, search, caller } = this.#with;
    const compare = (ours: readonly Reach[], theirs: readonly Reach[], isNew = search.isNew) => {
      const { found, isCertain } = exceeding(
        { more: ours, less: theirs, action: sample, forms: forms ?? this.#formsOf(sample) },
        { ...search, isNew },
      );
      this.isCertain &&= isCertain;
      return found;
    };
    const telling = { takes: finder.takesPattern(actions), isHeld: finder.isHeld };
    const needs: Permission['needs'] = service === 'kms' ? 'key' : 'trust';
    const rowsOf = (one: Exceeding, found: Pick<Reaches, 'allowed' | 'open'>) =>
      permissionsOf({ ...found, taken: [] }, needs, telling).map((part) => ({
        ...part,
        ...ownerOf(one, search.home),
        unchanged: one.shared.map((other) => unchangedPart(one.reach, other)),
      }));
    const allowed = compare(more.allowed, less.allowed).flatMap((one) =>
      // The regions that wait for policies of keys or roles tell that these are no part of it.
      rowsOf(one, { allowed: [one.reach], open: more.open })
        .filter((part) => part.needs === undefined)
        .map((part) => ({ ...part, witness: requestOf(caller, one.candidate) })),
    );
    // The policies of keys and roles decide, and nobody holds them: no request is decided differently.
    const open = compare(more.open, less.open, () => true).flatMap((one) =>
      rowsOf(one, { allowed: [], open: [one.reach] }),
    );
    return [...allowed, ...open];
  }
}

function requestOf(
  { principal, session, sessionName }: QuestionPrincipal,
  candidate: Candidate,
): ChangedRequest {
  const { action, resource, context } = candidate;
  return {
    principal,
    action,
    resource,
    ...(Object.keys(context).length > 0 && { context }),
    ...(session !== undefined && { session }),
    ...(sessionName !== undefined && { sessionName }),
  };
}

function ownerOf(
  { reach: { owner }, movedTo }: Exceeding,
  home: string,
): Pick<ChangedPermission, 'owner' | 'isMoved'> {
  if (movedTo !== undefined) return { owner: movedTo, isMoved: true };
  return owner === undefined || owner === home ? {} : { owner };
}

/** `other`: a region of the other side that has a part of `reach`. */
function unchangedPart(reach: Reach, other: Reach): UnchangedPart {
  const conditions = conditionsOf(other.tests);
  const own = new Set(reach.resources);
  const sets = [...(other.only ? [other.only.set] : []), ...other.resources].filter((set) => !own.has(set));
  const except = sets.flatMap(({ isListed, texts }) => (isListed ? [] : texts));
  const given = patternsOf(reach);
  const met = patternsOf({ ...reach, resources: [...reach.resources, ...sets] });
  // Patterns with variables cannot be met: those of the other side say what is left.
  const hasVariable = sets.some(({ isListed, texts }) => isListed && texts.some((one) => one.includes('${')));
  const isUnmet = hasVariable && met.join() === given.join();
  return {
    resources: isUnmet ? patternsOf(other) : met,
    ...(except.length > 0 && { except }),
    ...(conditions && { conditions }),
  };
}
