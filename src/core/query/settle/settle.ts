/**
 * Finds the smallest set of missing files that turns an answer which depends on something into a yes or no. A file is
 * in it when some content of the others lets its own content change the answer: then nothing can be certain without
 * it. The others decide nothing, whatever they say, so the set is the only smallest one.
 */

import type { Question } from '../../authz/authorize.ts';
import type { Decision } from '../../authz/decision.ts';
import { ownerOf } from '../../authz/organization.ts';
import { resolvePrincipal } from '../../authz/principal.ts';
import { bucketOf } from '../../model/world/bucket-abac.ts';
import type { World } from '../../model/world/world.ts';
import { type AskAnswer, type AnswerEnv, answer } from '../ask/answer.ts';
import type { KnowledgeGap } from '../ask/unknown/parts.ts';
import {
  type Case,
  type Extreme,
  abacExtremes,
  bucketPrefix,
  callerExtremes,
  membershipExtremes,
  ownExtremes,
  rcpExtremes,
  resourceExtremes,
  scpExtremes,
} from './supposed.ts';
import type { Steps } from '../../model/steps.ts';

export const missingFileKinds = [
  'scps',
  'rcps',
  'resource-policy',
  'membership',
  'account',
  'attached-policies',
  'grants',
  'bucket-abac',
  'block-public-access',
  /** No file: a context key that the service fills in, and that the question may state. */
  'context-key',
  /** No file: the question names many resources, or a caller without an account. */
  'narrower-question',
] as const;
export type MissingFileKind = (typeof missingFileKinds)[number];

const notRead: ReadonlySet<MissingFileKind> = new Set(['grants', 'bucket-abac', 'block-public-access']);

/** Tells if something here reads the file: an import, or a field to paste it. */
export const isReadHere = ({ kind }: FileName): boolean => !notRead.has(kind);

export interface MissingFile {
  readonly kind: MissingFileKind;
  /** The account whose file it is; absent: nobody knows it, as the owner of an unknown bucket. */
  readonly account?: string;
  /** The resource or the alias whose policy, grants or settings are missing; `context-key`: the key. */
  readonly resource?: string;
  /** `membership`: a policy asks for the place of the account, so the id alone is not enough. */
  readonly needsPath?: true;
  /** The verdicts that some content of this file makes certain, whatever the others say. */
  readonly alone: readonly Decision['verdict'][];
}

/** @internal Those first that settle it alone; none for a certain answer. Pauses after each content. */
export function* whatSettlesInSteps(world: World, question: Question, env: AnswerEnv): Steps<MissingFile[]> {
  const first = answer(world, question, env);
  if (first.kind === 'decision') return [];
  const asked: Case = { world, question };
  const unknowns = new Map<string, Unknown>();
  let outcomes: Outcome[] = [];
  for (let size = -1; unknowns.size > size;) {
    size = unknowns.size;
    outcomes = [];
    for (const { case: of, chosen } of contents([...unknowns.values()], asked)) {
      yield;
      const found = answer(of.world, of.question, env);
      const files = gapsOf(found).map((gap) => unknownOf(gap, of, asked));
      outcomes.push({ chosen, result: resultOf(found), open: files });
    }
    for (const { open } of outcomes)
      for (const one of open) if (!unknowns.has(one.key)) unknowns.set(one.key, one);
    if (unknowns.size > mostUnknowns) break;
  }
  const counting: Unknown[] = [];
  for (const one of unknowns.values()) {
    yield;
    if (matters(one, outcomes)) counting.push(one);
  }
  return counting
    .map(({ key, file }) => ({ ...file, alone: alone(key, outcomes) }))
    .sort((a, b) => b.alone.length - a.alone.length);
}

/** Finds the files of all permissions that a call needs, each once. */
export function* whatSettlesCall(
  world: World,
  parts: readonly Question[],
  env: AnswerEnv,
): Steps<MissingFile[]> {
  const found: MissingFile[][] = [];
  for (const part of parts) found.push(yield* whatSettlesInSteps(world, part, env));
  const [only] = found;
  if (only && found.length === 1) return only;
  const bare = found.flat().map((file): MissingFile => ({ ...file, alone: [] }));
  return [...new Map(bare.map((file) => [keyOf(file), file])).values()];
}

/** Bounds the work: an answer has at most five unknowns today. */
const mostUnknowns = 7;

interface Unknown {
  readonly key: string;
  readonly file: FileName;
  /** Empty: nothing can be supposed about it, so it counts wherever it is open. */
  readonly extremes: readonly Extreme[];
}

interface Outcome {
  /** The extreme of each unknown, by its key. */
  readonly chosen: ReadonlyMap<string, number>;
  readonly result: string;
  readonly open: readonly Unknown[];
}

function* contents(
  unknowns: readonly Unknown[],
  asked: Case,
): Generator<{ case: Case; chosen: ReadonlyMap<string, number> }, void, undefined> {
  const [first, ...others] = unknowns;
  if (!first) {
    yield { case: asked, chosen: new Map() };
    return;
  }
  for (const { case: of, chosen } of contents(others, asked)) {
    if (first.extremes.length === 0) yield { case: of, chosen };
    for (const [at, extreme] of first.extremes.entries())
      yield { case: extreme(of), chosen: new Map([...chosen, [first.key, at]]) };
  }
}

function matters({ key, extremes }: Unknown, outcomes: readonly Outcome[]): boolean {
  if (extremes.length === 0) return outcomes.some(({ open }) => open.some((one) => one.key === key));
  const seen = new Map<string, string>();
  for (const { chosen, result } of outcomes) {
    const others = JSON.stringify([...chosen].filter(([name]) => name !== key));
    const before = seen.get(others);
    if (before !== undefined && before !== result) return true;
    seen.set(others, result);
  }
  return false;
}

function alone(key: string, outcomes: readonly Outcome[]): Decision['verdict'][] {
  const contentsOfIt = new Set(outcomes.flatMap(({ chosen }) => chosen.get(key) ?? []));
  const certain = [...contentsOfIt].flatMap((content) => {
    const group = outcomes.filter(({ chosen }) => chosen.get(key) === content);
    const result = group[0]?.result;
    return group.every((one) => one.result === result && one.open.length === 0) ? (result ?? []) : [];
  });
  return (['allowed', 'denied'] as const).filter((verdict) => certain.includes(verdict));
}

const gapsOf = (found: AskAnswer): readonly KnowledgeGap[] => (found.kind === 'decision' ? [] : found.gaps);

const resultOf = (found: AskAnswer): string =>
  found.kind === 'on-part'
    ? JSON.stringify([found.parts.allowed, found.parts.except])
    : found.decision.verdict;

/** Names a file, before anybody knows what it settles. */
export type FileName = Omit<MissingFile, 'alone'>;

const keyOf = ({ kind, account = '', resource = '' }: FileName): string => `${kind} ${account} ${resource}`;

function unknownOf(gap: KnowledgeGap, of: Case, asked: Case): Unknown {
  const file = fileOf(gap, of, asked.world);
  return { key: keyOf(file), file, extremes: extremesOf(file, of, asked) };
}

function fileOf(
  { part, layer, membership, key = '' }: KnowledgeGap,
  { world, question }: Case,
  asked: World,
): FileName {
  const { resource } = question;
  const caller = resolvePrincipal(world, question.principal, question.sessionName);
  const account = 'account' in caller && caller.account !== '' ? caller.account : undefined;
  // Nobody knows whose an unknown bucket is.
  const bucket = bucketOf(asked, resource);
  const owner =
    bucket === undefined && resource.startsWith(bucketPrefix)
      ? undefined
      : ownerOf(caller, resource, bucket?.account);
  const isMany = /[*?]/.test(resource);
  switch (part) {
    case 'organization':
      return layer === 'resource-control'
        ? { kind: 'rcps', ...(owner ? { account: owner } : {}) }
        : { kind: 'scps', ...(account ? { account } : {}) };
    case 'membership':
      return { kind: part, ...membership };
    case 'key-policy':
    case 'resource-policies':
      return isMany
        ? { kind: 'narrower-question' }
        : { kind: 'resource-policy', resource: governing(resource) };
    case 'identity-policies':
      return account ? { kind: 'account', account } : { kind: 'narrower-question' };
    case 'grants':
      return { kind: 'grants', resource };
    case 'bucket-abac':
    case 'block-public-access':
      return { kind: part, resource: governing(resource) };
    case 'filled-keys':
      return { kind: 'context-key', resource: key };
    case 'chosen-caller':
    case 'overlaps':
      return { kind: 'narrower-question' };
    default:
      return { kind: 'attached-policies', ...(account ? { account } : {}) };
  }
}

const governing = (resource: string): string =>
  resource.startsWith(bucketPrefix) ? (resource.split('/')[0] ?? resource) : resource;

function extremesOf(
  { kind, account = '', resource = '' }: FileName,
  of: Case,
  asked: Case,
): readonly Extreme[] {
  switch (kind) {
    case 'scps':
      return scpExtremes;
    case 'rcps':
      return rcpExtremes;
    case 'membership':
      return membershipExtremes(of, account);
    case 'resource-policy':
      return resource.includes(':alias/') ? [] : resourceExtremes(asked);
    case 'account':
      return callerExtremes(asked);
    case 'attached-policies':
      return ownExtremes(of);
    case 'bucket-abac':
      return abacExtremes(of);
    default:
      return [];
  }
}
