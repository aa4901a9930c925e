/**
 * The actions that a principal's policies can allow, in classes that no statement tells apart: all actions of a class
 * are decided alike, so one of them stands for the rest.
 */

import type { ActionInfo, Reference } from '../../model/service-reference.ts';
import { actionName } from '../../eval/action.ts';
import { compileGlob, globMatches } from '../../eval/glob.ts';
import type { SourcedRegion } from '../layers/source.ts';
import { listed } from './governed.ts';
import type { Level } from './permission.ts';
import type { Forms } from './reach.ts';

export interface ActionClass {
  readonly service: string;
  /** Absent: the reference does not know the actions. */
  readonly level?: Level;
  /** Names in AWS's spelling, or patterns of a service that the reference does not know. */
  readonly actions: readonly string[];
  /** A name that stands for all of them. */
  readonly sample: string;
  /** The resources that they take; absent: not known. */
  readonly forms?: Forms;
}

/** The part of the reference that is needed. */
export type Actions = Pick<Reference, 'services' | 'service' | 'action'>;

/** Yields classes service by service. `allow` and `all`: regions of statements that allow, and all regions. */
export function* actionClasses(
  allow: readonly SourcedRegion[],
  all: readonly SourcedRegion[],
  reference: Actions,
): Generator<ActionClass> {
  const services = new Set(reference.services?.() ?? []);
  for (const service of services) {
    const concerned = all.filter((region) => concerns(region, service));
    if (!allow.some((region) => concerns(region, service))) continue;
    yield* classesOfService(service, { allow: new Set(allow), concerned, reference });
  }
  for (const { name, service } of unknownActions(allow, services, reference))
    yield { service, actions: [name], sample: name.replaceAll(/[*?]/g, 'w') };
}

interface Statements {
  readonly allow: ReadonlySet<SourcedRegion>;
  readonly concerned: readonly SourcedRegion[];
  readonly reference: Actions;
}

function* classesOfService(service: string, statements: Statements): Generator<ActionClass> {
  const { allow, concerned, reference } = statements;
  const classes = new Map<string, { info: ActionInfo; actions: string[] }>();
  // If no statement names a resource, nothing depends on those that an action takes, but for keys and roles.
  const isForAll =
    service !== 'kms' &&
    service !== 'sts' &&
    concerned.every(({ resources }) => resources.isListed && resources.hasAll);
  for (const info of reference.service?.(service)?.actions ?? []) {
    const action = `${service}:${info.name.slice(info.name.indexOf(':') + 1)}`;
    let signature = `${info.accessLevel} ${isForAll ? '' : formKey(info)} ${special(action)}`;
    let isAllowed = false;
    for (const [at, region] of concerned.entries()) {
      if (region.actions.set.has(action) !== region.actions.isListed) continue;
      signature += ` ${at}`;
      isAllowed ||= allow.has(region);
    }
    if (!isAllowed) continue;
    const one = classes.get(signature);
    if (one) one.actions.push(action);
    else classes.set(signature, { info, actions: [action] });
  }
  for (const { info, actions } of classes.values())
    yield {
      service,
      level: info.accessLevel,
      actions,
      sample: actions[0] ?? '',
      ...(!isForAll && { forms: formsOf(info) }),
    };
}

/** The engine decides some actions by their names (authz/special-cases.ts), so each is a class of its own. */
const special = (action: string): string =>
  /^(sts:|iam:passrole$|kms:(retiregrant|.*alias)$|s3:(get|put|delete)bucketpolicy$|sqs:[gs]etqueueattributes$)/i.test(
    action,
  )
    ? action
    : '';

const formKey = ({ resourceTypes }: ActionInfo): string =>
  resourceTypes.map(({ name, required }) => `${name}${required === true ? '!' : ''}`).join();

const known = new Map<string, Forms>();
const kept = 4000;

/** Returns the resources that an action takes. */
export function formsOf({ resourceTypes }: Pick<ActionInfo, 'resourceTypes'>): Forms {
  const key = resourceTypes.map(({ arnFormat, required }) => `${arnFormat} ${String(required)}`).join();
  let forms = known.get(key);
  if (!forms) {
    if (known.size >= kept) known.clear();
    forms = makeForms(resourceTypes);
    known.set(key, forms);
  }
  return forms;
}

function makeForms(resourceTypes: ActionInfo['resourceTypes']): Forms {
  const formats = resourceTypes.flatMap(({ arnFormat }) => arnFormat.split(', '));
  return {
    arns: formats.map((format) => {
      // `*?` stays within its field, where `*` would match colons (G-42).
      const pattern = format
        .replaceAll(/\$\{(Partition|Region|Account)\}/g, '*?')
        .replaceAll(/\$\{\w+\}/g, '*');
      // A name without a slash in its format has none: an object is no bucket.
      return { set: listed([pattern]), ...(format.includes('/') ? {} : { but: listed([`${pattern}/*`]) }) };
    }),
    canBeNone: resourceTypes.every(({ required }) => required !== true),
  };
}

const concerns = (
  { statement: { actions, notActions }, actions: { isListed } }: SourcedRegion,
  service: string,
) => !isListed || (actions ?? notActions ?? []).some((pattern) => serviceMatches(pattern, service));

function serviceMatches(pattern: string, service: string): boolean {
  const colon = pattern.indexOf(':');
  const prefix = (colon < 0 ? pattern : pattern.slice(0, colon)).toLowerCase();
  return prefix === service || (/[*?]/.test(prefix) && globMatches(compileGlob(prefix), service));
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
