/** Finds a text that is in some sets of patterns and in none of others; the shortest, so that it reads well. */

import type { GlobSet, AutomatonState } from './automaton.ts';

/** Letters for a wildcard, the first that no pattern names is taken. */
const fresh = 'wexamplqzkjyhbcdfgiotuvsrnWEXAMPLQZKJYHBCDFGIOTUVSRN0123456789-_.+=@,~!%^&()[]{}<>|;';

/** More places than this are not looked at; hostile patterns of many stars have more. */
const mostPlaces = 40_000;

export type Sample = { readonly text: string } | 'none' | 'too many';

interface Step {
  readonly inside: readonly AutomatonState[];
  readonly outside: readonly AutomatonState[];
  readonly before: Step | undefined;
  readonly letter: number;
}

/** Returns a text of all `inside` sets and of no `outside` set, `none` when there is no such text. */
export function sample(inside: readonly GlobSet[], outside: readonly GlobSet[]): Sample {
  if (outside.some(({ start }) => start.takesAll)) return 'none';
  // A text of a set that ignores case stands for all its spellings, which only a walk tells apart.
  const isWhole = [...inside, ...outside].every(({ ignoresCase }) => ignoresCase);
  const listed = inside.find(({ texts, ignoresCase }) => texts.length > 0 && (!ignoresCase || isWhole));
  if (!listed) return walk(inside, outside);
  const others = inside.filter((set) => set !== listed);
  const fits = (text: string) =>
    others.every((set) => set.has(text)) && !outside.some((set) => set.has(text));
  const text = listed.texts.find(fits);
  if (text !== undefined) return { text };
  return sample(
    inside.map((set) => (set === listed ? set.wild : set)),
    outside,
  );
}

function walk(inside: readonly GlobSet[], outside: readonly GlobSet[]): Sample {
  const first = { inside: inside.map(begin), outside: outside.map(begin), before: undefined, letter: 0 };
  if (isHopeless(first)) return 'none';
  const seen = new Set([keyOf(first)]);
  const waiting: Step[] = [first];
  for (let at = 0; at < waiting.length; at++) {
    const step = waiting[at] as Step;
    if (step.inside.every(accepts) && !step.outside.some(accepts)) return { text: textOf(step) };
    if (waiting.length > mostPlaces) return 'too many';
    for (const letter of lettersAfter(step)) {
      const next: Step = {
        inside: inside.map((set, index) => set.step(step.inside[index] as AutomatonState, letter)),
        outside: outside.map((set, index) => set.step(step.outside[index] as AutomatonState, letter)),
        before: step,
        letter,
      };
      if (isHopeless(next)) continue;
      const key = keyOf(next);
      if (seen.has(key)) continue;
      seen.add(key);
      waiting.push(next);
    }
  }
  return 'none';
}

const begin = (set: GlobSet): AutomatonState => set.start;
const accepts = (state: AutomatonState): boolean => state.accepts;

const isHopeless = ({ inside, outside }: Step): boolean =>
  inside.some(({ isDead }) => isDead) || outside.some(({ takesAll }) => takesAll);

const keyOf = ({ inside, outside }: Step): string =>
  `${inside.map(({ id }) => id).join()} ${outside.map(({ id }) => id).join()}`;

function lettersAfter({ inside, outside }: Step): number[] {
  const named = new Set<number>();
  for (const state of [...inside, ...outside]) for (const letter of state.letters) named.add(letter);
  const other = freshLetter(named);
  return [other, ...named];
}

function freshLetter(named: ReadonlySet<number>): number {
  for (let at = 0; at < fresh.length; at++) if (!named.has(fresh.charCodeAt(at))) return fresh.charCodeAt(at);
  let code = 0xe0;
  while (named.has(code)) code++;
  return code;
}

function textOf(step: Step): string {
  const letters: string[] = [];
  for (let at: Step | undefined = step; at?.before; at = at.before)
    letters.push(String.fromCharCode(at.letter));
  return letters.reverse().join('');
}
