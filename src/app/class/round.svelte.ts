/** The ten questions before or after the levels. Each answer counts once, over reloads and in all tabs. */

import { sourceOf, writeSeed } from '../../learn/arcade/keys.ts';
import { type ArcadeQuestion, makeQuestion } from '../../learn/arcade/question.ts';
import { type RunItem, startRun } from '../../learn/arcade/run.ts';
import { questionCount } from '../../learn/class/read.ts';
import { type WorkRound, canAsk, questionWord } from '../../learn/class/work.ts';
import { noProgress } from '../../learn/progress/none.ts';
import type { JoinedClass } from './joined.svelte.ts';

export class ClassRound {
  #answered = $state.raw<{ readonly at: number; readonly said: boolean } | undefined>(undefined);
  /** The place of the question on screen, from 0. An answered one stays until the student goes on. */
  readonly #at = $derived.by(() => this.#answered?.at ?? this.answers.length);
  readonly question = $derived.by(() => questionAt(this.#items[this.#at]));
  readonly round: WorkRound;
  readonly #joined: JoinedClass;
  readonly #items: readonly RunItem[];

  constructor(joined: JoinedClass, round: WorkRound) {
    this.#joined = joined;
    this.round = round;
    this.#items = itemsOf(joined, round);
  }

  get said(): boolean | undefined {
    return this.#answered?.said;
  }

  get answers(): readonly boolean[] {
    return this.#joined.work?.[this.round] ?? [];
  }

  /** The number of the question on screen, from 1. */
  get number(): number {
    return this.#at + 1;
  }

  get isLast(): boolean {
    return this.number === questionCount;
  }

  get isOver(): boolean {
    return this.#at >= questionCount;
  }

  answer(said: boolean): void {
    const { question } = this;
    const at = this.#at;
    if (!question || this.#answered) return;
    this.#answered = { at, said };
    void this.#joined.answer(this.round, at, said === question.answer);
  }

  next(): void {
    this.#answered = undefined;
  }
}

function questionAt(item: RunItem | undefined): ArcadeQuestion | undefined {
  const source = item && sourceOf(item.key);
  return source?.kind === 'template' ? makeQuestion(source.template, item?.seed ?? '') : undefined;
}

function itemsOf({ work, variant }: JoinedClass, round: WorkRound): readonly RunItem[] {
  if (!work?.plan.questions || !canAsk(work.plan) || variant === undefined) return [];
  const word = questionWord(work.plan, variant, round);
  const link = writeSeed(word, work.plan.questions);
  return startRun({ link, word, progress: noProgress, now: 0 }).items;
}
