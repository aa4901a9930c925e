/** The actions that a principal's policies can allow, in classes that no statement tells apart. */

import { arnService } from '../../model/arn.ts';
import type { ActionInfo, Reference } from '../../model/service-reference.ts';
import { policyRepairs } from '../../authz/special-cases.ts';
import { actionName } from '../../eval/action.ts';
import { compileGlob, globMatches } from '../../eval/glob.ts';
import type { SourcedRegion } from '../layers/principal-layers.ts';
import { ResourceSet, nothingFixed } from '../regions/region.ts';
import { listed } from './governed.ts';
import type { AccessLevel } from '../../model/service-reference.ts';
import type { Forms } from './reach.ts';

export interface ActionClass {
  readonly service: string;
  /** Absent: the reference does not know the actions. */
  readonly level?: AccessLevel;
  /** Names in AWS's spelling, or patterns of a service that the reference does not know. */
  readonly actions: readonly string[];
  /** Classes with the same key are allowed alike, whatever their services are. */
  readonly key: string;
  readonly sample: string;
  /** The resources that they take; absent: not known. */
  readonly forms?: Forms;
}

export type Actions = Pick<Reference, 'services' | 'service' | 'action'>;

export interface Statements {
  readonly allow: readonly SourcedRegion[];
  readonly all: readonly SourcedRegion[];
  /** Returns the same for services that are decided alike where the same statements count. */
  readonly kindOf: (service: string) => string;
  /** Services whose resources have policies that count: each is about its resource, whatever it says. */
  readonly governed: ReadonlySet<string>;
}

export function* actionClasses(
  { allow, all, kindOf, governed }: Statements,
  reference: Actions,
): Generator<ActionClass> {
  const services = new Set(reference.services?.() ?? []);
  const allowing = new Set(allow);
  const byService = regionsByService(all);
  const numbers = new Map(all.map((region, at) => [region, at]));
  for (const service of services) {
    const concerned = byService(service);
    if (concerned.some((region) => allowing.has(region)))
      yield* classesOfService(service, {
        allow: allowing,
        concerned,
        numbers,
        kind: kindOf(service),
        governed,
        reference,
      });
  }
  for (const { name, service } of unknownActions(allow, services, reference))
    yield { service, actions: [name], key: name, sample: name.replaceAll(/[*?]/g, 'w') };
}

interface OfService {
  readonly allow: ReadonlySet<SourcedRegion>;
  readonly concerned: readonly SourcedRegion[];
  readonly numbers: ReadonlyMap<SourcedRegion, number>;
  readonly kind: string;
  readonly governed: ReadonlySet<string>;
  readonly reference: Actions;
}

function* classesOfService(service: string, statements: OfService): Generator<ActionClass> {
  const { allow, concerned, numbers, kind, governed, reference } = statements;
  const classes = new Map<string, { info: ActionInfo; key: string; actions: string[] }>();
  // If no statement names a resource, nothing depends on those that an action takes, but for keys and roles.
  const isForAll =
    service !== 'kms' &&
    service !== 'sts' &&
    !takesSome(reference.service?.(service)?.actions ?? [], governed) &&
    concerned.every(({ resources }) => resources.isListed && resources.hasAll);
  const whole = new Set(concerned.filter((region) => hasAllOf(service, region)));
  const isWhole = [...whole].some((region) => allow.has(region));
  const others = concerned.filter((region) => !whole.has(region));
  const start = `${kind} ${[...whole].map((region) => numbers.get(region) ?? '').join(' ')} `;
  for (const info of reference.service?.(service)?.actions ?? []) {
    const action = `${service}:${info.name.slice(info.name.indexOf(':') + 1)}`;
    let key = `${isForAll ? '' : formKey(info)} ${start}${special(action)}`;
    let isAllowed = isWhole;
    for (const region of others) {
      if (region.actions.set.has(action) !== region.actions.isListed) continue;
      key += ` ${numbers.get(region) ?? ''}`;
      isAllowed ||= allow.has(region);
    }
    if (!isAllowed) continue;
    const signature = `${info.accessLevel} ${key}`;
    const one = classes.get(signature);
    if (one) one.actions.push(action);
    else classes.set(signature, { info, key, actions: [action] });
  }
  for (const { info, key, actions } of classes.values())
    yield {
      service,
      level: info.accessLevel,
      actions,
      key,
      sample: actions[0] ?? '',
      ...(!isForAll && { forms: actionFormsOf(service, info) }),
    };
}

const takesSome = (actions: readonly ActionInfo[], services: ReadonlySet<string>): boolean =>
  services.size > 0 &&
  actions.some(({ resourceTypes }) =>
    resourceTypes.some(({ arnFormat }) => services.has(arnService(arnFormat))),
  );

const hasAllOf = (service: string, { statement, actions }: SourcedRegion): boolean =>
  actions.isListed &&
  (statement.actions ?? []).some((pattern) => pattern === '*' || pattern.toLowerCase() === `${service}:*`);

/** The engine decides some actions by their names (authz/special-cases.ts), so each is a class of its own. */
const special = (action: string): string =>
  /^(sts:|iam:passrole$|kms:(retiregrant|.*alias)$)/i.test(action) || policyRepairs.has(action.toLowerCase())
    ? action
    : '';

const formKey = ({ resourceTypes }: Pick<ActionInfo, 'resourceTypes'>): string =>
  resourceTypes.map(({ arnFormat, required }) => `${arnFormat}${required === true ? '!' : ''}`).join();

/** The resource of a call of S3 without a bucket (G-34): a star that is no wildcard. */
const allOfS3 = new ResourceSet(['arn:*?:s3:::${*}'], true, true, false, nothingFixed);

const known = new Map<string, Forms>();
const mostCachedForms = 4000;

export function actionFormsOf(service: string, info: Pick<ActionInfo, 'resourceTypes'>): Forms {
  const key = `${service === 's3' ? 's3' : ''} ${formKey(info)}`;
  let forms = known.get(key);
  if (!forms) {
    if (known.size >= mostCachedForms) known.clear();
    forms = makeForms(service, info);
    known.set(key, forms);
  }
  return forms;
}

function makeForms(service: string, { resourceTypes }: Pick<ActionInfo, 'resourceTypes'>): Forms {
  const formats = shortestFirst(resourceTypes.flatMap(({ arnFormat }) => arnFormat.split(', ')));
  const canBeNone = resourceTypes.every(({ required }) => required !== true);
  const isAllOfS3 = service === 's3' && canBeNone;
  const arns = formats.map((format) => {
    // `*?` stays within its field, where `*` would match colons (G-42).
    const pattern = format
      .replaceAll(/\$\{(Partition|Region|Account)\}/g, '*?')
      .replaceAll(/\$\{\w+\}/g, '*');
    // A name without a slash in its format has none: an object is no bucket.
    return { set: listed([pattern]), ...(format.includes('/') ? {} : { but: listed([`${pattern}/*`]) }) };
  });
  return isAllOfS3 ? { arns: [...arns, { set: allOfS3 }], canBeNone: false } : { arns, canBeNone };
}

/** A bucket reads better than an access point, an object better than one behind an access point. */
export const shortestFirst = (formats: readonly string[]): string[] =>
  [...formats].sort((a, b) => a.length - b.length);

export function regionsByService(
  regions: readonly SourcedRegion[],
): (service: string) => readonly SourcedRegion[] {
  const prefixes = regions.map(({ statement, actions }) =>
    actions.isListed ? [...new Set((statement.actions ?? []).map(prefixOf))] : ['*'],
  );
  const wild = new Set(prefixes.flat().filter((prefix) => /[*?]/.test(prefix)));
  return (service) => {
    const fitting = new Set([...wild].filter((prefix) => globMatches(compileGlob(prefix), service)));
    return regions.filter((_, at) =>
      prefixes[at]?.some((prefix) => prefix === service || fitting.has(prefix)),
    );
  };
}

function prefixOf(pattern: string): string {
  const colon = pattern.indexOf(':');
  return (colon < 0 ? pattern : pattern.slice(0, colon)).toLowerCase();
}

/** Yields what statements allow that the reference lacks: names, and patterns of other services. */
function* unknownActions(
  allow: readonly SourcedRegion[],
  known: ReadonlySet<string>,
  reference: Actions,
): Generator<{ readonly name: string; readonly service: string }> {
  const seen = new Set<string>();
  for (const { statement } of allow)
    for (const name of statement.actions ?? []) {
      const { service, full } = actionName(name);
      if (service === '' || /[*?]/.test(service) || seen.has(full)) continue;
      const isUnknown = known.has(service)
        ? !/[*?]/.test(name) && reference.action(name) === undefined
        : true;
      if (!isUnknown) continue;
      seen.add(full);
      yield { name, service };
    }
}
