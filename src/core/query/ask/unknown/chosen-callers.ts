/**
 * Finds conditions that anybody can meet in an account of their own: the name, path, tags, type and session of a caller
 * are their owner's choice, while the account, its organization and the ids that AWS gives out are not. `AWS:*` stands for
 * one caller, so a No for it is none where such a condition lets another one in.
 */

import type { Question } from '#core/authz/authorize.ts';
import { gapReasons } from '#core/authz/because/open-answers.ts';
import type { RequestContext } from '#core/authz/decision.ts';
import { isAnyAccount, resolvePrincipal, strangerArn } from '#core/authz/principal.ts';
import { parseArn } from '#core/model/arn.ts';
import type { World } from '#core/model/world/world.ts';
import type { KnowledgeGap } from './parts.ts';
import { statementsAbout } from './statements-about.ts';

interface ChosenCallers {
  readonly gaps: readonly KnowledgeGap[];
  /** The question of each caller that a policy could mean. */
  readonly questions: readonly Question[];
  /** False: the policies name more callers than are supposed. */
  readonly isWhole: boolean;
}

const chosenKey = /^aws:(PrincipalArn|PrincipalType|PrincipalTag\/.+|userid|username)$/i;
const account = parseArn(strangerArn)?.account ?? '';
const arnOf = (resource: string) => `arn:aws:iam::${account}:${resource}`;

/** Bounds the work; policies rarely ask for more than two such keys. */
const mostCallers = 96;

/** Returns `undefined` for another caller, and where no policy that counts asks for what a caller chooses. */
export function chosenCallers(world: World, question: Question): ChosenCallers | undefined {
  if (!isAnyAccount(resolvePrincipal(world, question.principal))) return undefined;
  const stated = new Set(Object.keys(question.context ?? {}).map((key) => key.toLowerCase()));
  const asked = new Map<string, { readonly key: string; readonly values: Set<string> }>();
  for (const { conditions = [] } of statementsAbout(world, question))
    for (const { key, values } of conditions) {
      const lower = key.toLowerCase();
      if (!chosenKey.test(key) || stated.has(lower)) continue;
      const one = asked.get(lower) ?? { key, values: new Set() };
      for (const value of values) one.values.add(value);
      asked.set(lower, one);
    }
  if (asked.size === 0) return undefined;
  const valuesOf = (lower: string) => [...(asked.get(lower)?.values ?? [])];
  const principals = [
    ...(asked.has('aws:principalarn') ? [] : [strangerArn, arnOf('role/anybody'), arnOf('root')]),
    ...valuesOf('aws:principalarn').flatMap(arnsLike),
    ...valuesOf('aws:username').map((value) => arnOf(`user/${sample(value)}`)),
    ...(valuesOf('aws:principaltype').length > 0 ? [strangerArn, arnOf('role/anybody'), arnOf('root')] : []),
  ];
  let contexts: readonly RequestContext[] = [{}];
  for (const [lower, { key, values }] of asked) {
    const isTag = lower.startsWith('aws:principaltag/');
    if (!isTag && lower !== 'aws:userid') continue;
    const chosen = [...values].flatMap((value) => (isTag ? sample(value) : idsLike(value)));
    contexts = contexts.flatMap((before) => [
      before,
      ...chosen.map((value) => ({ ...before, [key]: value })),
    ]);
  }
  const questions = [...new Set(principals)].flatMap((principal) =>
    contexts
      .filter((context) => isIdOf(principal, context))
      .map((context) => ({ ...question, principal, context: { ...question.context, ...context } })),
  );
  return {
    gaps: [...asked.values()].map(({ key }) => ({
      part: 'chosen-caller',
      key,
      why: gapReasons.chosenCaller(key),
    })),
    questions: questions.slice(0, mostCallers),
    isWhole: questions.length <= mostCallers && ![...asked.values()].some(hasVariable),
  };
}

/** A variable can stand for whatever the caller chooses, so no list of values covers it. */
const hasVariable = ({ values }: { readonly values: ReadonlySet<string> }): boolean =>
  [...values].some((value) => value.includes('${'));

const sample = (pattern: string): string => pattern.replaceAll(/[*?]/g, 'x');

/** Returns callers of the stranger's account that the pattern could mean; none where it fixes another account. */
function arnsLike(pattern: string): string[] {
  const [, partition, service, , owner, ...rest] = pattern.split(':');
  if (owner === undefined || rest.length === 0) {
    const tail = /^.*?((?:user|role)\/.*|root)$/.exec(pattern)?.[1];
    if (!pattern.startsWith('*') && !'arn:aws:iam::'.startsWith(pattern.split(/[*?]/)[0] ?? '')) return [];
    return [...(tail ? [tail] : []), `user/${sample(pattern)}`, `role/${sample(pattern)}`].map((one) =>
      arnOf(sample(one)),
    );
  }
  if (!couldBe(partition, 'aws') || !couldBe(service, 'iam') || !couldBe(owner, account)) return [];
  const resource = rest.join(':');
  if (/^(user|role)\/.|^root$/.test(resource)) return [arnOf(sample(resource))];
  const name = sample(resource.replace(/^[*?]+\/?/, '')) || 'anybody';
  return [arnOf('root'), arnOf(`user/${name}`), arnOf(`role/${name}`)];
}

function couldBe(pattern: string | undefined, text: string): boolean {
  const escaped = (pattern ?? '').replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(text);
}

/** AWS gives out the id of a user or role; only the name of a session is the caller's choice. */
function idsLike(pattern: string): string[] {
  const [id = '', ...session] = pattern.split(':');
  const isFree = (prefix: string) => couldBe(id, `${prefix}00000000000000001`);
  if (session.length === 0)
    return pattern.startsWith('*')
      ? [`AROA00000000000000001:${sample(pattern)}`, 'AIDA00000000000000001']
      : ['AROA', 'AIDA']
          .filter((prefix) => id.endsWith('*') && isFree(prefix))
          .map((prefix) => `${prefix}00000000000000001${prefix === 'AROA' ? ':x' : ''}`);
  return isFree('AROA') ? [`AROA00000000000000001:${sample(session.join(':'))}`] : [];
}

/** An id with the name of a session is a role's, one without is a user's. */
const isIdOf = (principal: string, context: RequestContext): boolean =>
  Object.entries(context).every(
    ([key, value]) =>
      key.toLowerCase() !== 'aws:userid' ||
      principal.includes(`:${String(value).startsWith('AROA') ? 'role' : 'user'}/`),
  );
