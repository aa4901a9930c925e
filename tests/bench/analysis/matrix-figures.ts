/** The matrix of a full-quota account: 500 users and 200 questions about single resources, from the question to the cell. */

import { askedCall } from '#core/api/question/asked-call.ts';
import type { AccountId } from '#core/model/ids.ts';
import type { UserRecord } from '#core/model/records/identities.ts';
import type { Reference } from '#core/model/service-reference.ts';
import { apply } from '#core/model/world/apply.ts';
import { replaced } from '#core/model/world/change.ts';
import { type World, ownedBy } from '#core/model/world/world.ts';
import { takesResource } from '#core/policy/arn-format.ts';
import { answerCall } from '#core/query/ask/answer-call.ts';
import { principalsOf } from '#core/query/ask/principals.ts';
import { actionSuggestions, resourceSuggestions } from '#core/query/ask/question-options.ts';
import { matrixInSteps } from '#core/query/matrix/cells.ts';
import { type MatrixQuestion, matrixLineOf } from '#core/query/matrix/line.ts';
import { runToEnd } from '#core/model/steps.ts';
import type { Form } from '../form.ts';
import type { Figures } from '../measurement.ts';
import { medianMilliseconds } from '../median.ts';

const fullSize = { principals: 500, questions: 200, sets: 25 };
const smallestSize = { principals: 50, questions: 20, sets: 5 };

interface Env {
  readonly now: number;
  readonly reference: Reference;
}

/** Changes policies of the world, so it comes last. */
export function measureMatrix(world: World, account: AccountId, env: Env, form: Form): Figures {
  const size = form.either(fullSize, smallestSize);
  const users = ownedBy(world, 'users', account).slice(0, size.principals);
  const arns = new Set<string>(users.map(({ arn }) => arn));
  const principals = principalsOf(world, account).filter(({ arn }) => arns.has(arn));
  const questions = questionsOf(world, account, env.reference, size.questions);
  const principal = principals[0]?.arn ?? '';
  const measure = () =>
    medianMilliseconds(form.turns(9), () => {
      const lines = questions.map((question) =>
        matrixLineOf(world, { ...question, principal }, env, (...asked) => answerCall(...asked, askedCall)),
      );
      return runToEnd(matrixInSteps(world, account, { principals, lines }, env));
    });
  give(world, users, (own, at) => ({ ...users[at % size.sets], ...identityOf(own) }) as UserRecord);
  const repeating = measure();
  give(world, users, (own, at) => ({
    ...own,
    inlinePolicies: [...own.inlinePolicies, { policyName: 'Own', document: ownPolicy(at) }],
  }));
  return {
    'matrix 500 × 200, policy sets repeat, ms': repeating,
    'matrix 500 × 200, all differ, ms': measure(),
  };
}

const identityOf = ({ id, account, userName, path, arn, createDate, tags }: UserRecord) => ({
  id,
  account,
  userName,
  path,
  arn,
  createDate,
  tags,
});

function give(
  world: World,
  users: readonly UserRecord[],
  change: (own: UserRecord, at: number) => UserRecord,
): void {
  for (const [at, own] of users.entries()) {
    const now = world.users.get(own.id);
    if (now) apply(world, [replaced('users', now, change(own, at))]);
  }
}

const ownPolicy = (at: number): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: `arn:aws:s3:::home-${at}/*` },
      {
        Effect: at % 3 ? 'Allow' : 'Deny',
        Action: 'dynamodb:*',
        Resource: `arn:aws:dynamodb:*:*:table/own-${at}`,
      },
    ],
  });

/** Returns so many questions that an action and a resource of the account's policies make together. */
function questionsOf(
  world: World,
  account: AccountId,
  reference: Reference,
  count: number,
): MatrixQuestion[] {
  const resources = resourceSuggestions(world, account).filter(({ arn }) => arn !== '*');
  const found: MatrixQuestion[] = [];
  for (const action of actionSuggestions(world, account)) {
    const info = reference.action(action);
    const service = action.slice(0, action.indexOf(':'));
    const fitting = resources.filter(
      ({ arn }) => arn.split(':')[2] === service && info !== undefined && takesResource(info, arn),
    );
    for (const { arn } of fitting.slice(0, 20)) found.push({ action, resource: arn });
  }
  if (found.length < count) throw new Error(`only ${found.length} questions`);
  return found.slice(0, count);
}
