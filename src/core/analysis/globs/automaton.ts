/**
 * A set of texts that is given by patterns, as an automaton. The automaton is made as far as it is walked, and kept:
 * a set of a thousand actions is read once, however many questions are asked of it. `sample.ts` walks several at once.
 */

import { innerOne, innerStar, type ResourceToken } from '../../eval/arn.ts';
import { one, star } from '../../eval/glob.ts';

/** A place in the automaton: all that the patterns still want after the letters so far. */
export interface AutomatonState {
  readonly id: number;
  readonly accepts: boolean;
  /** Nothing that begins with the letters so far is in the set. */
  readonly isDead: boolean;
  readonly takesAll: boolean;
  /** The letters that lead elsewhere than all other letters, as character codes. */
  readonly letters: ReadonlySet<number>;
}

interface Place extends AutomatonState {
  readonly live: readonly number[];
  readonly next: Map<number, Place>;
  other: Place | undefined;
}

type Unit = number | typeof star | typeof one | typeof innerStar | typeof innerOne | typeof end;
const end: unique symbol = Symbol('the end of a pattern');
const colon = 58;

export class GlobSet {
  readonly start: AutomatonState;
  /** The texts of patterns without wildcards. */
  readonly texts: readonly string[];
  /** The set of the other patterns; the set itself when all have wildcards. */
  readonly wild: GlobSet;
  readonly #units: Unit[] = [];
  /** Letters of both cases are the same. */
  readonly ignoresCase: boolean;
  readonly #literal: ReadonlySet<string>;
  readonly #places = new Map<string, Place>();

  /** `ignoresCase`: letters of both cases are the same, as in names of actions. */
  constructor(patterns: Iterable<readonly ResourceToken[]>, { ignoresCase = false } = {}) {
    this.ignoresCase = ignoresCase;
    const all = [...patterns];
    const texts = all.filter(isLiteral);
    this.texts = texts.map((tokens) => textOf(tokens, ignoresCase));
    const literal = new Set(texts);
    this.#literal = new Set(this.texts);
    this.wild =
      texts.length === 0
        ? this
        : new GlobSet(
            all.filter((pattern) => !literal.has(pattern)),
            { ignoresCase },
          );
    const begins: number[] = [];
    for (const pattern of all) {
      begins.push(this.#units.length);
      for (const token of pattern) {
        if (typeof token === 'string') this.#addLetters(ignoresCase ? token.toLowerCase() : token);
        else this.#units.push(token);
      }
      this.#units.push(end);
    }
    this.start = this.#placeOf(begins);
  }

  #addLetters(text: string): void {
    for (let at = 0; at < text.length; at++) this.#units.push(text.charCodeAt(at));
  }

  step(from: AutomatonState, letter: number): AutomatonState {
    const place = from as Place;
    if (!place.letters.has(letter)) return (place.other ??= this.#after(place, letter));
    let next = place.next.get(letter);
    if (!next) {
      next = this.#after(place, letter);
      place.next.set(letter, next);
    }
    return next;
  }

  has(text: string): boolean {
    if (this.#literal.has(this.ignoresCase ? text.toLowerCase() : text)) return true;
    const { wild } = this;
    let state = wild.start;
    for (let at = 0; at < text.length && !state.isDead && !state.takesAll; at++)
      state = wild.step(state, text.charCodeAt(at));
    return state.accepts;
  }

  #after(place: Place, letter: number): Place {
    const code = this.ignoresCase ? lower(letter) : letter;
    const next: number[] = [];
    for (const at of place.live) {
      const unit = this.#units[at];
      if (unit === star || (unit === innerStar && code !== colon)) next.push(at);
      else if (unit === code || unit === one || (unit === innerOne && code !== colon)) next.push(at + 1);
    }
    return this.#placeOf(next);
  }

  #placeOf(begun: readonly number[]): Place {
    const found = new Set<number>();
    for (let at of begun) {
      found.add(at);
      // A star also matches nothing.
      while (this.#units[at] === star || this.#units[at] === innerStar) found.add(++at);
    }
    const takesAll = [...found].some((at) => this.#units[at] === star && this.#units[at + 1] === end);
    const live = takesAll ? [] : [...found].sort((a, b) => a - b);
    const key = takesAll ? '*' : live.join();
    let place = this.#places.get(key);
    if (!place) {
      const accepts = takesAll || live.some((at) => this.#units[at] === end);
      const isDead = !takesAll && live.length === 0;
      place = {
        id: this.#places.size,
        accepts,
        isDead,
        takesAll,
        letters: this.#lettersOf(live),
        live,
        next: new Map(),
        other: undefined,
      };
      if (takesAll) place.other = place;
      this.#places.set(key, place);
    }
    return place;
  }

  #lettersOf(live: readonly number[]): Set<number> {
    const letters = new Set<number>();
    for (const at of live) {
      const unit = this.#units[at];
      if (typeof unit === 'number') {
        letters.add(unit);
        if (this.ignoresCase) letters.add(upper(unit));
      } else if (unit === innerStar || unit === innerOne) letters.add(colon);
    }
    return letters;
  }
}

const lower = (code: number): number =>
  code < 128
    ? code >= 65 && code <= 90
      ? code + 32
      : code
    : String.fromCharCode(code).toLowerCase().charCodeAt(0);
const upper = (code: number): number => String.fromCharCode(code).toUpperCase().charCodeAt(0);

function textOf(tokens: readonly ResourceToken[], ignoresCase: boolean): string {
  const text = tokens.map(String).join('');
  return ignoresCase ? text.toLowerCase() : text;
}

const isLiteral = (pattern: readonly ResourceToken[]): boolean =>
  pattern.every((token) => typeof token === 'string');
