/**
 * The solution of a scenario's step as requests: what "Do it for me" sends and what the tests of the gallery
 * replay. They go through the door like any other.
 */

import { rootArn } from '../../core/model/arn.ts';
import { unsafeAccountId } from '../../core/model/ids.ts';
import type { Request } from '../../core/model/request/request.ts';
import type { ScenarioCall, ScenarioSolution } from '../../share/scenario/format.ts';
import { documentText } from '../../share/world-records.ts';

const documentMembers: ReadonlySet<string> = new Set([
  'PolicyDocument',
  'AssumeRolePolicyDocument',
  'Policy',
  'Content',
]);

/** Documents that the file has as objects become texts; calls that name nobody are made by the account's root. */
export const solutionRequests = ({ calls }: ScenarioSolution, account: string): Request[] =>
  calls.map(({ service = 'iam', operation, params, as }: ScenarioCall) => ({
    service,
    operation,
    params: Object.fromEntries(
      Object.entries(params).map(([member, value]) => [
        member,
        documentMembers.has(member) && typeof value === 'object' && value !== null
          ? documentText(value)
          : value,
      ]),
    ),
    caller: { kind: 'principal', arn: as ?? rootArn(unsafeAccountId(account)) },
  }));

interface Sender {
  send(request: Request): Promise<{ readonly ok: boolean; readonly error?: { readonly message: string } }>;
}

/** Sends them in order and stops at the first that is refused, with its message. What was done can be undone. */
export async function solve(
  session: Sender,
  solution: ScenarioSolution,
  account: string,
): Promise<string | undefined> {
  for (const request of solutionRequests(solution, account)) {
    const outcome = await session.send(request);
    if (!outcome.ok) return `${request.operation}: ${outcome.error?.message ?? 'refused'}`;
  }
  return undefined;
}
