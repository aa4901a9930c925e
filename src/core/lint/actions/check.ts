/** Checks actions with the service reference: do they exist, and can they reach the resources? */

import {
  type Checks,
  type CheckFinding,
  found,
  type StatementCheck,
  type LintSubject,
  values,
} from '../finding.ts';
import { unknownActions } from './names.ts';
import type { Text } from '../../policy/syntax/tree.ts';
import { withoutSpan } from '../edits/text.ts';
import { isForeignResource, policyService } from '../resources/policy-resources.ts';
import { namedActions } from './resolve.ts';
import type { ActionInfo } from '../../model/service-reference.ts';
import { fitsFormat, takesResource } from '../../policy/arn-format.ts';
import { addResource, fixing, moveToAll } from '../edits/blocks.ts';
import { arnFaults } from '../resources/arn.ts';
import { memoBy } from '../../model/memo.ts';

/** Actions that do not exist are found as such. */
const foreignActions: StatementCheck = ({ action, notAction }, { kind, resourceType, reference, text }) => {
  if (kind !== 'resource') return [];
  const service = policyService(resourceType);
  if (service === undefined) return [];
  const items = [...(action?.items ?? []), ...(notAction?.items ?? [])];
  return items.flatMap(({ value, span }: Text): CheckFinding[] => {
    const [prefix = '', name] = value.split(':');
    if (name === undefined || /[*?]/.test(prefix) || prefix.toLowerCase() === service) return [];
    if ((namedActions(value, reference) ?? []).length === 0) return [];
    const message = `${value} cannot stand in the policy of an ${resourceType ?? ''}, which takes actions of ${service} alone.`;
    const fix = { label: `Remove ${value}`, apply: () => withoutSpan(text, span) };
    return [{ ...found('unsupported-action-in-policy', span, message), ...(items.length > 1 && { fix }) }];
  });
};

const wholeArn = /^arn:(?:[^:]*:){4}/;

/** An action without a resource type matches only `*`; the others need an ARN of their types (G-34). */
const unfitActions: StatementCheck = (statement, subject) => {
  const { action, resource, index } = statement;
  const resources = values(resource);
  if (!action || resources.length === 0 || resources.some((one) => /^[*]+$/.test(one))) return [];
  // A text that is no ARN has a finding of its own.
  if (resources.some((one) => !wholeArn.test(one))) return [];
  const targets = new Targets(resources);
  let isFaulty: boolean | undefined;
  return action.items.flatMap((item): CheckFinding[] => {
    const named = namedActions(item.value, subject.reference) ?? [];
    if (named.length === 0 || named.some((one) => targets.hasOneFor(one))) return [];
    if (isOfOtherPolicy(item.value, subject)) return [];
    // A wrong ARN is found as such; the action fits the right one.
    isFaulty ??= resources.some((one) => isWrong(one, subject));
    if (isFaulty) return [];
    const isWild = /[*?]/.test(item.value);
    const onlyAll = named.every(({ resourceTypes }) => resourceTypes.length === 0);
    const verb = statement.effect === 'Allow' ? 'allow' : 'deny';
    const what = isWild ? 'these actions' : 'it';
    if (onlyAll) {
      return [
        {
          id: 'action-never-matches-resource',
          span: item.span,
          message: `${isWild ? `The actions ${item.value} work` : `${item.value} works`} only with the resource "*". With these resources, the statement does not ${verb} ${what}.`,
          ...moveToAll(subject.text, index, { action: item.value, only: action.items.length === 1 }),
        },
      ];
    }
    const types = [...new Set(named.flatMap((one) => one.resourceTypes.map(({ name }) => name)))].toSorted(
      (a, b) => a.length - b.length,
    );
    const missing = isWild ? undefined : named.flatMap((one) => nearArn(one, resources))[0];
    return [
      {
        id: 'action-never-matches-resource',
        span: item.span,
        message: `No resource here fits ${item.value}, so the statement does not ${verb} ${what}. It needs: ${types.slice(0, 3).join(' or ')}${types.length > 3 ? ' …' : ''}.`,
        ...(missing === undefined ? {} : fixing(`Add ${missing}`, subject.text, index, addResource(missing))),
      },
    ];
  });
};

const isWrong = (resource: string, subject: LintSubject): boolean =>
  arnFaults(resource, subject).length > 0 ||
  (subject.kind === 'resource' && isForeignResource(resource, subject.resourceType, subject.reference));

/** Tells if a policy of that resource cannot have the action at all, which is found as such. */
function isOfOtherPolicy(action: string, { kind, resourceType }: LintSubject): boolean {
  const service = kind === 'resource' ? policyService(resourceType) : undefined;
  return service !== undefined && !action.toLowerCase().startsWith(`${service}:`);
}

/** Returns the service of an ARN or a format; `undefined`: it may be any. */
function serviceOf(arn: string): string | undefined {
  const service = arn.split(':', 3)[2];
  return service === undefined || /[*?$]/.test(service) ? undefined : service;
}

/** Returns the services whose ARNs an action may be about; the last is that of ARNs which may be of any service. */
const servicesOf = memoBy(({ name, resourceTypes }: ActionInfo): 'any' | ReadonlySet<string | undefined> => {
  const services = new Set(resourceTypes.flatMap(({ arnFormat }) => arnFormat.split(', ').map(serviceOf)));
  return services.has(undefined) ? 'any' : services.add(name.split(':', 1)[0]).add(undefined);
});

/** The resources of a statement by service: an action is compared only with those of its formats' services. */
class Targets {
  readonly #all: readonly string[];
  readonly #byService = new Map<string | undefined, string[]>();

  constructor(all: readonly string[]) {
    this.#all = all;
    for (const one of all) {
      const service = serviceOf(one);
      const list = this.#byService.get(service);
      if (list) list.push(one);
      else this.#byService.set(service, [one]);
    }
  }

  hasOneFor(action: ActionInfo): boolean {
    const services = servicesOf(action);
    if (services === 'any') return this.#all.some((one) => takesResource(action, one));
    for (const service of services)
      if (this.#byService.get(service)?.some((one) => takesResource(action, one))) return true;
    return false;
  }
}

/** Returns the bucket of `bucket/*` and the objects of `bucket`, the most common mistake. */
const nearArn = ({ resourceTypes }: ActionInfo, resources: readonly string[]): string[] =>
  resources
    .flatMap((one) => [one.endsWith('/*') ? one.slice(0, -2) : `${one}/*`])
    .filter((one) => resourceTypes.some(({ arnFormat }) => fitsFormat(one, arnFormat)));

export { namedActions } from './resolve.ts';

export const actionChecks: Checks = { statement: [unknownActions, foreignActions, unfitActions] };
