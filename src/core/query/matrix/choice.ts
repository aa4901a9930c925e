/** Chooses what stands in the matrix: principals of the account, and questions that its policies suggest. */

import type { AccountId } from '../../model/ids.ts';
import { type World, ownedBy } from '../../model/world/world.ts';
import { type AskedPrincipal, principalsOf } from '../ask/principals.ts';
import { candidatesIn } from '../ask/question-options.ts';
import { type MatrixQuestion, questionKey } from './line.ts';

export const matrixPrincipalChoices = ['all', 'users', 'roles', 'chosen'] as const;

export interface MatrixChoice {
  readonly which: (typeof matrixPrincipalChoices)[number];
  /** Only principals whose name contains it; empty: all. */
  readonly search: string;
  /** ARNs, where they are chosen one by one. */
  readonly chosen: readonly string[];
  readonly questions: readonly MatrixQuestion[];
}

export const mostQuestions = 200;

const byName = new Intl.Collator('en', { numeric: true });

const kinds = {
  all: ['root', 'user', 'role'],
  users: ['user'],
  roles: ['role'],
  chosen: ['root', 'user', 'role'],
} as const satisfies Record<MatrixChoice['which'], readonly AskedPrincipal['kind'][]>;

/** Returns those that are chosen and still exist: root, then all others by name. */
export function chosenPrincipals(
  world: World,
  account: AccountId,
  { which, search, chosen }: Pick<MatrixChoice, 'which' | 'search' | 'chosen'>,
): AskedPrincipal[] {
  const wanted = search.trim().toLowerCase();
  const among = new Set(chosen);
  const asked: readonly AskedPrincipal['kind'][] = kinds[which];
  return principalsOf(world, account)
    .filter(({ arn, kind, name }) =>
      which === 'chosen'
        ? among.has(arn)
        : asked.includes(kind) && (wanted === '' || name.toLowerCase().includes(wanted)),
    )
    .sort((a, b) => Number(b.kind === 'root') - Number(a.kind === 'root') || byName.compare(a.name, b.name));
}

/** Returns the questions without those that are there before, and never more than there may be. */
export function withQuestions(
  before: readonly MatrixQuestion[],
  more: readonly MatrixQuestion[],
): readonly MatrixQuestion[] {
  const all = new Map<string, MatrixQuestion>();
  for (const one of [...before, ...more]) {
    const key = questionKey(one);
    if (!all.has(key)) all.set(key, one);
  }
  return [...all.values()].slice(0, mostQuestions);
}

const budget = 4000;
const perService = 3;

export function suggestedQuestions(world: World, account: AccountId, most = 12): MatrixQuestion[] {
  const existing = ownedBy(world, 'resources', account).map(({ arn }) => arn);
  const found: MatrixQuestion[] = [];
  const known = new Set<string>();
  const counts = new Map<string, number>();
  let left = budget;
  for (const { action, resource } of candidatesIn(world, account, existing, undefined)) {
    if (left-- === 0 || found.length === most) break;
    const service = action.slice(0, action.indexOf(':')).toLowerCase();
    const count = counts.get(service) ?? 0;
    const key = questionKey({ action, resource });
    if (count === perService || known.has(key)) continue;
    known.add(key);
    counts.set(service, count + 1);
    found.push({ action, resource });
  }
  return found;
}

/** Reads what was stored; `undefined` where it is of another shape. */
export function readChoice(stored: unknown): MatrixChoice | undefined {
  if (!isObject(stored)) return undefined;
  const which = matrixPrincipalChoices.find((one) => one === stored['which']);
  const { search, chosen, questions } = stored;
  if (!which || typeof search !== 'string' || !Array.isArray(chosen) || !Array.isArray(questions))
    return undefined;
  return {
    which,
    search,
    chosen: chosen.filter((one) => typeof one === 'string'),
    questions: withQuestions(
      [],
      questions.flatMap((one: unknown) => readQuestion(one) ?? []),
    ),
  };
}

function readQuestion(stored: unknown): MatrixQuestion | undefined {
  if (!isObject(stored)) return undefined;
  const { action, resource, context, passedRole, alone } = stored;
  if (typeof action !== 'string' || typeof resource !== 'string') return undefined;
  const stated = isObject(context) ? Object.entries(context).filter(isStated) : [];
  return {
    action,
    resource,
    ...(stated.length > 0 && { context: Object.fromEntries(stated) }),
    ...(typeof passedRole === 'string' && { passedRole }),
    ...(alone === true && { alone }),
  };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown): value is string => typeof value === 'string';

const isStated = (entry: [string, unknown]): entry is [string, string | string[]] =>
  isText(entry[1]) || (Array.isArray(entry[1]) && entry[1].every(isText));
