/** Every kind of long question: what it asks, what answers it and where. A new kind is a row here and its function. */

import type { QuestionPrincipal } from '../../core/analysis/layers/principal-layers.ts';
import type { Question } from '../../core/authz/authorize.ts';
import type { AccountId } from '../../core/model/ids.ts';
import type { Reference } from '../../core/model/service-reference.ts';
import type { Steps } from '../../core/model/steps.ts';
import type { Change } from '../../core/model/world/change.ts';
import type { WhoCanQuestion } from '../../core/query/ask/who-can.ts';
import type { LevelQuestion } from '../../core/query/ask/who-can/level.ts';
import type { AskedMatrix } from '../../core/query/matrix/cells.ts';
import type { WorldAt } from './world-at.ts';
import type { AskedCounts, AskedReach, AskedWays } from './ways.ts';

interface Kind<Asks, Answer> {
  /** The page answers itself in a world with at most so many users and roles, if it may; 0: always the worker. */
  readonly onPage: number;
  /** Prefixes of the services whose actions the answer reads in AWS's reference; absent: of all. */
  readonly services?: (asks: Asks) => readonly string[];
  /** Asks and answer are plain data. The code comes with the first question. */
  readonly answer: (at: WorldAt, asks: Asks) => Promise<Steps<Answer>>;
}

const kind = <Asks, Answer>(one: Kind<Asks, Answer>): Kind<Asks, Answer> => one;

const mostOnPage = 120;
const countedPastPage = 500;

const waysCode = () => import('./ways.ts');
const noServices = () => [];

export const workKinds = {
  'who-can': kind({
    onPage: mostOnPage,
    answer: async (
      { world, env },
      { account, question }: { account: AccountId; question: WhoCanQuestion },
    ) => {
      const { whoCanInSteps } = await import('../../core/query/ask/who-can.ts');
      return whoCanInSteps(world, account, question, env);
    },
    services: ({ question: { action, parts = [] } }) =>
      servicesOf([action, ...parts.map(({ question }) => question.action)]),
  }),
  'who-can-level': kind({
    onPage: mostOnPage,
    answer: async (
      { world, env },
      { account, question }: { account: AccountId; question: LevelQuestion },
    ) => {
      const { whoCanLevelInSteps } = await import('../../core/query/ask/who-can/level.ts');
      return whoCanLevelInSteps(world, account, question, env);
    },
    services: ({ question }) => [question.service],
  }),
  effective: kind({
    onPage: mostOnPage,
    answer: async ({ world, env }, { caller }: { caller: QuestionPrincipal }) => {
      const { effectiveInSteps } = await import('../../core/analysis/effective/effective.ts');
      return effectiveInSteps(world, caller, env, env.reference);
    },
  }),
  /** Writes all that one principal can do as one policy, as far as that takes ten seconds. */
  'one-policy': kind({
    onPage: mostOnPage,
    answer: async ({ world, env }, { caller }: { caller: QuestionPrincipal }) => {
      const [{ equivalentInSteps }, { layersOf }] = await Promise.all([
        import('../../core/analysis/equivalent/equivalent.ts'),
        import('../../core/analysis/layers/principal-layers.ts'),
      ]);
      const end = performance.now() + 10_000;
      return equivalentInSteps(layersOf(world, caller, env), { isOver: () => performance.now() > end });
    },
  }),
  consequences: kind({
    onPage: countedPastPage,
    answer: async ({ world, env }, { changes, within }: AskedConsequences) => {
      const [{ consequencesInSteps }, { overlayWorld }] = await Promise.all([
        import('../../core/analysis/consequences/of-account.ts'),
        import('../../core/model/world/overlay.ts'),
      ]);
      const after = { world: overlayWorld(world, changes), env };
      return consequencesInSteps({ world, env }, after, env.reference, within ? timed(within) : {});
    },
  }),
  matrix: kind({
    onPage: countedPastPage,
    answer: async ({ world, env }, asks: AskedMatrix & { account: AccountId }) => {
      const { matrixInSteps } = await import('../../core/query/matrix/cells.ts');
      return matrixInSteps(world, asks.account, asks, env);
    },
    services: ({ lines }) =>
      servicesOf(
        lines.flatMap(({ asked, anyRole }) =>
          [asked, ...(asked.parts ?? []).map(({ question }) => question), ...(anyRole ? [anyRole] : [])].map(
            ({ action }) => action,
          ),
        ),
      ),
  }),
  settle: kind({
    onPage: mostOnPage,
    answer: async ({ world, env }, { questions }: { questions: readonly Question[] }) => {
      const { whatSettlesCall } = await import('../../core/query/settle/settle.ts');
      return whatSettlesCall(world, questions, env);
    },
    services: ({ questions }) => servicesOf(questions.map(({ action }) => action)),
  }),
  ways: kind({
    onPage: mostOnPage,
    answer: async (at, asks: AskedWays) => (await waysCode()).waysInSteps(at, asks),
    services: noServices,
  }),
  'way-counts': kind({
    onPage: mostOnPage,
    answer: async (at, asks: AskedCounts) => (await waysCode()).countsInSteps(at, asks),
    services: noServices,
  }),
  reach: kind({
    onPage: mostOnPage,
    answer: async (at, asks: AskedReach) => (await waysCode()).reachFoundInSteps(at, asks),
    services: noServices,
  }),
  /** Checks all policies of an account. One of AWS's long policies alone would hold the page. */
  'policy-checks': kind({
    onPage: 0,
    answer: async ({ world, env }, { account }: { account: AccountId }) => {
      const { checksInSteps, textsOf } = await import('../../core/query/policies/checks/account-checks.ts');
      return checksInSteps(world, account, textsOf(env.reference));
    },
  }),
};

export type KindName = keyof typeof workKinds;
export type Asks<K extends KindName> = Parameters<(typeof workKinds)[K]['answer']>[1];
export type AnswerTo<K extends KindName> =
  Awaited<ReturnType<(typeof workKinds)[K]['answer']>> extends Steps<infer Answer> ? Answer : never;

export const answering = <K extends KindName>(
  name: K,
  at: WorldAt,
  asks: Asks<K>,
): Promise<Steps<AnswerTo<K>>> => (workKinds[name] as unknown as Kind<Asks<K>, AnswerTo<K>>).answer(at, asks);

/** Returns the services that the answer reads, of those that are known. */
export function servicesFor<K extends KindName>(
  name: K,
  asks: Asks<K>,
  reference: Reference,
): readonly string[] {
  const { services } = workKinds[name] as unknown as Kind<Asks<K>, AnswerTo<K>>;
  return services?.(asks) ?? reference.services?.() ?? [];
}

const servicesOf = (actions: readonly string[]): readonly string[] => [
  ...new Set(actions.map((action) => action.slice(0, action.indexOf(':')).toLowerCase())),
];

export interface AskedConsequences {
  readonly changes: readonly Change[];
  /**
   * Milliseconds after which an example has to do for those who were not looked at, and for the examples of all others
   * then. Absent: everybody is looked at to the end, however long it takes.
   */
  readonly within?: readonly [thorough: number, forExamples: number] | undefined;
}

export function timed([thorough, forExamples]: readonly [number, number]) {
  const end = performance.now() + thorough;
  let last: number | undefined;
  return {
    isOver: () => performance.now() > end,
    areExamplesOver: () => performance.now() > (last ??= performance.now() + forExamples),
  };
}
