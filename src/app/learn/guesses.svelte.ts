/** The guesses of a level: Yes or No before the engine answers. The level's own world is asked, not the person's. */

import {
  predictionAnswerOf,
  type PredictionAnswer,
  type PolicyInWords,
} from '../../learn/level/prediction.ts';
import type { Level } from '../../learn/level/format.ts';
import { worldOfLevel } from '../../learn/level/world.ts';
import { guessed } from '../../learn/arcade/due.ts';
import { messageOfThrown } from '../../core/model/thrown.ts';
import { simulatedTime } from '../../core/model/records/clock.ts';
import { wallClock, wallIso } from '../../platform/clock.ts';
import type { Session } from '../session/session.svelte.ts';
import { guessInClass } from '../class/note.ts';

export type { PolicyInWords } from '../../learn/level/prediction.ts';

export interface Guess {
  readonly said: boolean;
  /** Number of the chosen statement; absent until it is chosen, or where none is asked for. */
  readonly statement?: number;
  readonly answer: PredictionAnswer;
}

export class LevelGuesses {
  readonly level: Level;
  guesses = $state.raw<readonly Guess[]>([]);
  /** The answers; none until the level's world was asked. */
  #answers = $state.raw<readonly PredictionAnswer[]>([]);
  /** The reason that the questions cannot be asked. */
  failure = $state<string>();
  readonly #session: Session;
  readonly #variant: string | undefined;
  readonly #answered: Promise<void>;

  /** `variant`: the level with the names of one student. */
  constructor(session: Session, level: Level, variant?: string) {
    this.#session = session;
    this.#variant = variant;
    this.level = level;
    // A part of the page may not arrive: there is no network, and the browser has not stored it yet.
    this.#answered = this.#answerAll().catch((error: unknown) => {
      this.failure = messageOfThrown(error);
    });
  }

  async #answerAll(): Promise<void> {
    const { world, account } = await worldOfLevel(this.level, this.#session.workspaces.staging);
    const env = { ...this.#session.env, now: simulatedTime(world, wallClock()) };
    this.#answers = await Promise.all(
      this.level.predictions.map((one) => predictionAnswerOf(one, { world, account, env })),
    );
  }

  /** The policies that take part in the question on screen; `undefined` until they are known. */
  get policies(): readonly PolicyInWords[] | undefined {
    return this.#answers[this.guesses.length]?.policies;
  }

  /** The guess on screen, which still wants a statement; `undefined` where the next question stands. */
  get unfinished(): Guess | undefined {
    const last = this.guesses.at(-1);
    return last && last.answer.statements.length > 0 && last.statement === undefined && isYesNoRight(last)
      ? last
      : undefined;
  }

  get isDone(): boolean {
    return this.guesses.length === this.level.predictions.length && !this.unfinished;
  }

  get right(): number {
    return this.guesses.filter(isRight).length;
  }

  async say(said: boolean): Promise<void> {
    await this.#answered;
    const answer = this.#answers[this.guesses.length];
    if (!answer || this.unfinished) return;
    this.guesses = [...this.guesses, { said, answer }];
    if (!this.unfinished) await this.#note();
  }

  async choose(statement: number): Promise<void> {
    const { unfinished } = this;
    if (!unfinished) return;
    this.guesses = [...this.guesses.slice(0, -1), { ...unfinished, statement }];
    await this.#note();
  }

  #note(): Promise<void> {
    const at = this.guesses.length - 1;
    const last = this.guesses[at];
    if (!last) return Promise.resolve();
    const key = `${this.level.id}/${at}`;
    void guessInClass(this.#session, { id: this.level.id, variant: this.#variant }, at, isRight(last));
    const { progress } = this.#session;
    const now = guessed(progress.current.guesses[key], isRight(last), wallIso());
    return progress.add({ levels: {}, guesses: { [key]: now } });
  }
}

const isYesNoRight = ({ said, answer }: Guess): boolean => said === answer.isAllowed;

/** The verdict was right, and the statement too where one was asked for. */
export const isRight = (guess: Guess): boolean =>
  isYesNoRight(guess) &&
  (guess.statement === undefined || guess.answer.statements[guess.statement]?.decides === true);
