/**
 * Finds places in a JSON text. `JSON.parse` gives them differently in every browser or not at all, and never
 * for a valid member that does not fit. This scanner runs only after a failure, so it may be slow, but must
 * be exact. It follows RFC 8259 and has its own stack: a hostile file cannot exhaust the call stack.
 */

import type { Path } from '../../core/model/schema/fault.ts';

export interface TextPosition {
  /** Both count from 1, as in editors; columns are UTF-16 units. */
  readonly line: number;
  readonly column: number;
}

export interface SyntaxFault {
  readonly offset: number;
  readonly path: Path;
  /** One lower-case line that says what is wrong. */
  readonly message: string;
  /** True when the text ends in the middle of a value. */
  readonly cutOff: boolean;
}

export function placeAt(text: string, offset: number): TextPosition {
  let line = 1;
  let start = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
    start = at + 1;
  }
  return { line, column: offset - start + 1 };
}

/** Returns the first fault of the text; `undefined` when it is JSON. */
export function findSyntaxFault(text: string): SyntaxFault | undefined {
  const scanner = new Scanner(text);
  return scanner.run() ? undefined : scanner.fault;
}

/** Returns where the value at `path` begins. If the member is missing, its nearest ancestor's place. */
export const offsetOf = (text: string, path: Path): number => offsetsOf(text, [path])[0] ?? 0;

interface Wanted {
  offset: number | undefined;
  readonly below: Map<string | number, Wanted>;
}

const wanted = (): Wanted => ({ offset: undefined, below: new Map() });

/** Returns `offsetOf` for each path. The text is read once, however many there are. */
export function offsetsOf(text: string, paths: readonly Path[]): number[] {
  if (paths.length === 0) return [];
  const root = wanted();
  for (const path of paths) {
    let at = root;
    for (const key of path) {
      const next = at.below.get(key) ?? wanted();
      at.below.set(key, next);
      at = next;
    }
  }
  new Scanner(text, (at, here) => {
    let found: Wanted | undefined = root;
    for (const key of here) found = found?.below.get(key);
    if (found) found.offset ??= at;
  }).run();
  return paths.map((path) => {
    let at: Wanted | undefined = root;
    let best = root.offset ?? 0;
    for (const key of path) {
      at = at?.below.get(key);
      if (at?.offset === undefined) break;
      best = at.offset;
    }
    return best;
  });
}

/** Returns `placeAt` for each offset. The text is read once, however many there are. */
export function placesAt(text: string, offsets: readonly number[]): TextPosition[] {
  const places = new Map<number, TextPosition>();
  let line = 1;
  let start = 0;
  for (const offset of [...offsets].sort((left, right) => left - right)) {
    for (let end = text.indexOf('\n', start); end !== -1 && end < offset; end = text.indexOf('\n', start)) {
      line += 1;
      start = end + 1;
    }
    places.set(offset, { line, column: offset - start + 1 });
  }
  return offsets.map((offset) => places.get(offset) ?? { line: 1, column: 1 });
}

export function pathAt(text: string, offset: number): Path {
  let best: Path = [];
  new Scanner(text, (at, here) => {
    if (at <= offset) best = here;
  }).run();
  return best;
}

const literal = /(?:true|false|null)(?![\w])/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y;
// eslint-disable-next-line no-control-regex -- JSON strings may not hold control characters
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
// eslint-disable-next-line no-control-regex -- the longest part that is well formed
const stringPart = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y;

interface Frame {
  readonly close: '}' | ']';
  key: string | number;
}

class Scanner {
  fault: SyntaxFault | undefined;
  readonly #text: string;
  readonly #seen: ((offset: number, path: Path) => void) | undefined;
  readonly #stack: Frame[] = [];
  #at = 0;

  constructor(text: string, seen?: (offset: number, path: Path) => void) {
    this.#text = text;
    this.#seen = seen;
  }

  run(): boolean {
    for (;;) {
      if (!this.#value()) return false;
      for (;;) {
        const frame = this.#stack.at(-1);
        this.#skip();
        if (!frame) return this.#at === this.#text.length || this.#stop('expected the end of the file');
        if (this.#take(',')) {
          if (!this.#next(frame)) return false;
          break;
        }
        if (!this.#take(frame.close)) return this.#stop(`expected \`,\` or \`${frame.close}\``);
        this.#stack.pop();
      }
    }
  }

  /** Reads a value. Enters containers until one is empty or its first value is a scalar. */
  #value(): boolean {
    for (;;) {
      this.#skip();
      this.#seen?.(this.#at, this.#path());
      const open = this.#text[this.#at];
      if (open !== '{' && open !== '[') return this.#scalar();
      this.#at += 1;
      const frame: Frame = open === '{' ? { close: '}', key: '' } : { close: ']', key: -1 };
      this.#skip();
      if (this.#take(frame.close)) return true;
      this.#stack.push(frame);
      if (!this.#next(frame)) return false;
    }
  }

  /** Moves to a container's next item: counts in a list, reads the member's name in an object. */
  #next(frame: Frame): boolean {
    if (typeof frame.key === 'number') {
      frame.key += 1;
      return true;
    }
    this.#skip();
    const start = this.#at;
    if (this.#text[start] !== '"' || !this.#match(string)) {
      this.#stack.pop();
      return this.#text[start] === '"'
        ? this.#badString()
        : this.#stop("expected a member's name in double quotes");
    }
    frame.key = JSON.parse(this.#text.slice(start, this.#at)) as string;
    this.#skip();
    return this.#take(':') || this.#stop('expected `:`');
  }

  #scalar(): boolean {
    if (this.#text[this.#at] === '"') return this.#match(string) || this.#badString();
    if (this.#match(number) || this.#match(literal)) return true;
    const rest = this.#text.slice(this.#at);
    if (/^(?:t|tr|tru|f|fa|fal|fals|n|nu|nul|-|-?[\d.]+(?:[eE][+-]?)?)$/.test(rest))
      this.#at = this.#text.length;
    return this.#stop('expected a value');
  }

  #badString(): boolean {
    this.#match(stringPart);
    const rest = this.#text.slice(this.#at);
    if (/^(?:\\(?:u[0-9a-fA-F]{0,3})?)?$/.test(rest)) this.#at = this.#text.length;
    return this.#stop(rest.startsWith('\\') ? 'bad escape in a text' : 'bad character in a text');
  }

  #stop(message: string): false {
    const cutOff = this.#at >= this.#text.length;
    const found = this.#text[this.#at] ?? '';
    this.fault = {
      offset: this.#at,
      path: this.#path(),
      message: cutOff ? 'the file is cut off' : `${message}, found \`${found}\``,
      cutOff,
    };
    return false;
  }

  #path(): Path {
    return this.#stack.map((frame) => frame.key);
  }

  #skip(): void {
    while (/[ \t\r\n]/.test(this.#text[this.#at] ?? '')) this.#at += 1;
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #match(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    if (!pattern.test(this.#text)) return false;
    this.#at = pattern.lastIndex;
    return true;
  }
}
