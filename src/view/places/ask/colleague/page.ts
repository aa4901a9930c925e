/** One answer as a page for somebody who was not there: the question, the verdict, why, and what it depends on. */

import type { Assumed } from '#core/authz/assume.ts';
import { bucketOf } from '#core/model/world/bucket-abac.ts';
import type { CallQuestion } from '#core/authz/authorize.ts';
import type { RequestContext, StatementTrace } from '#core/authz/decision.ts';
import { labelsIn } from '#core/model/labels.ts';
import { layerName } from '#core/model/policy-layers.ts';
import type { World } from '#core/model/world/world.ts';
import { unknownLayers } from '#core/query/ask/answer.ts';
import type { CallAnswer } from '#core/query/ask/answer-alone.ts';
import { addedTexts, countingAssumed } from '#core/query/ask/given-policies.ts';
import { isUnknown, decisiveStepsOf } from '#core/query/ask/decisive-steps.ts';
import { policyText } from '#core/words/policy-text.ts';
import { withoutNames } from '#core/words/without-names.ts';
import { callReason, callVerdict } from '../answer/verdict.ts';
import { refusedTitle } from '#core/authz/because/open-answers.ts';
import { outcomeWords } from '#core/authz/because/gates.ts';
import { answerWords } from '../answer/whole-words.ts';

export interface ColleaguePage {
  readonly title: string;
  readonly verdict: string;
  readonly reason: string;
  /** The question in AWS's terms, and its circumstances. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly steps: readonly (readonly [name: string, outcome: string])[];
  readonly statements: readonly { readonly policy: string; readonly text: string }[];
  readonly added: ColleaguePage['statements'];
  readonly open: readonly string[];
  readonly made: string;
}

/** `now`: the time of the question in milliseconds. */
export function colleaguePageOf(
  world: World,
  asked: CallQuestion,
  call: CallAnswer,
  now: number,
): ColleaguePage {
  const { answer, deciding, refusal, parts } = call;
  const labels = labelsIn(world);
  const trace = answer.decision.explain({ ...labels, ...(parts.length === 1 && { request: 'it' }) });
  const { word, caveat } = callVerdict(call);
  const said = callReason(call, deciding.resource) ?? trace;
  const unknown = unknownLayers(answer);
  const assume = countingAssumed(
    world,
    parts.map(({ question }) => question),
  );
  const gaps = answer.kind === 'decision' ? [] : answer.gaps;
  return {
    title: `${answerWords(asked, call)}`,
    verdict: caveat === undefined ? word : `${word}, ${caveat}`,
    reason: [
      ...(refusal
        ? [`${refusedTitle(refusal.isFirst)}. ${refusal.error.code}: ${refusal.error.message}`]
        : []),
      `${said.headline} ${said.more}`.trim(),
    ].join(' '),
    facts: [
      ['Who', asked.principal],
      ['Action', asked.action],
      ['Resource', asked.resource],
      ...(asked.passedRole === undefined ? [] : [['Role', asked.passedRole] as const]),
      ...Object.entries(asked.context ?? {}).map(([key, value]) => [key, [value].flat().join(', ')] as const),
      ...tagsOfCaller(trace.context, asked),
      ...(parts.length > 1
        ? parts.map(
            ({ question, answer: its }) =>
              ['Needs', `${question.action} on ${question.resource}: ${its.decision.verdict}`] as const,
          )
        : []),
      ...assumptionWords(world, asked, assume).map((one) => ['Assumed', one] as const),
    ],
    steps: decisiveStepsOf(trace.gates, unknown).decisive.map((gate) => [
      layerName(gate.layer, gate.kind).label,
      isUnknown(gate, unknown)
        ? 'not known'
        : `${outcomeWords[gate.outcome]}${gate.decided ? ', this decided' : ''}`,
    ]),
    statements: trace.gates
      .flatMap((gate) => gate.statements.map((statement) => ({ gate, statement })))
      .filter(({ statement: { applies, failed } }) => applies || failed === 'condition')
      .slice(0, mostStatements)
      .map(({ gate, statement }) => ({
        policy: [
          `${layerName(gate.layer, gate.kind).label}: ${labels.policy(statement.policy)}`,
          ...(statement.applies ? [] : ['its condition does not hold']),
          ...(gate.decided && isAmong(answer.decision.deciding, statement) ? ['this decided'] : []),
        ].join(', '),
        text: statementText(world, statement, asked),
      })),
    added: addedTexts(assume),
    open: gaps.map(({ why }) => `${why.charAt(0).toUpperCase()}${why.slice(1)}.`),
    made: new Date(now).toISOString().slice(0, 10),
  };
}

/** Returns the tags of the caller that the question does not state. */
function tagsOfCaller(evaluated: RequestContext, { context = {} }: CallQuestion): ColleaguePage['facts'] {
  const stated = new Set(Object.keys(context).map((key) => key.toLowerCase()));
  return Object.entries(evaluated)
    .filter(([key]) => /^aws:PrincipalTag\//i.test(key) && !stated.has(key.toLowerCase()))
    .map(([key, value]) => [key, [value].flat().join(', ')]);
}

/** Says each assumption, without the texts of the policies. */
function assumptionWords(world: World, { resource }: CallQuestion, assume: Assumed | undefined): string[] {
  if (!assume) return [];
  const { organizations = {}, partial, serviceControlPolicies: scps, resourceControlPolicies: rcps } = assume;
  const isBucket = resource.startsWith('arn:aws:s3:::') && !bucketOf(world, resource);
  return [
    ...Object.entries(organizations).map(([account, one]) =>
      one === 'none'
        ? `account ${account} is in no organization`
        : `account ${account} is in ${one.path ?? one.id}`,
    ),
    ...(scps ? [controls('SCP', partial?.['service-control'])] : []),
    ...(rcps ? [controls('RCP', partial?.['resource-control'])] : []),
    ...(assume.vpcEndpointPolicy ? ['the request comes through a VPC endpoint with the added policy'] : []),
    ...(assume.sessionPolicies ? ['the session has the added policy'] : []),
    ...(assume.resourcePolicy
      ? [
          isBucket
            ? 'the bucket belongs to the caller’s account and has the added policy'
            : 'the resource has the added policy',
        ]
      : []),
  ];
}

const controls = (kind: 'SCP' | 'RCP', missing: 'policy' | 'levels' | undefined): string =>
  missing === undefined
    ? `the added ${kind}s are all that count`
    : missing === 'policy'
      ? `the added ${kind} counts, others may count too`
      : `the added ${kind}s count, levels are missing`;

/** A page of paper holds this many. */
const mostStatements = 6;

const isAmong = (
  deciding: readonly { readonly policy: string; readonly statement: number }[],
  { policy, statement }: StatementTrace,
): boolean => deciding.some((one) => one.policy === policy && one.statement === statement);

function statementText(
  world: World,
  { policy, statement }: StatementTrace,
  { assume }: CallQuestion,
): string {
  const document = policyText(world, policy, assume)?.document;
  try {
    const { Statement } = JSON.parse(document ?? '') as { Statement?: unknown };
    const found: unknown = [Statement].flat()[statement];
    return JSON.stringify(found, null, 2) ?? '';
  } catch {
    return '';
  }
}

export function pageWithoutNames(
  page: ColleaguePage,
  world: World,
  asked: CallQuestion,
  call: CallAnswer,
): ColleaguePage {
  const replace = withoutNames(
    world,
    [asked, ...call.parts.map(({ question }) => question)],
    call.parts.map(({ answer }) => answer.decision),
  );
  const pair = ([name, value]: readonly [string, string]) => [replace(name), replace(value)] as const;
  return {
    title: replace(page.title),
    verdict: page.verdict,
    reason: replace(page.reason),
    facts: page.facts.map(pair),
    steps: page.steps,
    statements: page.statements.map(({ policy, text }) => ({ policy: replace(policy), text: replace(text) })),
    added: page.added.map(({ policy, text }) => ({ policy: replace(policy), text: replace(text) })),
    open: page.open.map(replace),
    made: page.made,
  };
}

export const sourceLine = 'Answered by IAM Playground, a simulation: no proof about a real account.';

export function markdownOf({
  title,
  verdict,
  reason,
  facts,
  steps,
  statements,
  added,
  open,
  made,
}: ColleaguePage): string {
  const section = (heading: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', `## ${heading}`, '', ...lines];
  return [
    `# ${title}`,
    '',
    `**${verdict}.** ${reason}`,
    ...section(
      'The question',
      facts.map(([name, value]) => `- ${name}: \`${value}\``),
    ),
    ...section(
      'What decided',
      steps.map(([name, outcome]) => `- ${name}: ${outcome}`),
    ),
    ...section(
      'Statements',
      statements.flatMap(({ policy, text }) => [`${policy}:`, '', '```json', text, '```', '']),
    ),
    ...section(
      'Added policies',
      added.flatMap(({ policy, text }) => [`${policy}:`, '', '```json', text, '```', '']),
    ),
    ...section(
      'What could change it',
      open.map((line) => `- ${line}`),
    ),
    '',
    `${made}. ${sourceLine}`,
    '',
  ].join('\n');
}
