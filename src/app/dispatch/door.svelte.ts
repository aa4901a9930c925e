/**
 * The door with its API models and operations is the largest part of the core, and the first answer does not
 * need it: Ask decides without it. It is loaded right after the first answer, or by the first request.
 */

import type { handle } from '../../core/api/door.ts';
import type { CallQuestion, Question } from '../../core/authz/authorize.ts';
import type { World } from '../../core/model/world/world.ts';
import type { CallAnswer } from '../../core/query/ask/answer-alone.ts';
import type { AnswerEnv } from '../../core/query/ask/answer.ts';

type Handle = typeof handle;
export type AnswerQuestion = (world: World, question: CallQuestion, env: AnswerEnv) => CallAnswer;
type DeniedInCall = (...asked: Parameters<AnswerQuestion>) => (after: World) => Question | undefined;

export class Door {
  #handle = $state.raw<Handle>();
  #answer = $state.raw<AnswerQuestion>();
  #denied: DeniedInCall | undefined;
  #opening: Promise<Handle> | undefined;

  get current(): Handle | undefined {
    return this.#handle;
  }

  get answer(): AnswerQuestion | undefined {
    return this.#answer;
  }

  async openedAnswer(): Promise<AnswerQuestion> {
    await this.open();
    return this.#answer as AnswerQuestion;
  }

  get denied(): DeniedInCall | undefined {
    return this.#denied;
  }

  /** Loads the code once; a failed load (a lost connection) is tried again by the next call. */
  open(): Promise<Handle> {
    this.#opening ??= Promise.all([
      import('../../core/api/door.ts'),
      import('../../core/api/question/asked-call.ts'),
      import('../../core/query/ask/answer-call.ts'),
    ]).then(
      ([{ handle: loaded }, { askedCall }, { answerCall, deniedInCall }]) => {
        this.#answer = (...question) => answerCall(...question, askedCall);
        this.#denied = (...question) => deniedInCall(...question, askedCall);
        return (this.#handle = loaded);
      },
      (error: unknown) => {
        this.#opening = undefined;
        throw error;
      },
    );
    return this.#opening;
  }
}
