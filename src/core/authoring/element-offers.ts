/** Elements, actions and ARNs that an editor offers. */

import type { AccountId } from '../model/ids.ts';
import type { Reference } from '../model/service-reference.ts';
import { type World, ownedBy } from '../model/world/world.ts';
import { fillFormat, formatVariables, variableLabel } from '../policy/arn-format.ts';
import type { PolicyKind } from '../policy/checks/problem.ts';
import { serviceName } from '../policy/service-names.ts';

export interface ElementOffer {
  readonly label: string;
  readonly detail?: string;
  readonly info?: string;
  readonly type: 'element' | 'action' | 'service' | 'resource' | 'key' | 'operator' | 'constant' | 'variable';
  /** The beginning of an element's value. */
  readonly value?: string;
  /** True when the label is only the beginning of a value (`s3:`). */
  readonly open?: boolean;
}

const element = (label: string, value: string, info: string): ElementOffer => ({
  label,
  value,
  info,
  type: 'element',
});

export function documentMembers(present: readonly string[], kind: PolicyKind): ElementOffer[] {
  const takesId = kind === 'trust' || kind === 'resource' || kind === 'endpoint';
  return [
    element('Version', '"2012-10-17"', 'Version of the policy language'),
    ...(takesId ? [element('Id', '""', 'A name for the document, for you')] : []),
    element('Statement', '[]', 'The list of what is allowed and denied'),
  ].filter(({ label }) => !present.includes(label));
}

const withPrincipal: ReadonlySet<PolicyKind> = new Set(['trust', 'resource', 'endpoint', 'rcp']);

export function statementMembers(present: readonly string[], kind: PolicyKind): ElementOffer[] {
  const principal = withPrincipal.has(kind)
    ? [
        element('Principal', '{}', 'Who is meant'),
        ...(kind === 'trust' ? [] : [element('NotPrincipal', '{}', 'All except these; only with Deny')]),
      ]
    : [];
  const resources =
    kind === 'trust'
      ? []
      : [
          element('Resource', '""', 'The resources that the statement is about: ARNs, or "*"'),
          element('NotResource', '[]', 'Everything but these'),
        ];
  return [
    element('Sid', '""', 'A name for the statement, for you: letters and digits'),
    element('Effect', '"Allow"', 'Allow or Deny'),
    ...principal,
    element('Action', '[]', 'What may be done'),
    ...(kind === 'trust' ? [] : [element('NotAction', '[]', 'Everything but these')]),
    ...resources,
    element('Condition', '{}', 'Only when all these conditions hold'),
  ].filter(({ label }) => !present.some((one) => one.replace(/^Not/, '') === label.replace(/^Not/, '')));
}

const trustActions = [
  'sts:AssumeRole',
  'sts:AssumeRoleWithSAML',
  'sts:AssumeRoleWithWebIdentity',
  'sts:TagSession',
  'sts:SetSourceIdentity',
];

/** Returns services, and actions whose name holds the text; after a colon, that service's actions. */
export function actionOffers(typed: string, reference: Reference, kind: PolicyKind): ElementOffer[] {
  if (kind === 'trust') return trustActions.map((label) => action(label, reference));
  const colon = typed.indexOf(':');
  if (colon >= 0) return ofService(typed.slice(0, colon), reference);
  const services = reference.services?.() ?? [];
  return [
    ...services.map((prefix): ElementOffer => ({
      label: `${prefix}:`,
      detail: serviceName(prefix),
      type: 'service',
      open: true,
    })),
    ...named(typed, reference),
    { label: '*', detail: 'every action of every service', type: 'action' },
  ];
}

const mostNamed = 100;

function named(typed: string, reference: Reference): ElementOffer[] {
  const wanted = typed.toLowerCase();
  if (wanted.length < 3) return [];
  const found: ElementOffer[] = [];
  for (const prefix of reference.services?.() ?? [])
    for (const { name } of reference.service?.(prefix)?.actions ?? []) {
      if (!name.toLowerCase().includes(wanted)) continue;
      found.push(action(name, reference));
      if (found.length === mostNamed) return found;
    }
  return found;
}

function ofService(prefix: string, reference: Reference): ElementOffer[] {
  const service = reference.service?.(prefix);
  if (!service) return [];
  const verbs = new Map<string, number>();
  for (const { name } of service.actions) {
    const verb = /^[A-Z][a-z]+/.exec(name.slice(name.indexOf(':') + 1))?.[0];
    if (verb) verbs.set(verb, (verbs.get(verb) ?? 0) + 1);
  }
  const groups = [...verbs].filter(([, count]) => count > 2);
  return [
    { label: `${service.prefix}:*`, detail: `all ${service.actions.length} actions`, type: 'action' },
    ...groups.map(([verb, count]): ElementOffer => ({
      label: `${service.prefix}:${verb}*`,
      detail: `${count} actions`,
      type: 'action',
    })),
    ...service.actions.map(({ name }) => action(name, reference)),
  ];
}

function action(name: string, reference: Reference): ElementOffer {
  const known = reference.action(name);
  if (!known) return { label: name, type: 'action' };
  const types = known.resourceTypes.map((type) => type.name).join(', ');
  const info = types ? `On ${types}` : 'Takes no resource: works with "*" only';
  return { label: name, detail: known.accessLevel, info, type: 'action' };
}

interface ArnContext {
  readonly actions: readonly string[];
  readonly reference: Reference;
  readonly world: World;
  readonly account: AccountId;
}

/** Returns `*`, what the account has, then the ARN forms of the statement's services. */
export function arnOffers({ actions, reference, world, account }: ArnContext): ElementOffer[] {
  const services = new Set(actions.map((name) => name.split(':')[0]?.toLowerCase() ?? ''));
  const all = services.size === 0 || services.has('*');
  const wanted = (arn: string) => all || services.has(arn.split(':')[2] ?? '');
  const here = accountArnsOf(world, account).filter(({ label }) => wanted(label));
  const forms = [...services].flatMap((prefix): ElementOffer[] =>
    (reference.service?.(prefix)?.resourceTypes ?? []).map(({ name, arnFormat }) => ({
      label: fillFormat(arnFormat, { Account: account }),
      detail: `any ${name}`,
      info: `${formatVariables(arnFormat).map(variableLabel).join(', ')}: put a name for each *`,
      type: 'resource',
    })),
  );
  return distinct([{ label: '*', detail: 'every resource', type: 'resource' }, ...here, ...forms]);
}

const mostArns = 2000;

/** Returns what the account has that a policy can name, at most two thousand. */
export function accountArnsOf(world: World, account: AccountId): ElementOffer[] {
  const offers: ElementOffer[] = [];
  const add = (label: string, detail: string) => offers.push({ label, detail, type: 'resource' });
  for (const { arn, name } of ownedBy(world, 'resources', account)) {
    add(arn, name);
    if (/^arn:aws[^:]*:s3:::[^/]+$/.test(arn)) add(`${arn}/*`, `objects in ${name}`);
  }
  for (const { arn, roleName } of ownedBy(world, 'roles', account)) add(arn, `role ${roleName}`);
  for (const { arn, userName } of ownedBy(world, 'users', account)) add(arn, `user ${userName}`);
  for (const { arn, groupName } of ownedBy(world, 'groups', account)) add(arn, `group ${groupName}`);
  for (const { arn, policyName } of ownedBy(world, 'policies', account)) add(arn, `policy ${policyName}`);
  return offers.slice(0, mostArns);
}

function distinct(offers: readonly ElementOffer[]): ElementOffer[] {
  const seen = new Set<string>();
  return offers.filter(({ label }) => !seen.has(label) && seen.add(label));
}
