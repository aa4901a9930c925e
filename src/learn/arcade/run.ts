/** A run of ten questions: which comes next, and what an answer changes. State in, answer in, state out. */

import { Dice } from '../../share/generate/dice.ts';
import type { Progress } from '../progress/file.ts';
import { dueKeys, guessed } from './due.ts';
import {
  difficultyFor,
  difficultyOf,
  firstSkill,
  keyOfTemplate,
  readSeed,
  skillAfter,
  sourceOf,
  templates,
  writeSeed,
} from './keys.ts';

export const runLength = 10;
/** Guesses from before that a run asks again at most, and their places in it. */
const duePlaces = [1, 4, 7] as const;
/** Difficulties of the ten questions of a word, before chance moves them. */
const ramp = [1, 1, 2, 2, 3, 3, 3, 4, 4, 5] as const;

export interface RunItem {
  readonly key: string;
  /** The seed of its question, if a template makes it. */
  readonly seed: string;
}

export interface RunAnswer {
  readonly key: string;
  readonly isRight: boolean;
}

export interface Run {
  readonly word: string;
  /** True for a run from a link: everybody has the same questions, whatever they know. */
  readonly shared: boolean;
  /** All questions of a shared run; else those up to the one on screen. */
  readonly items: readonly RunItem[];
  readonly answers: readonly RunAnswer[];
  /** Keys of guesses that are due, the longest overdue first. There may be more than come in this run. */
  readonly due: readonly string[];
  readonly skill: number;
  /** Questions of the link that this version of the page does not know; others took their place. */
  readonly replaced: number;
}

export interface RunStart {
  /** The seed of a link; absent: a run of one's own. */
  readonly link?: string | undefined;
  /** A new word, used without a link. */
  readonly word: string;
  readonly progress: Progress;
  /** Milliseconds. */
  readonly now: number;
}

export function startRun({ link, word, progress, now }: RunStart): Run {
  const skill = progress.arcade?.skill ?? firstSkill;
  const begun = { answers: [], skill, replaced: 0, due: [] };
  if (link !== undefined) return { ...begun, ...sharedItems(link) };
  const due = dueKeys(progress, now).filter((key) => sourceOf(key) !== undefined);
  return withNext({ ...begun, word, shared: false, items: [], due });
}

function sharedItems(link: string): Pick<Run, 'word' | 'shared' | 'items' | 'replaced'> {
  const { word, keys = [] } = readSeed(link);
  const wanted = keys.slice(0, runLength);
  const asked = wanted.map((key, at) => sourceOf(key) !== undefined && wanted.indexOf(key) === at);
  const kept = reserved(wanted.filter((_, at) => asked[at]));
  const items: RunItem[] = [];
  for (const [at, difficulty] of ramp.entries()) {
    const named = asked[at] ? wanted[at] : undefined;
    items.push(itemAt(word, at, named ?? chosenTemplate(word, at, difficulty, [...items, ...kept])));
  }
  return { word, shared: true, items, replaced: wanted.length - kept.length };
}

const reserved = (keys: readonly string[]): RunItem[] => keys.map((key) => ({ key, seed: '' }));

const itemAt = (word: string, at: number, key: string): RunItem => ({ key, seed: `${word}/${at}` });

/** Returns the key of a template near the difficulty that these items do not use yet. */
function chosenTemplate(word: string, at: number, wanted: number, used: readonly RunItem[]): string {
  const dice = new Dice(`${word}/${at}/choice`);
  const fresh = templates.filter((one) => !used.some(({ key }) => key === keyOfTemplate(one)));
  const [nearest] = (fresh.length > 0 ? fresh : templates)
    .map((one) => ({ one, away: Math.abs(one.difficulty - wanted) + 1.5 * dice.random() }))
    .toSorted((one, other) => one.away - other.away);
  if (!nearest) throw new Error('there are no templates');
  return keyOfTemplate(nearest.one);
}

function withNext(run: Run): Run {
  const at = run.items.length;
  if (run.shared || at >= runLength) return run;
  return { ...run, items: [...run.items, chosenItem(run, at)] };
}

function chosenItem({ word, items, due, skill }: Run, at: number): RunItem {
  const waiting = due.filter((key) => !items.some((one) => one.key === key));
  const places = duePlaces.filter((place) => place >= at);
  const [first] = places[0] === at ? waiting : [];
  const used = [...items, ...reserved(waiting.slice(0, places.length))];
  return itemAt(word, at, first ?? chosenTemplate(word, at, difficultyFor(skill), used));
}

export const itemNow = (run: Run): RunItem | undefined => run.items[run.answers.length];
export const isOver = ({ answers }: Run): boolean => answers.length >= runLength;
export const rightOf = ({ answers }: Run): number => answers.filter(({ isRight }) => isRight).length;

export function streakOf({ answers }: Run): number {
  const lastWrong = answers.findLastIndex(({ isRight }) => !isRight);
  return answers.length - 1 - lastWrong;
}

/** Returns the keys that went wrong, each once. */
export const wrongOf = ({ answers }: Run): string[] => [
  ...new Set(answers.filter(({ isRight }) => !isRight).map(({ key }) => key)),
];

/** Returns the run with another question in the place of one that cannot be asked any more; the next due one, if any. */
export function withoutItem(run: Run): Run {
  const at = run.answers.length;
  const due = run.due.filter((key) => key !== run.items[at]?.key);
  return {
    ...run,
    due,
    items: run.items.with(at, chosenItem({ ...run, due }, at)),
    replaced: run.replaced + (run.shared ? 1 : 0),
  };
}

export interface AnsweredRun {
  readonly run: Run;
  /** Changes of the person's progress, to be merged into it. */
  readonly part: Progress;
}

/** `progress`: the person's own; `now`: milliseconds. */
export function withArcadeAnswer(run: Run, isRight: boolean, progress: Progress, now: number): AnsweredRun {
  const item = itemNow(run);
  if (!item) throw new Error('the run is over');
  const { key } = item;
  const at = new Date(now).toISOString();
  const next = {
    ...run,
    answers: [...run.answers, { key, isRight }],
    skill: skillAfter(run.skill, difficultyOf(key), isRight),
  };
  const { best = 0, runs = 0 } = progress.arcade ?? {};
  return {
    run: withNext(next),
    part: {
      levels: {},
      guesses: { [key]: guessed(progress.guesses[key], isRight, at) },
      arcade: {
        at,
        skill: next.skill,
        best: isOver(next) ? Math.max(best, rightOf(next)) : best,
        runs: isOver(next) ? runs + 1 : runs,
      },
    },
  };
}

/** Returns the seed with which everybody gets the ten questions of this run. */
export const seedOf = ({ word, items }: Run): string =>
  writeSeed(
    word,
    items.map(({ key }) => key),
  );
