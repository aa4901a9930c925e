/** Turns the solution of a scenario's step into requests, for "Do it for me" and for the gallery's tests. */

import type { Requests } from '../dispatch/requests.ts';
import { rootArn } from '../../core/model/arn.ts';
import { unsafeAccountId } from '../../core/model/ids.ts';
import type { Request } from '../../core/model/request/request.ts';
import type { ScenarioCall, ScenarioSolution } from '../../share/scenario/format/guide.ts';
import { documentText } from '../../share/world-records.ts';

const documentMembers: ReadonlySet<string> = new Set([
  'PolicyDocument',
  'AssumeRolePolicyDocument',
  'Policy',
  'Content',
]);

/** Turns documents that are objects into texts. A call without a caller is made by the account's root. @internal */
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

/** Sends the requests in order as one act, stops at the first refusal and returns its message. */
export async function solve(
  session: { readonly requests: Pick<Requests, 'act'> },
  solution: ScenarioSolution,
  account: string,
): Promise<string | undefined> {
  const requests = solutionRequests(solution, account);
  const outcomes = await session.requests.act(requests, {});
  const refused = outcomes.findIndex(({ ok }) => !ok);
  if (refused < 0) return undefined;
  const outcome = outcomes[refused];
  const message = outcome?.ok === false ? outcome.error.message : undefined;
  return `${requests[refused]?.operation ?? ''}: ${message ?? 'refused'}`;
}
