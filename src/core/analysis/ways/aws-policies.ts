/**
 * The AWS managed policies that an actor attaches to gain power, for worlds without a copy of them. Only what counts for
 * a way is written down.
 */

import { type Arn, unsafeArn } from '../../model/ids.ts';
import { everythingText } from '../everything.ts';

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
