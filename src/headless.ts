/**
 * The same core from Node, without a page: opens account files, asks, checks a policy. Any TypeScript runner
 * loads it, so all that it reaches imports by relative path with `.ts` or by plain package name. It caches
 * only AWS's catalogue, touches no disk and no network, and must not know DOM or storage.
 */

import type { RequestContext } from './core/authz/decision.ts';
import { type PolicyIssue, policyIssues } from './core/lint/issues.ts';
import { type AccountId, unsafeAccountId } from './core/model/ids.ts';
import { clockId, simulatedTime } from './core/model/records/clock.ts';
import type { ClockRecord } from './core/model/records/tables.ts';
import { labelsIn } from './core/model/labels.ts';
import type { World } from './core/model/world/world.ts';
import { askedCall } from './core/api/question/asked-call.ts';
import { answerCall } from './core/query/ask/answer-call.ts';
import { effective as effectivePermissions } from './core/analysis/effective/effective.ts';
import type { EffectivePermissions } from './core/analysis/effective/permission.ts';
import { type WhatCanQuestion, whatCan as narrowed } from './core/analysis/effective/what-can.ts';
import type { CheckedAnswer } from './core/query/pinned/check.ts';
import { type LevelQuestion, type AccessLevelRow, whoCanLevel } from './core/query/ask/who-can/level.ts';
import { notAskedOf } from './core/query/ask/who-can/not-asked.ts';
import { type WhoCanRow, whoCan as whoCanRows } from './core/query/ask/who-can.ts';
import { rootArn } from './core/model/arn.ts';
import { administration, administratorWords } from './core/analysis/administrator.ts';
import { type GrantsMore, grantsMore as decideGrantsMore } from './core/analysis/grants-more.ts';
import {
  type AttackPathRow,
  type AttackPathRows,
  type AttackPathsAsked,
  attackPathsOf,
} from './headless/attack-paths.ts';
import { type Answered, type Asked, askIn } from './headless/ask.ts';
import { checkAnswersIn } from './headless/check-answers.ts';
import { type CutAsked, type CutFound, type PlayedPath, cutIn, playIn } from './headless/cut.ts';
import { grantingKindOf, policyKindOf, type PolicyToCheck } from './headless/policy-kind.ts';
import {
  expectAction,
  expectLevel,
  expectPrincipal,
  expectResource,
  expectService,
  contextAsStated,
} from './headless/questions.ts';
import { createReference, referenceSources } from './reference/reference.ts';
import { readAccountDetails } from './share/import/account-details.ts';
import { managedArns } from './share/import/managed-arns.ts';
import { addFacts } from './share/import/resources/add-facts.ts';
import { readResourceFacts } from './share/import/resources/read-facts.ts';
import type { ImportFile, Imported, ImportProblem } from './share/import/result.ts';
import { pathText } from './core/model/schema/fault.ts';
import { readShape, JsonShape } from './share/json/shape.ts';
import { seededRandom } from './share/random.ts';
import { worldOf } from './share/world-records.ts';

export type { EffectivePermissions } from './core/analysis/effective/permission.ts';
export type {
  AttackPathRow,
  AttackPathRows,
  AttackPathsAsked,
  AttackStepRow,
} from './headless/attack-paths.ts';
export type { Answered, AnsweredPart, Asked } from './headless/ask.ts';
export type { CutAsked, CutFound, PlayedPath } from './headless/cut.ts';
export type { PolicyToCheck } from './headless/policy-kind.ts';
export type { World } from './core/model/world/world.ts';
export type { PolicyIssue } from './core/lint/issues.ts';
export type { GrantsMore } from './core/analysis/grants-more.ts';
export type { CheckedAnswer } from './core/query/pinned/check.ts';

const reference = createReference();
const wallTime = (): number => Date.now();

/** A resource that exists, in CloudFormation's names; `share/import/resources/fact.ts` has the fields. */
export interface ResourceFact {
  readonly type: string;
  /** Absent: read from the first of its ARNs that names an account. */
  readonly account?: string;
  readonly [field: string]: unknown;
}

export interface ExtraFacts {
  /** Complete for the accounts that it names, access keys and login profiles included. */
  readonly resources?: readonly ResourceFact[];
  /** `account`: the owner of the resource. */
  readonly resourcePolicies?: readonly {
    readonly account: string;
    readonly arn: string;
    readonly document: object;
  }[];
  /** ISO 8601: the time at which this world is asked; absent: the real time. */
  readonly now?: string;
}

/**
 * Opens the account details of one or several accounts, with whatever the page's import takes beside them.
 * Throws an Error that names the file, the place and the fault; nothing is opened then.
 */
export async function openAccount(
  files: readonly ImportFile[],
  extra: ExtraFacts = {},
): Promise<{ world: World; notices: string[] }> {
  const clock = standingAt(extra.now);
  const policies = extra.resourcePolicies ?? [];
  const given =
    policies.length > 0 ? [...files, { name: policyFile, text: JSON.stringify(policies) }] : files;
  await reference.loadAllActions();
  if (managedArns(given).length > 0) await reference.loadManagedPolicies();
  const into = policies.length > 0 ? new Set(policies.map(({ account }) => account)) : undefined;
  const read = readAccountDetails(given, { reference, ...(into && { into }) });
  if (!read.ok) throw new Error(faultText(read.error));
  const [fault] = read.value.skipped;
  if (fault) throw new Error(faultText(fault));
  const { accounts, notices } = read.value;
  if (accounts.length === 0) throw new Error('the files hold no account details');
  const facts = extra.resources && readFacts(extra.resources, read.value);
  const added = facts && addFacts(read.value.records, facts.facts);
  const { records } = added ?? read.value;
  const world = worldOf({ ...records, clock });
  return { world, notices: [...notices, ...(facts?.notices ?? []), ...(added?.notices ?? [])] };
}

const policyFile = 'extra.resourcePolicies';

function standingAt(now: string | undefined): ClockRecord[] {
  if (now === undefined) return [];
  const frozenAt = Date.parse(now);
  if (Number.isNaN(frozenAt))
    throw new Error(`extra.now: expected a date like \`2026-01-31T12:00:00Z\`, found \`${now}\``);
  return [{ id: clockId, offset: 0, frozenAt }];
}

function readFacts(resources: readonly ResourceFact[], { accounts }: Imported) {
  const root = new JsonShape({ resources }).member('resources');
  const read = readShape(() =>
    readResourceFacts(
      root,
      accounts.map(({ id }) => id),
    ),
  );
  if (!read.ok) throw new Error(`extra.${pathText(read.error.path)}: ${read.error.message}`);
  return read.value;
}

/** Returns `account.json, line 3, column 5 (UserDetailList[0].Arn): …`; values have no lines. */
function faultText({ file, message, place: { path, line, column } }: ImportProblem): string {
  if (file === policyFile) return `${file}${path === pathText([]) ? '' : path}: ${message}`;
  return `${file || 'no file'}, line ${line}, column ${column} (${path}): ${message}`;
}

/** Decides the request. Throws when the question is malformed, so that a slip is never read as a denial. */
export const ask = (world: World, asked: Asked): Answered => askIn(world, asked, envOf(world));

/** Compares answers that a person pinned with those of now, each with its reason. Throws when the file is malformed. */
export const checkAnswers = (world: World, file: ImportFile): CheckedAnswer[] =>
  checkAnswersIn(world, file, envOf(world));

const envOf = (world: World) => ({ now: simulatedTime(world, wallTime()), reference });

/** Returns what AWS refuses at save, in AWS's order, and then what is questionable. */
export async function checkPolicy(text: string, to: PolicyToCheck): Promise<PolicyIssue[]> {
  await reference.loadAllActions();
  const { resourceType } = to;
  return policyIssues(text, {
    kind: policyKindOf(text, to),
    ...(resourceType !== undefined && { resourceType }),
    reference,
    complete: true,
  });
}

/**
 * May the principal do everything that its account's control policies leave to anybody, after its own boundary and
 * Deny? Permissions of several policies add up. With MFA, or a certain address, as the only condition it is none.
 * Throws when the world has no such principal.
 */
export async function isAdministrator(
  world: World,
  principalArn: string,
): Promise<{ admin: boolean; because: string }> {
  await reference.loadAllActions();
  expectPrincipal(world, principalArn);
  const env = envOf(world);
  const found = administration(world, { principal: principalArn }, env, { actions: knownActions() });
  return { admin: found.isAdministrator, because: administratorWords(found, labelsIn(world)) };
}

/**
 * Finds ways to administrator or to a resource: the shortest of every principal, or at most 50 of `from`. Whoever is
 * there already has one without steps. With `conditional`, ways come too that assume something: each step says what, and
 * `onlyWith` says what the end needs. `isComplete` of the list is false when there may be more. Throws when the question
 * is malformed.
 */
export const attackPaths = (world: World, asked: AttackPathsAsked = {}): AttackPathRows =>
  attackPathsOf(world, asked, envOf(world));

/**
 * Finds the fewest changes that close ways to power while answers stay, each change tried at the door before; or the way
 * that cannot be closed, with what stands against each change. Throws when a question is malformed.
 */
export const cutPaths = async (world: World, asked: CutAsked = {}): Promise<CutFound> =>
  cutIn(world, asked, await doorEnv(world), wallTime);

/** Plays a way that `attackPaths` or `cutPaths` returned, call by call through the door, in a copy of the world. */
export const playPath = async (world: World, path: AttackPathRow): Promise<PlayedPath> =>
  playIn(world, path, await doorEnv(world));

async function doorEnv(world: World) {
  await Promise.all([reference.loadAllActions(), reference.loadManagedPolicies()]);
  return { ...envOf(world), random: seededRandom('headless') };
}

/** All that a principal may do after every limit, with where it comes from and what limits took away. Throws as `ask` does. */
export async function effective(world: World, principalArn: string): Promise<EffectivePermissions> {
  return whatCan(world, principalArn);
}

/** The part of `effective` about a service, an access level, an action or a resource. Throws as `ask` does. */
export async function whatCan(
  world: World,
  principalArn: string,
  question: WhatCanQuestion = {},
): Promise<EffectivePermissions> {
  await reference.loadAllActions();
  expectPrincipal(world, principalArn);
  if (question.action !== undefined) expectAction(question.action);
  if (question.resource !== undefined) expectResource(question.resource);
  if (question.service !== undefined) expectService(question.service, reference);
  if (question.level !== undefined) expectLevel(question.level);
  const all = effectivePermissions(world, { principal: principalArn }, envOf(world), reference);
  return narrowed(all, question, reference);
}

export interface WhoCanAsked {
  readonly action: string;
  /** An ARN, a pattern of ARNs, or `*`. */
  readonly resource: string;
  readonly context?: RequestContext;
  /** The account whose principals are asked; absent: all accounts. */
  readonly account?: string;
}

/**
 * Lists who may do an action on a resource, under which conditions or on which part of it; with `service` and `level`
 * instead of an action: which actions of the level. One row per principal. Throws when the question is malformed.
 */
export async function whoCan(world: World, asked: WhoCanAsked): Promise<WhoCanRow[]>;
export async function whoCan(
  world: World,
  asked: Omit<WhoCanAsked, 'action'> & Pick<LevelQuestion, 'service' | 'level'>,
): Promise<AccessLevelRow[]>;
export async function whoCan(
  world: World,
  { account, ...asked }: Omit<WhoCanAsked, 'action'> & Partial<WhoCanAsked & LevelQuestion>,
): Promise<(WhoCanRow | AccessLevelRow)[]> {
  await reference.loadAllActions();
  expectResource(asked.resource);
  if (account !== undefined && !world.accounts.has(unsafeAccountId(account)))
    throw new Error(`there is no account \`${account}\` in this world`);
  const accounts = account === undefined ? [...world.accounts.keys()] : [account];
  const { action, service, level, context, ...others } = asked;
  const rest = { ...others, ...(context && { context: contextAsStated(context) }) };
  if (action !== undefined) {
    expectAction(action);
    return accounts.flatMap((one) => whoCanDo(world, unsafeAccountId(one), { ...rest, action }));
  }
  if (service === undefined || level === undefined)
    throw new Error('expected an `action`, or a `service` and a `level`');
  expectService(service, reference);
  expectLevel(level);
  const question = { ...rest, service: service.toLowerCase(), level };
  return accounts.flatMap((one) => whoCanLevel(world, unsafeAccountId(one), question, envOf(world)));
}

/**
 * Names who else the policy of the resource may let in, of whom `whoCan` asks nothing: other accounts, their users and
 * roles, everybody. It reads no conditions, so `ask` says for each of them. Throws as `whoCan` does.
 */
export async function whoCanNotAsked(world: World, { account, ...asked }: WhoCanAsked): Promise<string[]> {
  await reference.loadAllActions();
  expectAction(asked.action);
  expectResource(asked.resource);
  const accounts = account === undefined ? [...world.accounts.keys()] : [account];
  const named = accounts.map((one) => notAskedOf(world, unsafeAccountId(one), asked));
  // A principal of another account of the world is asked with that account.
  return [...new Set(named.flat())].filter((name) => named.every((names) => names.includes(name)));
}

/** Asks for every permission that the call needs, as `ask` does. */
function whoCanDo(world: World, account: AccountId, question: WhoCanAsked): WhoCanRow[] {
  const env = envOf(world);
  const { parts, unfit } = answerCall(world, { ...question, principal: rootArn(account) }, env, askedCall);
  if (unfit?.kind === 'no-action')
    throw new Error(`AWS has no action \`${question.action}\` as of ${referenceSources.actions.date}`);
  if (unfit?.kind === 'no-resource')
    throw new Error(`\`${question.action}\` takes no resource like \`${question.resource}\``);
  return whoCanRows(world, account, { ...question, ...(parts.length > 1 && { parts }) }, env);
}

/** The answer is `unknown` when this many milliseconds were not enough. */
const longestSearch = 2_000;

/**
 * Is there a request that `after` allows and `before` does not? The witness is a request inside one account, that of
 * its resource's ARN or else 111122223333, by user `w` of it unless `principal` says who; its context has everything
 * that matters, and `evaluate` decided it with both policies. Throws when a document is no policy.
 */
export async function grantsMore(
  before: string,
  after: string,
  { type, resourceType }: PolicyToCheck,
): Promise<GrantsMore> {
  await reference.loadAllActions();
  const end = wallTime() + longestSearch;
  return decideGrantsMore(before, after, grantingKindOf(type, resourceType), {
    actions: knownActions(),
    isOver: () => wallTime() > end,
  });
}

let actions: readonly string[] = [];
function knownActions(): readonly string[] {
  if (actions.length > 0) return actions;
  actions = (reference.services?.() ?? []).flatMap(
    (service) => reference.service?.(service)?.actions.map(({ name }) => name) ?? [],
  );
  return actions;
}

/** Returns the JSON of an AWS managed policy, by name or ARN, as of the package’s date. */
export async function managedPolicyDocument(name: string): Promise<string> {
  await reference.loadManagedPolicies();
  const found = reference.managedPolicies().find((policy) => policy.name === name || policy.arn === name);
  if (!found)
    throw new Error(`there is no AWS managed policy \`${name}\` as of ${referenceSources.policies.date}`);
  return found.document;
}
