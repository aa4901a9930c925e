/** The policy that allows everything, and the request of somebody who has it: what is left to them is left to anybody. */

import type { EvaluationInput, NamedPolicy } from '../authz/decision.ts';
import { type Arn, unsafeArn } from '../model/ids.ts';

export const everythingText =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';

export const allowEverything: NamedPolicy = { name: 'everything', document: everythingText };

/** The same request by somebody in the account who has every permission and no limit of its own. */
export function asAnybody({
  permissionsBoundary: _boundary,
  sessionPolicies: _session,
  scopeDownPolicies: _scopes,
  ...input
}: EvaluationInput): EvaluationInput {
  return { ...input, identityPolicies: [allowEverything] };
}

const managed = (name: string): Arn => unsafeArn(`arn:aws:iam::aws:policy/${name}`);
const textOf = (statement: object): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement, Resource: '*' }] });

export const administratorAccess = managed('AdministratorAccess');

/** The strongest first. */
export const strongPolicies: ReadonlyMap<string, string> = new Map([
  [administratorAccess, everythingText],
  [managed('IAMFullAccess'), textOf({ Action: 'iam:*' })],
  [managed('PowerUserAccess'), textOf({ NotAction: ['iam:*', 'organizations:*', 'account:*'] })],
]);
