/** The ten questions before or after the levels, one after the other. Each answer counts once, also after a reload. */

import { sourceOf } from '../../learn/arcade/keys.ts';
import { type ArcadeQuestion, makeQuestion } from '../../learn/arcade/question.ts';
import { type RunItem, startRun } from '../../learn/arcade/run.ts';
import { writeSeed } from '../../learn/arcade/seed.ts';
import { type Round, questionCount, questionWord } from '../../learn/class/work.ts';
import { noProgress } from '../../learn/progress/format.ts';
import type { JoinedClass } from './joined.svelte.ts';

export class ClassRound {
  question = $state.raw<ArcadeQuestion | undefined>(undefined);
  /** The answer that the student gave to the question on screen. */
  said = $state.raw<boolean | undefined>(undefined);
  readonly round: Round;
  readonly #joined: JoinedClass;
  readonly #items: readonly RunItem[];

  constructor(joined: JoinedClass, round: Round) {
    this.#joined = joined;
    this.round = round;
    this.#items = itemsOf(joined, round);
    this.#ask();
  }

  get answers(): readonly boolean[] {
    return this.#joined.work?.[this.round] ?? [];
  }

  /** The number of the question on screen, from 1. */
  get number(): number {
    return this.said === undefined ? this.answers.length + 1 : this.answers.length;
  }

  get isLast(): boolean {
    return this.number === questionCount;
  }

  get isOver(): boolean {
    return this.said === undefined && this.answers.length >= questionCount;
  }

  answer(said: boolean): void {
    const { question, answers } = this;
    if (!question || this.said !== undefined) return;
    this.said = said;
    void this.#joined.answer(this.round, answers.length, said === question.answer);
  }

  next(): void {
    if (this.said === undefined) return;
    this.said = undefined;
    this.#ask();
  }

  #ask(): void {
    const item = this.#items[this.answers.length];
    const source = item && sourceOf(item.key);
    this.question = source?.kind === 'template' ? makeQuestion(source.template, item?.seed ?? '') : undefined;
  }
}

/** A question that this version of the page does not know is replaced, as in the link of a run. */
function itemsOf({ work, variant }: JoinedClass, round: Round): readonly RunItem[] {
  if (!work?.plan.questions || variant === undefined) return [];
  const word = questionWord(work.plan, variant, round);
  const link = writeSeed(word, work.plan.questions);
  return startRun({ link, word, progress: noProgress, now: 0 }).items;
}
