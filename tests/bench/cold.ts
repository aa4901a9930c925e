/**
 * Decisions over documents never seen before, in multiples of what `JSON.parse` needs for the same texts in the
 * same run. Every text is made anew for the turn that measures it, so no cache by text or by identity helps.
 */

import type { EvaluationInput, NamedPolicy } from '#core/authz/decision.ts';
import { evaluate } from '#core/authz/evaluate.ts';
import type { ManagedPolicy } from '#core/model/service-reference.ts';
import { complexWorkload, grownPolicy } from './engine.ts';
import { median } from './median.ts';

/** One decision reads this: an input and the texts of all its documents. */
interface ColdDecision {
  readonly input: EvaluationInput;
  readonly texts: readonly string[];
}

/**
 * Makes decisions of this workload (names in the customer policies are other ones in each, as in life): a user with three AWS managed policies (a small, a middle and a large one, walking
 * through all that the reference holds), customer policies of one statement, of eight (printed, and on one line) and of
 * about 6,000 characters of lists, a boundary, two levels of SCPs and a bucket policy: 11 documents, 19,000
 * characters on average. Half of the requests are about S3, of which the customer policies speak; half are about an
 * action of one of the managed policies.
 */
function coldDecisions(managed: readonly ManagedPolicy[]): (turn: number) => ColdDecision {
  const bySize = managed
    .map(({ name, document }) => ({ name, document, action: someAction(document) }))
    .toSorted((a, b) => a.document.length - b.document.length);
  const third = Math.floor(bySize.length / 3);
  return (turn) => {
    // A stride without a common divisor visits the whole third, sizes mixed.
    const taken = [0, 1, 2].map((part) => bySize[part * third + ((turn * 101) % third)]);
    const seed = `n${turn}x`;
    const team = 10_000 + ((turn * 7919) % 89_999);
    const { inputs } = complexWorkload(seed);
    const base = inputs[turn % inputs.length];
    const chosen = taken[turn % 3];
    if (!base || !chosen) throw new Error('the reference holds no managed policies');
    const identityPolicies = [
      ...taken.map((policy) => fresh(policy?.name ?? '', policy?.document ?? '', seed)),
      fresh('One', oneStatement, seed),
      grownPolicy(team, seed),
      printed(grownPolicy(team + 7, seed)),
      fresh('Lists', lists(String(100_000_000_000 + ((turn * 7_919_133) % 899_999_999_999))), seed),
    ];
    const asked =
      turn % 2 === 0
        ? { resource: base.resource.replace(/-\d+/, `-${team}`) }
        : { action: chosen.action, resource: '*', permissionsBoundary: fresh('Boundary', wide, seed) };
    const input = { ...base, ...asked, identityPolicies };
    return { input, texts: documentsOf(input) };
  };
}

const oneStatement = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' }],
});

const wide = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: '*', Resource: '*' },
    { Effect: 'Deny', Action: ['iam:*User*', 'organizations:*'], Resource: '*' },
  ],
});

/** A policy as long as AWS lets a customer write it: two statements of long lists about things of some account. */
const lists = (account: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: ['Describe', 'Create'].map((verb) => ({
      Sid: `${verb}Things`,
      Effect: 'Allow',
      Action: Array.from({ length: 48 }, (_, at) => `service${at % 12}:${verb}ThingNumber${at}*`),
      Resource: Array.from(
        { length: 24 },
        (_, at) => `arn:aws:service${at}:eu-west-1:${account}:thing/${at}/*`,
      ),
    })),
  });

/** The first action the document names, its wildcards filled. */
function someAction(document: string): string {
  const name = /"(?:Not)?Action": *(?:\[\s*)?"([^"]+)"/.exec(document)?.[1] ?? 's3:GetObject';
  return name === '*' ? 's3:GetObject' : name.replaceAll('*', 'Thing').replaceAll('?', 'x');
}

/** The document with an Id that no text had before. */
const fresh = (name: string, document: string, seed: string): NamedPolicy => ({
  name,
  document: document.replace('{', () => `{"Id":"${seed}",`),
});

const printed = ({ name, document }: NamedPolicy): NamedPolicy => ({
  name,
  document: JSON.stringify(JSON.parse(document as string), null, 4),
});

function documentsOf(input: EvaluationInput): string[] {
  const { identityPolicies, permissionsBoundary, serviceControlPolicies = [], resourcePolicy } = input;
  const all = [...identityPolicies, permissionsBoundary, ...serviceControlPolicies.flat(), resourcePolicy];
  // Each policy once, without touching its text: a text keeps its hash, and making it is a part of the decision.
  return [...new Set(all)].flatMap((policy) =>
    typeof policy?.document === 'string' ? [policy.document] : [],
  );
}

/**
 * The middle multiples of the best of some rounds: decisions taken for the first time, and taken again. Each is timed by
 * itself, beside the parsing of the same texts made a second time: what one of the two reads is then not yet at hand for
 * the other, and what a busy machine takes away falls on few of them. A neighbour that uses the memory slows a whole
 * round down, the decisions more than the parsing, so the same code took 2.3 and 2.7 times the parsing within a minute.
 */
export function measureMultiples(managed: readonly ManagedPolicy[]): { cold: number; warm: number } {
  const decisionOf = coldDecisions(managed);
  // The first round is not counted: code is still being compiled.
  const rounds = Array.from({ length: 4 }, (_, round) => measureRound(decisionOf, round)).slice(1);
  return {
    cold: Math.min(...rounds.map(({ cold }) => cold)),
    warm: Math.min(...rounds.map(({ warm }) => warm)),
  };
}

const decisions = 1000;

function measureRound(decisionOf: (turn: number) => ColdDecision, round: number) {
  const cold: number[] = [];
  const warm: number[] = [];
  for (let turn = round * decisions; turn < (round + 1) * decisions; turn += 1) {
    const { input } = decisionOf(turn);
    const { texts } = decisionOf(turn);
    const parsing = milliseconds(() => parseAll(texts));
    const decide = () => evaluate(input).deciding.length;
    const deciding = milliseconds(decide);
    const again = milliseconds(() => repeated(decide)) / repeats;
    cold.push(deciding / parsing);
    warm.push(again / parsing);
  }
  return { cold: median(cold), warm: median(warm) };
}

const repeats = 10;
function repeated(work: () => number): number {
  let sum = 0;
  for (let turn = 0; turn < repeats; turn += 1) sum += work();
  return sum;
}

const parseAll = (texts: readonly string[]): number =>
  texts.reduce((sum, text) => sum + Object.keys(JSON.parse(text) as object).length, 0);

function milliseconds(work: () => number): number {
  const start = performance.now();
  if (Number.isNaN(work())) throw new Error('nothing was measured');
  return performance.now() - start;
}
