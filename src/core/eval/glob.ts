/**
 * Wildcard matching without regular expressions. Policy text is hostile input, and a pattern of many stars
 * must not make a matcher backtrack. A compiled glob is cut at its stars: the first and last piece are
 * anchored, each piece between is searched once, leftmost. So the text is read once from left to right.
 */

export const star = Symbol('*');
export const one = Symbol('?');

/** A pattern as literal runs and wildcards; adjacent runs are allowed. */
export type GlobToken = string | typeof star | typeof one;

interface Piece {
  /** Has a space for each `?`; `holes` has their positions. */
  readonly text: string;
  readonly length: number;
  /** Positions of `?`; absent when there is none. */
  readonly holes: ReadonlySet<number> | undefined;
  /** The search for a piece with holes. */
  readonly search: HoleSearch | undefined;
}

const any = 0;
const literal = 1;
const prefix = 2;
const general = 3;

export interface Glob {
  readonly kind: typeof any | typeof literal | typeof prefix | typeof general;
  /** The literal text, or the prefix. */
  readonly text: string;
  /** Absent but for a general glob: there are tens of thousands of patterns, and most are not general. */
  readonly pieces: Pieces | undefined;
}

interface Pieces {
  /** True when there is a star. Without one, `head` is the whole pattern. */
  readonly open: boolean;
  readonly head: Piece;
  readonly middle: readonly Piece[];
  readonly tail: Piece;
  /** The fewest characters that can match. */
  readonly minimum: number;
}

export const compileGlob = (text: string): Glob => globOfTokens(tokensOf(text));

const plainGlob = (kind: Glob['kind'], text: string): Glob => ({ kind, text, pieces: undefined });

export function tokensOf(text: string): GlobToken[] {
  const tokens: GlobToken[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code !== 42 && code !== 63) continue;
    if (at > from) tokens.push(text.slice(from, at));
    tokens.push(code === 42 ? star : one);
    from = at + 1;
  }
  if (from < text.length) tokens.push(text.slice(from));
  return tokens;
}

export function globOfTokens(tokens: readonly GlobToken[]): Glob {
  const pieces: Piece[] = [];
  let run: GlobToken[] = [];
  for (const token of tokens) {
    if (token === star) {
      pieces.push(pieceOf(run));
      run = [];
    } else {
      run.push(token);
    }
  }
  pieces.push(pieceOf(run));
  const head = pieces[0] ?? emptyPiece;
  const open = pieces.length > 1;
  const tail = open ? (pieces[pieces.length - 1] ?? emptyPiece) : emptyPiece;
  const middle = pieces.slice(1, -1).filter((piece) => piece.length > 0);
  const minimum = pieces.reduce((sum, piece) => sum + piece.length, 0);
  if (head.holes === undefined) {
    if (!open) return plainGlob(literal, head.text);
    if (minimum === 0) return plainGlob(any, '');
    if (minimum === head.length) return plainGlob(prefix, head.text);
  }
  return { kind: general, text: '', pieces: { open, head, middle, tail, minimum } };
}

function pieceOf(tokens: readonly GlobToken[]): Piece {
  if (tokens.length === 0) return emptyPiece;
  let text = '';
  let holes: Set<number> | undefined;
  for (const token of tokens) {
    if (typeof token === 'string') text += token;
    else {
      (holes ??= new Set()).add(text.length);
      text += ' ';
    }
  }
  const search = holes && new HoleSearch(text, (at) => holes.has(at));
  return { text, length: text.length, holes, search };
}

const emptyPiece: Piece = { text: '', length: 0, holes: undefined, search: undefined };

/** Returns true when the whole text matches. Case-sensitive: to ignore case, lower-case both sides. */
export function globMatches(glob: Glob, text: string): boolean {
  switch (glob.kind) {
    case any:
      return true;
    case literal:
      return text === glob.text;
    case prefix:
      return text.startsWith(glob.text);
    case general:
      return glob.pieces !== undefined && piecesMatch(glob.pieces, text);
  }
}

function piecesMatch(pieces: Pieces, text: string): boolean {
  const { head, tail, middle } = pieces;
  if (!pieces.open) return text.length === head.length && standsAt(head, text, 0);
  if (text.length < pieces.minimum || !standsAt(head, text, 0)) return false;
  const limit = text.length - tail.length;
  if (!standsAt(tail, text, limit)) return false;
  let at = head.length;
  for (const piece of middle) {
    const found = search(piece, text, at, limit);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= limit;
}

function standsAt(piece: Piece, text: string, at: number): boolean {
  const holes = piece.holes;
  if (holes === undefined) return text.startsWith(piece.text, at);
  if (at + piece.length > text.length) return false;
  for (let i = 0; i < piece.length; i++) {
    if (!holes.has(i) && text.charCodeAt(at + i) !== piece.text.charCodeAt(i)) return false;
  }
  return true;
}

function search(piece: Piece, text: string, from: number, limit: number): number {
  if (piece.search) return piece.search.find(text, from, limit);
  const found = text.indexOf(piece.text, from);
  return found <= limit - piece.length ? found : -1;
}

// Finds a piece with `?` in a text. Comparing at every place would cost the product of the lengths for a hostile
// piece such as `a?a?a?…b`. Following all places at once, 32 in a machine word, takes time near the length of the
// text (the shift-and method).

class HoleSearch {
  readonly #length: number;
  /** The positions that each character of the piece fits, holes included. */
  readonly #fits = new Map<number, Uint32Array>();
  /** The positions that any other character fits. */
  readonly #holes: Uint32Array;

  /** `isHole(i)`: position i of the piece matches any character. The piece is not empty. */
  constructor(text: string, isHole: (at: number) => boolean) {
    this.#length = text.length;
    this.#holes = new Uint32Array((text.length + 31) >>> 5);
    for (let at = 0; at < text.length; at++) if (isHole(at)) setBit(this.#holes, at);
    for (let at = 0; at < text.length; at++) {
      if (isHole(at)) continue;
      const code = text.charCodeAt(at);
      let fits = this.#fits.get(code);
      if (!fits) {
        fits = this.#holes.slice();
        this.#fits.set(code, fits);
      }
      setBit(fits, at);
    }
  }

  /** Returns the leftmost place at or after `from` at which the piece starts and ends by `limit`, or -1. */
  find(text: string, from: number, limit: number): number {
    const words = this.#holes.length;
    const lastWord = words - 1;
    const lastBit = 1 << ((this.#length - 1) & 31);
    // Bit i of `begun`: the piece's first i + 1 characters are right before the reading place.
    const begun = new Uint32Array(words);
    for (let at = from; at < limit; at++) {
      const fits = this.#fits.get(text.charCodeAt(at)) ?? this.#holes;
      let carry = 1;
      for (let word = 0; word < words; word++) {
        const old = begun[word] ?? 0;
        begun[word] = ((old << 1) | carry) & (fits[word] ?? 0);
        carry = old >>> 31;
      }
      if (((begun[lastWord] ?? 0) & lastBit) !== 0) return at + 1 - this.#length;
    }
    return -1;
  }
}

function setBit(bits: Uint32Array, at: number): void {
  bits[at >>> 5] = (bits[at >>> 5] ?? 0) | (1 << (at & 31));
}
