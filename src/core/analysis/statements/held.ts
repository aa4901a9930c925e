/**
 * Tells what the principals of an account have about one action. Those with the same documents about it are one set, however many
 * other policies they have, and documents that follow each other are added up once for all sets that begin with them.
 */

import type { StatementMatcher } from '../../eval/statement.ts';
import { type Holding, type Holdings, type PrincipalKind, principalKinds } from './holdings.ts';

export interface AboutAction {
  /** There is at least one; the order is the document's. */
  readonly statements: readonly StatementMatcher[];
  /** ARNs of managed policies, and ARNs of users, groups and roles that have it inline. */
  readonly bringers: ReadonlySet<string>;
}

interface Node {
  readonly before: number;
  readonly document: number;
}

export const root = 0;

export interface HeldSet {
  readonly kind: PrincipalKind;
  readonly own: number;
  readonly boundary: number | undefined;
}

const mostNodes = 2 ** 20;

export class HeldStatements {
  readonly documents: readonly (readonly StatementMatcher[])[];
  readonly nodes: Node[] = [{ before: root, document: 0 }];
  readonly sets: HeldSet[] = [];
  readonly #holdings: Holdings;
  readonly #bySource: (readonly number[])[] = [];
  readonly #byArn = new Map<string, number[]>();
  readonly #ofPrincipals: Int32Array;
  readonly #nodes = new Map<number, number>();
  readonly #sets = new Map<number, number>();

  constructor(holdings: Holdings, about: readonly AboutAction[]) {
    this.#holdings = holdings;
    this.#ofPrincipals = new Int32Array(holdings.byArn.size).fill(-1);
    this.documents = about.map(({ statements }) => statements);
    for (const [document, { bringers }] of about.entries())
      for (const arn of bringers) {
        const known = this.#byArn.get(arn);
        if (known) known.push(document);
        else this.#byArn.set(arn, [document]);
      }
  }

  setOf(holding: Holding): number {
    let set = this.#ofPrincipals[holding.number] ?? -1;
    if (set < 0) this.#ofPrincipals[holding.number] = set = this.#found(holding);
    return set;
  }

  #found({ kind, parts, boundary }: Holding): number {
    let own = root;
    for (const part of parts) own = this.#with(own, part);
    const limit = boundary === undefined ? undefined : this.#with(root, boundary);
    const key = (own * mostNodes + (limit ?? -1) + 1) * principalKinds.length + principalKinds.indexOf(kind);
    let set = this.#sets.get(key);
    if (set === undefined) {
      set = this.sets.push({ kind, own, boundary: limit }) - 1;
      this.#sets.set(key, set);
    }
    return set;
  }

  #with(before: number, source: number): number {
    let node = before;
    for (const document of (this.#bySource[source] ??= this.#documentsOf(source))) {
      const key = node * mostNodes + document;
      let next = this.#nodes.get(key);
      if (next === undefined) {
        next = this.nodes.push({ before: node, document }) - 1;
        this.#nodes.set(key, next);
      }
      node = next;
    }
    return node;
  }

  #documentsOf(number: number): readonly number[] {
    const source = this.#holdings.sources[number];
    if (source?.of !== 'group') return this.#byArn.get(source?.arn ?? '') ?? [];
    return source.parts.flatMap((part) => this.#documentsOf(part));
  }
}
