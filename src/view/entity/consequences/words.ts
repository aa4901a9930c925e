/** Makes rows of what a change allows or no longer allows, and says them in a few words each. */

import type {
  ChangedPermission,
  ChangedRequest,
  Consequence,
  UnchangedPart,
} from '#core/analysis/consequences/consequence.ts';
import { arnAccount } from '#core/model/arn.ts';
import { principalLabel } from '#core/model/labels.ts';
import type { Reference } from '#core/model/service-reference.ts';
import type { World } from '#core/model/world/world.ts';
import { serviceName } from '#core/policy/service-names.ts';
import { foldFullServices } from '#core/query/identities/full-services.ts';
import { type Terms, bareAction, conditionClause } from '#core/query/identities/permission-words.ts';
import { resourceWords, upTo } from '#core/words/resource-words.ts';
import { counted } from '../names.ts';

export type Changed = Pick<Consequence, 'gained' | 'lost' | 'isComplete'>;

/** The worlds in which names are read. Absent: the open one, before and after. */
export interface WorldSides {
  readonly before: World;
  readonly after: World;
  /** Their records are those of the open account, so links lead to the right pages. */
  readonly isOpen: boolean;
  /** The account whose identities are named without it. Absent: the open one. */
  readonly home?: string | undefined;
}

export interface ChangeRow {
  readonly title: string;
  readonly actions: string;
  readonly terms: Terms;
  /** All actions or services, which the row opens to. */
  readonly all: { readonly noun: 'actions' | 'services'; readonly texts: readonly string[] };
  readonly unchanged: readonly UnchangedPart[];
  readonly owner?: Pick<ChangedPermission, 'isMoved'> & { readonly account: string };
  readonly witness?: ChangedRequest;
}

/** Services of which everything changes alike come first, in one row. */
export function changeRows(permissions: readonly ChangedPermission[], reference: Reference): ChangeRow[] {
  const isWhole = ({ unchanged, owner }: ChangedPermission) => unchanged.length === 0 && owner === undefined;
  const { full, rest } = foldFullServices(permissions.filter(isWhole), reference);
  const single = new Set(rest);
  const folded = full.map(({ services, terms }): ChangeRow => {
    const witness = permissions.find((one) => one.witness && services.includes(one.service))?.witness;
    return {
      title: counted(services.length, 'service'),
      actions: 'every action',
      terms,
      all: { noun: 'services', texts: services.map(serviceName) },
      unchanged: [],
      ...(witness && { witness }),
    };
  });
  return [...folded, ...permissions.filter((one) => !isWhole(one) || single.has(one)).map(rowOf)];
}

const rowOf = (permission: ChangedPermission): ChangeRow => ({
  title: [serviceName(permission.service), permission.level].filter(Boolean).join(', '),
  actions: actionsWords(permission),
  terms: permission,
  all: { noun: 'actions', texts: permission.actions.map(bareAction) },
  unchanged: permission.unchanged,
  ...(permission.owner !== undefined && {
    owner: { account: permission.owner, ...(permission.isMoved && { isMoved: true }) },
  }),
  ...(permission.witness && { witness: permission.witness }),
});

const mostActionNames = 3;

/** Says what would change if AWS had an action that its reference lacks; `undefined` without such an action. */
export function unknownActionsWords(
  permissions: readonly ChangedPermission[],
  kind: 'gained' | 'lost',
  day: string,
): string | undefined {
  const actions = permissions.filter(({ level }) => level === undefined).flatMap((one) => one.actions);
  if (actions.length === 0) return undefined;
  const [them, ending] = actions.length === 1 ? ['this action', 'it'] : ['these actions', 'them'];
  const change = kind === 'gained' ? `newly allows ${ending}` : `no longer allows ${ending}`;
  return `AWS’s reference of ${day} does not have ${upTo(mostActionNames, actions)}. If AWS has ${them}, the change ${change}.`;
}

/** Returns `GetObject, PutObject and 4 more`, or `all 12 actions`. */
function actionsWords({ actions, isWholeLevel }: ChangedPermission): string {
  if (isWholeLevel && actions.length > mostActionNames)
    return `all ${actions.length.toLocaleString('en')} actions`;
  return upTo(mostActionNames, actions.map(bareAction));
}

/** Returns `on bucket logs, if the request is made with MFA`. `home`: the caller's account. */
export function unchangedWords({ resources, except, conditions }: UnchangedPart, home: string): string {
  const but = except ? ` except ${resourceWords(except, mostActionNames, home)}` : '';
  const on = `on ${resourceWords(resources, mostActionNames, home)}${but}`;
  return conditions ? `${on}, ${conditionClause(conditions)}` : on;
}

/** Says whose the resources are; `undefined` where their ARNs say it. */
export function ownerWords({ owner, terms }: ChangeRow, kind: 'gained' | 'lost'): string | undefined {
  if (!owner) return undefined;
  if (owner.isMoved)
    return kind === 'lost'
      ? `Account ${owner.account} owns this after the change.`
      : `Account ${owner.account} owned this before the change.`;
  const isSaid = terms.resources.every((arn) => arnAccount(arn) === owner.account);
  return isSaid ? undefined : `Account ${owner.account} owns this.`;
}

/** Returns `s3:PutObject on payroll/2026.csv`. */
export const witnessWords = ({ action, resource }: ChangedRequest): string =>
  resource === '*' ? action : `${action} on ${resource.replace(/^arn:aws:s3:::/, '')}`;

/** Says what is left to say below the lists; `undefined` where they say it all. */
export function remark({ gained, lost, isComplete }: Changed): string | undefined {
  const isNothing = gained.length + lost.length === 0;
  if (!isComplete)
    return isNothing
      ? 'No change was found. The search was ended, so some may be missing.'
      : 'More may have changed: the search was ended.';
  return isNothing ? 'Nothing changes.' : undefined;
}

/** Puts the roles that AWS made for its services last. */
export const ownFirst = (principals: readonly string[]): readonly string[] => {
  const isOfService = (arn: string) => arn.includes(':role/aws-service-role/');
  return principals.toSorted((a, b) => Number(isOfService(a)) - Number(isOfService(b)));
};

/** Returns `alice`, `role Deploy` or `the root user`; with `isFar`, its account too. */
export function principalWords(arn: string, isFar: boolean): string {
  const name = arn.endsWith(':root') ? 'the root user' : principalLabel(arn);
  return isFar ? `${name} of account ${arnAccount(arn)}` : name;
}
