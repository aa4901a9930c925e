/** A run of the arcade. Skill and guesses go to the person's progress after each answer; this tab remembers the round. */

import { type ArcadeQuestion, makeQuestion } from '../../learn/arcade/question.ts';
import { newWord, sourceOf } from '../../learn/arcade/keys.ts';
import {
  type Run,
  type RunItem,
  isOver,
  itemNow,
  rightOf,
  runLength,
  seedOf,
  startRun,
  streakOf,
  withArcadeAnswer,
  withoutItem,
  wrongOf,
} from '../../learn/arcade/run.ts';
import { findLevel } from '../../learn/level/path.ts';
import { defined } from '../../core/model/defined.ts';
import { type KeptRun, keepRun, keptRun } from './kept-run.ts';
import { wallClock } from '../../platform/clock.ts';
import { newSeed, randomFromSeed } from '../../platform/random.ts';
import type { Session } from '../session/session.svelte.ts';

export type { ArcadeQuestion } from '../../learn/arcade/question.ts';

export type ArcadeHost = Pick<Session, 'progress' | 'catalogue' | 'workspaces'>;

export interface LookAgain {
  readonly key: string;
  readonly title: string;
  readonly level?: { readonly title: string; readonly address: string };
}

export type Dot = 'right' | 'wrong' | 'now' | 'open';

export class Arcade {
  #run = $state.raw<Run | undefined>(undefined);
  question = $state.raw<ArcadeQuestion | undefined>(undefined);
  said = $state.raw<boolean | undefined>(undefined);
  problem = $state.raw<string | undefined>(undefined);
  best = 0;
  readonly #session: ArcadeHost;
  readonly #random = randomFromSeed(newSeed());
  #titles: KeptRun['titles'] = {};
  #link: string | undefined;

  constructor(session: ArcadeHost, link?: string) {
    this.#session = session;
    void this.#begin(link, keptRun(link));
  }

  get isShared(): boolean {
    return this.#run?.shared === true;
  }
  /** Questions of the link that this version of the page does not know. */
  get replaced(): number {
    return this.#run?.replaced ?? 0;
  }
  get isOver(): boolean {
    return this.#run !== undefined && isOver(this.#run) && this.said === undefined;
  }
  get right(): number {
    return this.#run ? rightOf(this.#run) : 0;
  }
  get streak(): number {
    return this.#run ? streakOf(this.#run) : 0;
  }
  get number(): number {
    const answered = this.#run?.answers.length ?? 0;
    return this.said === undefined ? answered + 1 : answered;
  }
  get isLast(): boolean {
    return this.number === runLength;
  }
  get isRight(): boolean {
    return this.said !== undefined && this.said === this.question?.answer;
  }

  get dots(): readonly Dot[] {
    const answers = this.#run?.answers ?? [];
    return Array.from({ length: runLength }, (_, at) => {
      const answer = answers[at];
      if (answer) return answer.isRight ? 'right' : 'wrong';
      return at === answers.length && this.said === undefined ? 'now' : 'open';
    });
  }

  get address(): string {
    return this.#run ? `#/learn/arcade/${encodeURIComponent(seedOf(this.#run))}` : '#/learn/arcade';
  }

  get lookAgain(): readonly LookAgain[] {
    return (this.#run ? wrongOf(this.#run) : []).map((key) => {
      const { title = key, level } = this.#titles[key] ?? {};
      const card = level === undefined ? undefined : findLevel(level);
      return {
        key,
        title,
        ...(card ? { level: { title: card.title, address: `#/learn/level/${card.id}` } } : {}),
      };
    });
  }

  answer(said: boolean): void {
    const { question } = this;
    if (!this.#run || !question || this.said !== undefined) return;
    const { progress } = this.#session;
    const { run, part } = withArcadeAnswer(
      this.#run,
      said === question.answer,
      progress.current,
      wallClock(),
    );
    this.#run = run;
    this.said = said;
    this.#keep();
    void progress.add(part);
  }

  async next(): Promise<void> {
    if (this.said === undefined) return;
    this.said = undefined;
    await this.#ask();
  }

  again(): Promise<void> {
    return this.#begin();
  }

  tryAgain(): Promise<void> {
    this.problem = undefined;
    return this.#ask();
  }

  /** Call it when the person goes elsewhere: a round that is over does not come back. */
  leave(): void {
    if (this.#run && isOver(this.#run)) keepRun(undefined);
  }

  #keep(): void {
    const run = this.#run;
    if (run) keepRun({ run, best: this.best, titles: this.#titles, ...defined({ link: this.#link }) });
  }

  async #begin(link?: string, kept?: KeptRun): Promise<void> {
    const { progress } = this.#session;
    await progress.load();
    const word = newWord(this.#random);
    this.#link = link;
    this.best = kept?.best ?? progress.current.arcade?.best ?? 0;
    this.#titles = kept?.titles ?? {};
    this.said = undefined;
    this.#run = kept?.run ?? startRun({ link, word, progress: progress.current, now: wallClock() });
    await this.#ask();
  }

  async #ask(): Promise<void> {
    const run = this.#run;
    const item = run && itemNow(run);
    this.question = undefined;
    if (!item) return;
    try {
      const question = await this.#questionOf(item);
      if (this.#run !== run) return;
      if (question) this.#show(question);
      else {
        this.#run = withoutItem(run);
        await this.#ask();
      }
    } catch (error) {
      this.problem = String(error);
    }
  }

  #show(question: ArcadeQuestion): void {
    const { key, title, level } = question;
    this.#titles = { ...this.#titles, [key]: { title, ...defined({ level }) } };
    this.question = question;
    this.#keep();
  }

  async #questionOf({ key, seed }: RunItem): Promise<ArcadeQuestion | undefined> {
    const source = sourceOf(key);
    if (source?.kind === 'template') return makeQuestion(source.template, seed);
    if (!source) return undefined;
    const { predictionQuestion } = await import('../../learn/arcade/prediction.ts');
    const { catalogue, workspaces } = this.#session;
    await catalogue.loadAllActions();
    return predictionQuestion(source.level, source.at, {
      ...workspaces.staging,
      wallNow: wallClock(),
      reference: catalogue.current,
    });
  }
}
