/**
 * The regions of one action that a principal's policies allow after every limit, in the order of the engine (E-09) but
 * over sets: what grants, under the limits that bind this kind of grant, without what denies.
 */

import {
  coveredServices,
  needsNoPermission,
  isCoveredByRcps,
  isRootAssumingRole,
  mayRepairPolicy,
  trustActions,
} from '../../authz/special-cases.ts';
import { type ActionName, actionName } from '../../eval/action.ts';
import { RequestView } from '../../eval/request.ts';
import { arnAccount, arnService } from '../../model/arn.ts';
import { findByArn } from '../../model/world/world.ts';
import { type PrincipalLayers, type SourcedRegion, layersOf } from '../layers/principal-layers.ts';
import { ResourceSet, nothingFixed } from '../regions/region.ts';
import type { ActionClass, Statements } from './action-classes.ts';
import { CollectedRegions, type Granting, type Reaches, reachPartsOf } from './collected.ts';
import {
  type GrantedRegion,
  type PoliciesOfResources,
  listed,
  policiesOfResources,
  trustPolicies,
  withHeld,
} from './governed.ts';
import { type ExceptedRegion, Fitting, type Forms, type Governed, type Reach } from './reach.ts';
import { memoBy } from '../../model/memo.ts';

export const reachOf = (layers: PrincipalLayers, action: string): readonly Reach[] =>
  finderOf(layers).find(action, undefined).allowed;

export const finderOf = memoBy((layers: PrincipalLayers) => new Finder(layers));

type Granted = 'account' | 'role' | 'direct';

interface CountedRegion {
  readonly region: SourcedRegion;
  readonly only?: Governed | undefined;
  readonly grant?: string;
}

export class Finder {
  readonly layers: PrincipalLayers;
  readonly fitting: Fitting;
  readonly #foreign = new Map<string, PrincipalLayers>();
  #resources: PoliciesOfResources | undefined;
  #trusts: PoliciesOfResources | undefined;
  #others: ReadonlyMap<string, Elsewhere> | undefined;

  constructor(layers: PrincipalLayers) {
    this.layers = layers;
    this.fitting = fittingOf(layers);
  }

  get resources(): PoliciesOfResources {
    return (this.#resources ??= policiesOfResources(this.layers));
  }

  get trusts(): PoliciesOfResources {
    return (this.#trusts ??= trustPolicies(this.layers, 'sts:AssumeRole'));
  }

  regions(): readonly CountedRegion[] {
    const { identity, limits } = this.layers;
    const said = [this.resources, this.trusts];
    const own = [identity, ...limits].flatMap(({ allow, deny }) => [...allow, ...deny]);
    return [
      ...own.map((region) => ({ region })),
      ...this.#controls().map((region) => ({ region })),
      ...said.flatMap(({ grants }) => grants),
      ...said.flatMap(({ denies }) => denies.map((region) => ({ region, only: region.only, grant: 'deny' }))),
    ];
  }

  statements(): Statements {
    const controls = this.#controls();
    const said = [this.resources, this.trusts];
    const governed = new Set(
      said
        .flatMap(({ grants, denies }) => [...grants, ...denies])
        .flatMap(({ only }) => only?.arns ?? [])
        .map(arnService),
    );
    return {
      allow: [
        ...this.layers.identity.allow,
        ...said.flatMap(({ grants }) => grants.map(({ region }) => region)),
      ],
      all: this.regions().map(({ region }) => region),
      kindOf: (service) => {
        const isCovered = controls.length > 0 && coveredServices.has(service);
        const isOwn =
          service === 'kms' ||
          service === 'sts' ||
          governed.has(service) ||
          this.#elsewhere({ service }).length > 0;
        return `${isCovered ? 'covered' : ''} ${isOwn ? service : ''}`;
      },
      governed,
    };
  }

  #controls(): SourcedRegion[] {
    const grants = [this.resources, this.trusts].flatMap((one) => one.grants);
    const owners = new Set([this.layers.owner, ...grants.map(({ owner }) => owner)]);
    return [...owners].flatMap((owner) => this.#layersOn(owner).resourceControls.flatMap(({ deny }) => deny));
  }

  takesPattern({
    service,
    forms,
  }: Pick<ActionClass, 'service' | 'forms'>): (reach: Reach, pattern: string) => boolean {
    const services = new Set([
      service,
      ...(forms?.arns ?? []).flatMap(({ set }) => set.texts.map((text) => arnService(text))),
    ]);
    return (reach, pattern) => {
      const other = arnService(pattern);
      if (/^[\w-]+$/.test(other) && !services.has(other)) return false;
      return (
        forms === undefined ||
        reach.owner !== this.layers.owner ||
        pattern.includes('${') ||
        this.fitting.canBe({ ...reach, resources: [...reach.resources, completed(pattern)] }, forms)
      );
    };
  }

  /** Says whether it is the ARN of a key or role of this world, whose own policy is known. */
  readonly isHeld = (arn: string): boolean => {
    const { world } = this.layers;
    const resource = findByArn(world, 'resources', arn);
    return resource?.policy !== undefined || findByArn(world, 'roles', arn) !== undefined;
  };

  find(action: string, forms: Forms | undefined): Reaches {
    const { layers } = this;
    const name = actionName(action);
    if (needsNoPermission(this.#view(action, '*'))) return { allowed: [freely], taken: [], open: [] };
    if (name.full === 'sts:assumerole' && isRootAssumingRole(this.#view(action, '*'))) return nothingFound;
    const own = this.#ofOwner(layers, name, forms);
    const foreign = [
      ...new Set([...this.resources.grants, ...this.#trustsOf(name).grants].map(({ owner }) => owner)),
    ]
      .filter((owner) => owner !== layers.owner)
      .map((owner) => this.#ofOwner(this.#layersOn(owner), name, forms));
    const all = [own, ...foreign];
    return {
      allowed: all.flatMap(({ allowed }) => allowed),
      taken: all.flatMap(({ taken }) => taken),
      open: own.open,
    };
  }

  #view(action: string, resource: string): RequestView {
    const { principal, context } = this.layers.request;
    return new RequestView(principal, action, resource, undefined, context, false);
  }

  #layersOn(owner: string): PrincipalLayers {
    if (owner === this.layers.owner) return this.layers;
    let found = this.#foreign.get(owner);
    if (!found) {
      const { world, asked, env, about, fixed } = this.layers;
      found = layersOf(world, asked, env, owner, about, fixed.isFixed);
      this.#foreign.set(owner, found);
    }
    return found;
  }

  #trustsOf({ full }: ActionName): PoliciesOfResources {
    return trustActions.has(full) ? this.trusts : nothingSaid;
  }

  #ofOwner(layers: PrincipalLayers, action: ActionName, forms: Forms | undefined): Reaches {
    const isOwn = layers === this.layers;
    const fitting = isOwn ? this.fitting : fittingOf(layers);
    const has = ({ actions }: SourcedRegion): boolean => actions.set.has(action.full) === actions.isListed;
    const ofOwner = <T extends SourcedRegion | GrantedRegion>(
      all: readonly (T & { readonly owner: string })[],
    ): T[] => all.filter(({ owner }) => owner === layers.owner);
    const said = [this.resources, this.#trustsOf(action)];
    const grants = said.flatMap((one) => ofOwner(one.grants)).filter(({ region }) => has(region));
    const isRepair = isOwn && mayRepairPolicy(this.#view(action.full, `arn:aws:s3:::w`));
    const denies: ExceptedRegion[] = [
      ...[layers.identity, ...layers.limits].flatMap(({ deny }) => deny),
      ...(isCoveredByRcps(this.#view(action.full, '*'))
        ? layers.resourceControls.flatMap(({ deny }) => deny)
        : []),
      ...(isRepair ? [] : said.flatMap((one) => ofOwner(one.denies))),
    ].filter(has);
    const identity = layers.identity.allow.filter(has);
    const limits = layers.limits.map((limit) => ({ ...limit, allow: limit.allow.filter(has) }));
    const scps = limits.filter(({ layer }) => layer === 'service-control');
    // A scope-down policy limits every grant; a boundary and session policies do not limit a grant to the caller itself.
    const scopes = limits.filter(({ layer, level }) => layer === 'session' && level !== undefined);
    const self = selfDeciding(action);
    const apart = [...(self ? [self] : []), ...reserved(action), ...this.#elsewhere(action)];
    const collected = () => new CollectedRegions(fitting, layers.owner, forms);
    const found = collected();
    const open = collected();
    // The root user brings tags and a source identity to no role, but to sessions of federated users.
    const isKeptOut = isRootAssumingRole(this.#view(action.full, '*'));
    const asIs = (region: SourcedRegion): Granting => {
      const { resources, tests } = reachPartsOf([region]);
      const left = isKeptOut ? [...resources, anyArn] : resources;
      return { resources: left, tests, apart, from: [region.source], regions: [region] };
    };
    if (isOwn) found.add({ grants: identity.map(asIs), limits, denies });
    if (isOwn && self && !isKeptOut)
      open.add({
        grants: identity.map((region) => ({ ...asIs(region), kind: self, apart: reserved(action) })),
        limits,
        denies,
      });
    const granting: Record<Granted, Granting[]> = { account: [], role: [], direct: [] };
    for (const { region, sources, only, grant } of grants) {
      const from = (given: readonly SourcedRegion[]): Granting => ({
        ...reachPartsOf([region, ...given]),
        only,
        apart: reserved(action),
        from: [...given.map(({ source }) => source), ...sources],
        regions: [region, ...given],
      });
      if (isKeptOut && only.arns.some((arn) => isIn(roles, arn))) continue;
      const isSelf = self !== undefined && only.arns.some((arn) => isIn(self, arn));
      if (!isOwn || (isSelf && grant === 'account'))
        granting.account.push(...identity.map((one) => from([one])));
      else if (grant === 'direct') granting.direct.push(from([]));
      else if (grant !== 'account') granting.role.push(from([]));
    }
    found.add({ grants: granting.account, limits, denies });
    found.add({ grants: granting.role, limits, denies });
    found.add({ grants: granting.direct, limits: [...scps, ...scopes], denies });
    return { ...found.result(), open: open.result().allowed };
  }

  #elsewhere({ service }: Pick<ActionName, 'service'>): ResourceSet[] {
    const found = this.elsewhere.get(service);
    return found ? [found.all] : [];
  }

  /** Returns, by service, buckets and the like of other accounts, whose ARNs do not tell whose they are. */
  get elsewhere(): ReadonlyMap<string, Elsewhere> {
    return (this.#others ??= this.#findOthers());
  }

  #findOthers(): ReadonlyMap<string, Elsewhere> {
    const byService = new Map<string, Map<string, string>>();
    for (const { arn, account } of this.layers.world.resources.values()) {
      if (account === this.layers.owner || arnAccount(arn) !== '') continue;
      const service = arnService(arn);
      const owners = byService.get(service) ?? new Map<string, string>();
      for (const text of withHeld(arn)) owners.set(text, account);
      byService.set(service, owners);
    }
    return new Map(
      [...byService].map(([service, owners]) => [service, { owners, all: listed([...owners.keys()]) }]),
    );
  }
}

export interface Elsewhere {
  readonly owners: ReadonlyMap<string, string>;
  readonly all: ResourceSet;
}

/** Calls that need no permission (E-80). */
const freely: Reach = { resources: [], apart: [], tests: [], except: [], from: [], limits: [], regions: [] };
const nothingFound: Reaches = { allowed: [], taken: [], open: [] };
const nothingSaid: PoliciesOfResources = { grants: [], denies: [] };

/** Returns patterns of ARNs of any account with this last part. `*?` stays in its field, `*` would match colons (G-42). */
const anywhere = (last: string): string[] =>
  ['', '*?'].flatMap((region) => ['', '*?'].map((account) => `arn:*?:*?:${region}:${account}:${last}`));

const anyArn = listed(['arn:*']);
const keys = listed(anywhere('key/*'));
const keysAndAliases = listed([...anywhere('key/*'), ...anywhere('alias/*')]);
const roles = listed(anywhere('role/*'));
const reservedRoles = listed(anywhere('role/aws-reserved/*'));

/** Identity policies complete short ARNs (G-43). */
function completed(pattern: string): ResourceSet {
  let set = sets.get(pattern);
  if (!set) {
    if (sets.size >= mostCachedSets) sets.clear();
    set = new ResourceSet([pattern], true, false, true, nothingFixed);
    sets.set(pattern, set);
  }
  return set;
}

const sets = new Map<string, ResourceSet>();
const mostCachedSets = 4000;

/** Resources that have to grant themselves: keys and, for assuming them, roles (E-50, E-52). */
function selfDeciding({ service, name, full }: ActionName): ResourceSet | undefined {
  if (service === 'kms') return name.endsWith('alias') ? keys : keysAndAliases;
  return trustActions.has(full) ? roles : undefined;
}

const reserved = ({ full }: ActionName): ResourceSet[] => (full === 'iam:passrole' ? [reservedRoles] : []);

const isIn = (set: ResourceSet, arn: string): boolean => set.sure.has(arn);

/** The resources that are the account's by their ARN, and those whose ARNs do not tell. */
export const ofOwner = (owner: string, { request }: PrincipalLayers): readonly ResourceSet[] => {
  const start = request.principal.arnStart || 'arn:aws:';
  return [resourcesOf([owner], start), resourcesOf(unnamed, start)];
};

function fittingOf({ owner, request }: PrincipalLayers): Fitting {
  const derived = Object.entries(request.evaluated()).flatMap(([key, value]) =>
    typeof value === 'string' ? [key.toLowerCase()] : [],
  );
  const start = request.principal.arnStart || 'arn:aws:';
  return new Fitting(new Set(derived), resourcesOf([owner, ...unnamed], start));
}

const owned = new Map<string, ResourceSet>();

/** Account fields of ARNs that do not tell whose the resource is. */
const unnamed = ['', 'aws'];

function resourcesOf(accounts: readonly string[], start: string): ResourceSet {
  const key = `${start}${accounts.join()}`;
  const known = owned.get(key);
  if (known) return known;
  const found = listed(
    accounts.flatMap((account) => [`${start}*?::${account}:*`, `${start}*?:*?:${account}:*`]),
  );
  owned.set(key, found);
  return found;
}
