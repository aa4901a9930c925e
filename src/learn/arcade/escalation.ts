/** Tries a method of escalation in the account of a question: the engine decides, nothing here does. */

import type { DecisionEnv } from '../../core/authz/authorize.ts';
import type { Method } from '../../core/analysis/ways/format.ts';
import { type Pair, methodWorks } from '../../core/analysis/ways/method-works.ts';
import { methods } from '../../content/methods/list.ts';
import type { World } from '../../core/model/world/world.ts';
import type { DecidedQuestion } from './format.ts';

/** Circumstances that the small accounts of the arcade have. */
const possible: ReadonlySet<string> = new Set([
  'key-free',
  'no-password',
  'same-account',
  'instance-profile',
]);

/** Methods of a user that a small account can have. */
export const playableMethods: readonly Method[] = methods.filter(
  ({ id, by, given = [], exists, retired, through }) =>
    by !== 'role' &&
    !exists &&
    !retired &&
    !through &&
    !id.startsWith('own-') &&
    given.every((one) => possible.has(one)),
);

export interface Tried {
  /** The one whose rights are gained is an administrator afterwards. */
  readonly works: boolean;
  /** The decisions that say so; where it does not work, one of them refuses. */
  readonly decided: readonly DecidedQuestion[];
}

export function triedMethod(world: World, method: Method, pair: Pair, env: DecisionEnv): Tried {
  const { administrator, decided } = methodWorks(world, method, pair, env);
  return {
    works: administrator,
    decided: decided.map(({ principal, action, resource, context, decision }) => ({
      question: { principal, action, resource, context },
      decision,
    })),
  };
}
