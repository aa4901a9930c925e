/**
 * The replay proof of a level: the start is open, the solution and each alternative solve it, each wrong answer fails at
 * its goal, and AdministratorAccess is no answer where least privilege is asked. What fails is said as a learner would
 * meet it: the words of AWS, or the goals as the table would read.
 */

import { arnAccount, rootArn } from '../../core/model/arn.ts';
import { unsafeAccountId } from '../../core/model/ids.ts';
import type { World } from '../../core/model/world/world.ts';
import type { Level, LevelCall } from './format.ts';
import type { AfterCalls, PlayedLevel, RefusedLevelCall } from './played.ts';
import type { GoalNow } from './standing.ts';

/** The part of a level that calls belong to. `at` counts from 0. */
export interface AnswerRef {
  readonly part: 'solution' | 'alternative' | 'wrong';
  readonly at: number;
}

export type LevelFinding =
  | { readonly kind: 'no-title' | 'no-text' | 'no-goal' | 'no-solution' }
  /** Every goal holds before anything is done. */
  | { readonly kind: 'start-solved' }
  | { readonly kind: 'refused'; readonly answer: AnswerRef; readonly refused: RefusedLevelCall }
  /** All calls were made, and goals are open. */
  | { readonly kind: 'open'; readonly answer: AnswerRef; readonly goals: readonly GoalNow[] }
  /** A wrong answer that solves the level. */
  | { readonly kind: 'passes'; readonly answer: AnswerRef }
  /** A wrong answer that fails, but at other goals. */
  | { readonly kind: 'fails-elsewhere'; readonly answer: AnswerRef; readonly goals: readonly GoalNow[] }
  /** AdministratorAccess earns every star, alone or after the solution. `asked`: the level asks for least privilege. */
  | { readonly kind: 'administrator'; readonly after: 'start' | 'solution'; readonly asked: boolean }
  | { readonly kind: 'no-hint'; readonly at: number }
  /** Its own link or file is refused. Only the check of a level that is written finds it. */
  | { readonly kind: 'unreadable'; readonly message: string };

/** The level works all the same. A learner who is stuck gets less help, or a wide answer is as good as a narrow one. */
export const isWarning = (finding: LevelFinding): boolean =>
  finding.kind === 'no-hint' || (finding.kind === 'administrator' && !finding.asked);

/** Returns what does not hold; nothing for a level that can be given to somebody. */
export async function proofIn(played: PlayedLevel): Promise<LevelFinding[]> {
  const { level } = played;
  const findings = writtenFindings(level);
  // A level without goals is always solved, and nothing more can be said.
  if (level.goals.length === 0) return findings;
  if ((await played.after([])).solved) findings.push({ kind: 'start-solved' });
  findings.push(...(await answerFindings(played)), ...(await administratorFindings(played)));
  return findings;
}

function writtenFindings({ title, intro, goals, solution, hints }: Level): LevelFinding[] {
  const isEmpty = (text: string) => text.trim() === '';
  return [
    ...(isEmpty(title) ? [{ kind: 'no-title' } as const] : []),
    ...(intro.every(isEmpty) ? [{ kind: 'no-text' } as const] : []),
    ...(goals.length === 0 ? [{ kind: 'no-goal' } as const] : []),
    ...(solution.length === 0 ? [{ kind: 'no-solution' } as const] : []),
    ...[0, 1, 2].filter((at) => isEmpty(hints[at] ?? '')).map((at) => ({ kind: 'no-hint', at }) as const),
  ];
}

async function answerFindings(played: PlayedLevel): Promise<LevelFinding[]> {
  const { solution, alternatives, wrong } = played.level;
  const right = [
    ...(solution.length > 0 ? [{ answer: { part: 'solution', at: 0 } as const, calls: solution }] : []),
    ...alternatives.map(({ calls }, at) => ({ answer: { part: 'alternative', at } as const, calls })),
  ];
  const findings: LevelFinding[] = [];
  for (const { answer, calls } of right) {
    const { refused, open } = await played.after(calls);
    if (refused) findings.push({ kind: 'refused', answer, refused });
    else if (open.length > 0) findings.push({ kind: 'open', answer, goals: open });
  }
  for (const [at, { calls, fails }] of wrong.entries()) {
    findings.push(...wrongFindings({ part: 'wrong', at }, await played.after(calls), fails));
  }
  return findings;
}

function wrongFindings(answer: AnswerRef, { refused, open }: AfterCalls, fails: string): LevelFinding[] {
  if (refused) return [{ kind: 'refused', answer, refused }];
  if (open.length === 0) return [{ kind: 'passes', answer }];
  return open.some(({ goal }) => goal.id === fails) ? [] : [{ kind: 'fails-elsewhere', answer, goals: open }];
}

/** AdministratorAccess, by the root user, for everybody whom a goal wants to be able to do something. */
async function administratorFindings(played: PlayedLevel): Promise<LevelFinding[]> {
  const { solution, hidden, goals } = played.level;
  const calls = wanting(played).map(administratorCall);
  if (calls.length === 0) return [];
  const asked = hidden.length > 0 || goals.some(({ check }) => check.kind === 'reached');
  if ((await played.after(calls)).least) return [{ kind: 'administrator', after: 'start', asked }];
  // Too much is an error only where least privilege is asked.
  if (!asked || !(await played.after([...solution, ...calls])).least) return [];
  return [{ kind: 'administrator', after: 'solution', asked }];
}

const administratorAccess = 'arn:aws:iam::aws:policy/AdministratorAccess';

/** Returns the users and roles that a goal wants to be able to do something, without those that can do all already. */
function wanting({ level, world }: PlayedLevel): string[] {
  const arns = [...level.goals, ...level.hidden].flatMap(({ check }) => {
    if (check.kind === 'reached') return [check.from];
    return check.kind === 'answer' && check.wanted === 'allowed' ? [check.question.principal] : [];
  });
  return [...new Set(arns)].filter((arn) => !attachedTo(arn, world).includes(administratorAccess));
}

/** Returns the policies attached to a user or role; nothing can be attached to any other ARN. */
function attachedTo(arn: string, world: World): readonly string[] {
  const ref = world.index.byArn.get(arn);
  const holder = ref?.table === 'users' || ref?.table === 'roles' ? world[ref.table].get(ref.id) : undefined;
  return holder?.attachedPolicies ?? [administratorAccess];
}

/**
 * The call of the root user of its account that gives AdministratorAccess to a user or role.
 * @internal
 */
export function administratorCall(arn: string): LevelCall {
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  const isUser = arn.includes(':user/');
  return {
    operation: isUser ? 'AttachUserPolicy' : 'AttachRolePolicy',
    params: {
      [isUser ? 'UserName' : 'RoleName']: name,
      PolicyArn: administratorAccess,
    },
    as: rootArn(unsafeAccountId(arnAccount(arn))),
  };
}
