/** Requests of a caller, half of them one change away from one inside a statement. */

import { type Question, authorize } from '#core/authz/authorize.ts';
import type { Dice } from '../../property/random/dice.ts';
import { changedRequest, requestInside } from './requests.ts';
import type { Caller, Made } from './world.ts';

interface Asked {
  readonly question: Question;
  readonly isNear: boolean;
  readonly isAllowed: boolean;
}

/** Asks inside statements, preferring what is allowed, and after each such request one beside it. */
export function* asked(dice: Dice, made: Made, caller: Caller, each: number): Generator<Asked> {
  const isAllowed = (question: Question) => authorize(made.world, question, made.env).verdict === 'allowed';
  for (let at = 0; at < each; at += 2) {
    const tries = Array.from({ length: 4 }, () => dice.pick(caller.statements));
    let question: Question | undefined;
    for (const statement of tries) {
      question = requestInside(dice, made, caller, statement);
      if (isAllowed(question)) break;
    }
    if (!question) return;
    yield { question, isNear: false, isAllowed: isAllowed(question) };
    const changed = changedRequest(dice, question);
    yield { question: changed, isNear: true, isAllowed: isAllowed(changed) };
  }
}
