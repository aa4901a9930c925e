/**
 * The summary table of AWS's console: what a document allows or denies for each service, by access level, on
 * what, and when. It reads the document and the service reference, but no account: the engine decides whether
 * a request is allowed. What the reference does not know is listed apart, as AWS does.
 */

import { actionMatches, actionName, type ActionName } from '../../eval/action.ts';
import {
  type AccessLevel,
  type ActionInfo,
  type Reference,
  type ServiceInfo,
  accessLevels,
} from '../../model/service-reference.ts';
import { fitsFormat } from '../../policy/arn-format.ts';
import { parsePolicy } from '../../policy/syntax/parse.ts';
import { serviceName } from '../../policy/service-names.ts';
import type { Effect, StatementSyntax } from '../../policy/syntax/tree.ts';
import { resourceWords, upToThree } from '../../words/resource-words.ts';

export interface SummaryRow {
  readonly effect: Effect;
  readonly service: string;
  readonly title: string;
  readonly access: Access;
  /** `All resources`, one ARN, `Multiple`, or `None` where the row allows or denies nothing. */
  readonly resource: string;
  /** `None`, one test, or `Multiple`. */
  readonly condition: string;
  readonly actions: readonly SummaryAction[];
  /** Actions of the service that are named but reach no resource of theirs. */
  readonly withoutResource: readonly string[];
}

export interface Access {
  readonly full: boolean;
  readonly levels: readonly {
    readonly level: AccessLevel;
    readonly chosen: number;
    readonly total: number;
  }[];
}

export interface SummaryAction {
  readonly name: string;
  readonly level: AccessLevel;
  readonly resources: readonly string[];
  /** Empty when no resource needs one. */
  readonly conditions: readonly string[];
  /** Set when its statements ask for different conditions: each is enough, on its own resources. */
  readonly ways?: readonly Pick<SummaryAction, 'resources' | 'conditions'>[];
}

export interface DocumentSummary {
  readonly allow: readonly SummaryRow[];
  readonly deny: readonly SummaryRow[];
  readonly unrecognized: readonly {
    readonly effect: Effect;
    readonly pattern: string;
    readonly what: 'service' | 'action';
  }[];
  /** Number of services in AWS's reference. */
  readonly services: number;
}

/** Returns `undefined` for a text that is no policy. */
export function policySummary(text: string, reference: Reference): DocumentSummary | undefined {
  const parsed = parsePolicy(text);
  return parsed.ok ? statementsSummary(parsed.value.statements, reference) : undefined;
}

function statementsSummary(statements: readonly StatementSyntax[], reference: Reference): DocumentSummary {
  const prefixes = reference.services?.() ?? [];
  const rows = (effect: Effect): SummaryRow[] => {
    const own = statements.filter((statement) => statement.effect === effect).map(readStatement);
    if (own.length === 0) return [];
    return prefixes.flatMap((prefix) => serviceRow(prefix, own, { effect, reference }) ?? []);
  };
  return {
    allow: rows('Allow'),
    deny: rows('Deny'),
    unrecognized: statements.flatMap((statement) => unrecognized(statement, reference)),
    services: prefixes.length,
  };
}

interface ReadStatement {
  readonly patterns: readonly { readonly text: string; readonly service: string | undefined }[];
  readonly not: boolean;
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  readonly conditions: readonly string[];
}

function readStatement(statement: StatementSyntax): ReadStatement {
  const { action, notAction, resource, notResource, conditions = [] } = statement;
  const list = (texts: typeof action) => texts?.items.map(({ value }) => value) ?? [];
  return {
    patterns: list(action ?? notAction).map((text) => ({ text, service: serviceOf(text) })),
    not: notAction !== undefined,
    resources: list(resource),
    notResources: list(notResource),
    conditions: conditions.map(
      ({ operator, key, values }) => `${key.value} | ${operator.value} | ${list(values).join(', ')}`,
    ),
  };
}

/** Returns the prefix in lower case; `undefined` when the pattern leaves it open (`*`, `*:*`). */
function serviceOf(pattern: string): string | undefined {
  const { service } = actionName(pattern);
  return service === '' || /[*?]/.test(service) ? undefined : service;
}

interface RowContext {
  readonly effect: Effect;
  readonly reference: Reference;
}

function serviceRow(
  prefix: string,
  statements: readonly ReadStatement[],
  { effect, reference }: RowContext,
): SummaryRow | undefined {
  const relevant = statements.flatMap((statement) => {
    const about = statement.patterns.filter(
      ({ service }) => service === undefined || service === prefix.toLowerCase(),
    );
    return about.length > 0 || statement.not ? [{ ...statement, patterns: about }] : [];
  });
  const service = relevant.length > 0 ? reference.service?.(prefix) : undefined;
  if (!service) return undefined;
  const actions: SummaryAction[] = [];
  const withoutResource: string[] = [];
  for (const info of service.actions) {
    const name = actionName(info.name);
    const by = relevant.filter(
      ({ patterns, not }) => patterns.some(({ text }) => actionMatches(text, name)) !== not,
    );
    if (by.length === 0) continue;
    const reaching = by.filter((statement) => reaches(info, statement));
    if (reaching.length > 0) actions.push(summaryAction(info, reaching));
    // `*` names every action but means only those with a resource, so it counts none here.
    else if (by.some(({ patterns, not }) => !not && patterns.some(isMeant(name))))
      withoutResource.push(info.name);
  }
  if (actions.length === 0 && withoutResource.length === 0) return undefined;
  return rowOf({ effect, service: prefix, title: serviceName(prefix), withoutResource }, actions, service);
}

const rowOf = (
  named: Pick<SummaryRow, 'effect' | 'service' | 'title' | 'withoutResource'>,
  actions: readonly SummaryAction[],
  service: ServiceInfo,
): SummaryRow => ({
  ...named,
  access: accessOf(actions, service.actions),
  resource:
    actions.length === 0
      ? 'None'
      : oneOf(
          actions.map(({ resources }) => resources),
          'All resources',
          '*',
        ),
  condition: actions.some(({ ways }) => ways)
    ? 'Multiple'
    : oneOf(
        actions.map(({ conditions }) => conditions),
        'None',
      ),
  actions,
});

const isMeant =
  (name: ActionName) =>
  ({ text, service }: ReadStatement['patterns'][number]): boolean =>
    service !== undefined && actionMatches(text, name);

/** G-34: an action without resource types is only matched by `*`. */
function reaches(info: ActionInfo, { resources, notResources }: ReadStatement): boolean {
  if (notResources.length > 0 || resources.length === 0 || resources.includes('*')) return true;
  return resources.some((one) => info.resourceTypes.some(({ arnFormat }) => fitsFormat(one, arnFormat)));
}

function summaryAction(info: ActionInfo, statements: readonly ReadStatement[]): SummaryAction {
  const byCondition = new Map<string, ReadStatement[]>();
  for (const statement of statements) {
    const key = statement.conditions.join('\n');
    const alike = byCondition.get(key);
    if (alike) alike.push(statement);
    else byCondition.set(key, [statement]);
  }
  const all = [...byCondition.values()].map((alike) => ({
    resources: together(alike.flatMap((statement) => resourcesOf(info, statement))),
    conditions: alike[0]?.conditions ?? [],
  }));
  // A resource that is free of conditions in one statement is free: the others' do not matter then.
  const free = new Set(all.find(({ conditions }) => conditions.length === 0)?.resources);
  const ways = all.filter(
    ({ resources, conditions }) =>
      conditions.length === 0 || !(free.has('*') || resources.every((one) => free.has(one))),
  );
  return {
    name: info.name,
    level: info.accessLevel,
    resources: together(ways.flatMap(({ resources }) => resources)),
    conditions: together(ways.flatMap(({ conditions }) => conditions)),
    ...(ways.length > 1 ? { ways } : {}),
  };
}

const together = (texts: readonly string[]): readonly string[] =>
  texts.includes('*') ? ['*'] : [...new Set(texts)];

function resourcesOf(info: ActionInfo, { resources, notResources }: ReadStatement): readonly string[] {
  if (notResources.length > 0) return notResources.map((one) => `all but ${one}`);
  const fit = resources.filter(
    (one) => one === '*' || info.resourceTypes.some(({ arnFormat }) => fitsFormat(one, arnFormat)),
  );
  return fit.length > 0 ? fit : resources;
}

function accessOf(actions: readonly SummaryAction[], all: readonly ActionInfo[]): Access {
  const levels = accessLevels.flatMap((level) => {
    const chosen = actions.filter((action) => action.level === level).length;
    const total = all.filter(({ accessLevel }) => accessLevel === level).length;
    return chosen > 0 ? [{ level, chosen, total }] : [];
  });
  return { full: actions.length === all.length, levels };
}

function oneOf(lists: readonly (readonly string[])[], none: string, plain?: string): string {
  const texts = new Set(lists.map((list) => list.join('\n')));
  if (texts.size > 1) return 'Multiple';
  const [text = ''] = texts;
  if (text === '' || text === plain) return none;
  return text.includes('\n') ? 'Multiple' : text;
}

type Unrecognized = DocumentSummary['unrecognized'][number];

function unrecognized(statement: StatementSyntax, reference: Reference): Unrecognized[] {
  const { effect, action, notAction } = statement;
  return ((action ?? notAction)?.items ?? []).flatMap(({ value: pattern }): Unrecognized[] => {
    const [prefix = '', name] = pattern.split(':');
    if (name === undefined || /[*?]/.test(prefix)) return [];
    const service = reference.service?.(prefix);
    if (!service) return [{ effect, pattern, what: 'service' }];
    const exists = service.actions.some((info) => actionMatches(pattern, actionName(info.name)));
    return exists ? [] : [{ effect, pattern, what: 'action' }];
  });
}

const isPartlyFree = ({ actions, condition }: SummaryRow): boolean =>
  condition !== 'None' &&
  actions.some(({ conditions, ways = [] }) =>
    [{ conditions }, ...ways].some((way) => way.conditions.length === 0),
  );

/** Returns the text as AWS writes it: `Full access`, `Full: List, Read Limited: Write`. */
export function accessText({ full, levels }: Access): string {
  if (full) return 'Full access';
  const of = (whole: boolean) =>
    levels.filter(({ chosen, total }) => (chosen === total) === whole).map(({ level }) => level);
  const [complete, partial] = [of(true), of(false)];
  return [
    complete.length > 0 ? `Full: ${complete.join(', ')}` : '',
    partial.length > 0 ? `Limited: ${partial.join(', ')}` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** Returns a sentence: `Allows GetObject, PutObject on the objects of bucket payroll.` More than three actions are counted. */
export function explainRow(row: SummaryRow): string {
  const { effect, title, access, condition, withoutResource, actions } = row;
  const verb = effect === 'Allow' ? 'Allows' : 'Denies';
  const lost =
    withoutResource.length > 0
      ? ` No resource of the policy fits ${upToThree(withoutResource.map(bareName))}.`
      : '';
  if (actions.length === 0) return `${verb} nothing.${lost}`;
  const what = access.full
    ? `everything that ${title} can do`
    : upToThree(actions.map(({ name }) => bareName(name)));
  const on = resourceWords([...new Set(actions.flatMap(({ resources }) => resources))]);
  const when =
    condition === 'None'
      ? ''
      : condition === 'Multiple'
        ? `, ${isPartlyFree(row) ? 'partly ' : ''}under conditions`
        : `, only if ${condition.replaceAll(' | ', ' ')}`;
  const counts =
    access.full || actions.length <= 3
      ? ''
      : access.levels
          .map(({ level, chosen, total }) => ` ${level} (${levelMeanings[level]}): ${amount(chosen, total)}.`)
          .join('');
  return `${verb} ${what} on ${on}${when}.${counts}${lost}`;
}

const bareName = (action: string): string => action.slice(action.indexOf(':') + 1);
const amount = (chosen: number, total: number): string =>
  chosen === total
    ? total === 1
      ? 'the only action'
      : `all ${total} actions`
    : `${chosen} of ${total} actions`;

/** AWS's access levels in plain words. */
export const levelMeanings: Readonly<Record<AccessLevel, string>> = {
  List: 'see what is there',
  Read: 'see what is in it',
  Write: 'create, change, delete',
  'Permissions management': 'decide who can do what',
  Tagging: 'set tags',
};
