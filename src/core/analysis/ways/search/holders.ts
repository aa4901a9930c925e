/**
 * Tells which principals of a world have an Allow about an action, or about an action on one resource, as numbers. A
 * method is only asked of those who have one for each of its calls. It never says that somebody may do something.
 */

import { actionName } from '../../../eval/action.ts';
import { mayCover } from '../../../eval/arn.ts';
import type { StatementMatcher } from '../../../eval/statement.ts';
import type { AccountId } from '../../../model/ids.ts';
import type { World } from '../../../model/world/world.ts';
import { statementsOf } from '../../statements/account-statements.ts';
import type { Holdings } from '../../statements/holdings.ts';

/** Policies of one account with an Allow about an action. */
interface AllowingDocument {
  readonly statements: readonly StatementMatcher[];
  /** Numbers of the principals that have it. */
  readonly holders: readonly number[];
  /** Sources that bring it, because a boundary is a source. */
  readonly sources: readonly number[];
}

interface OfAccount {
  readonly holdings: Holdings;
  /** The number of its first principal. */
  readonly first: number;
  readonly account: AccountId;
  /** The principals that have each source. */
  readonly holders: readonly (readonly number[])[];
  readonly sourceOf: ReadonlyMap<string, readonly number[]>;
}

export class Holders {
  readonly #world: World;
  readonly #accounts: OfAccount[] = [];
  readonly #arns: string[] = [];
  readonly #numbers = new Map<string, number>();
  /** The boundary of each principal as a number of its account's sources. */
  readonly #boundaries: (number | undefined)[] = [];
  readonly #about = new Map<string, readonly (readonly AllowingDocument[])[]>();
  readonly #all = new Map<string, Uint8Array>();

  /** Needs the index of each account, and makes it where it is not there. */
  constructor(world: World) {
    this.#world = world;
    for (const account of world.accounts.keys()) this.#add(account as AccountId);
  }

  get size(): number {
    return this.#arns.length;
  }

  arnOf(number: number): string {
    return this.#arns[number] ?? '';
  }

  numberOf(arn: string): number | undefined {
    return this.#numbers.get(arn);
  }

  /** Returns the numbers of an account's principals: from the first to before the second. */
  rangeOf(account: string): readonly [number, number] {
    const found = this.#accounts.find((one) => one.account === account);
    return found ? [found.first, found.first + found.holdings.byArn.size] : [0, 0];
  }

  /** Returns 1 at the numbers of those that have an Allow about the action, in their boundary too. */
  of(action: string): Uint8Array {
    let known = this.#all.get(action);
    if (!known) {
      known = new Uint8Array(this.size);
      for (const number of this.#thatHave(action)) known[number] = 1;
      this.#all.set(action, known);
    }
    return known;
  }

  /** Returns the numbers of those that have one which may cover the resource. */
  on(action: string, resource: string): number[] {
    return this.#thatHave(action, resource);
  }

  #thatHave(action: string, resource?: string): number[] {
    const found = new Set<number>();
    for (const [at, documents] of this.#documents(action).entries()) {
      const first = this.#accounts[at]?.first ?? 0;
      const fitting = documents.filter(({ statements }) => statements.some((one) => mayBeOn(one, resource)));
      if (fitting.length === 0) continue;
      const sources = new Set(fitting.flatMap((one) => one.sources));
      for (const { holders } of fitting)
        for (const holder of holders) {
          const boundary = this.#boundaries[first + holder];
          if (boundary === undefined || sources.has(boundary)) found.add(first + holder);
        }
    }
    return [...found];
  }

  #documents(action: string): readonly (readonly AllowingDocument[])[] {
    let known = this.#about.get(action);
    if (!known) {
      const name = actionName(action);
      known = this.#accounts.map(({ account, holders, sourceOf }) =>
        statementsOf(this.#world, account)
          .about(name)
          .flatMap(({ statements, bringers }) => {
            const allowing = statements.filter(({ isDeny }) => !isDeny);
            if (allowing.length === 0) return [];
            const sources = [...bringers].flatMap((arn) => sourceOf.get(arn) ?? []);
            return [
              { statements: allowing, sources, holders: sources.flatMap((source) => holders[source] ?? []) },
            ];
          }),
      );
      this.#about.set(action, known);
    }
    return known;
  }

  #add(account: AccountId): void {
    const holdings = statementsOf(this.#world, account).holdings();
    const first = this.#arns.length;
    const holders: number[][] = [];
    for (const [arn, { number, parts, boundary }] of holdings.byArn) {
      this.#arns[first + number] = arn;
      this.#numbers.set(arn, first + number);
      this.#boundaries[first + number] = boundary;
      for (const part of parts) {
        const source = holdings.sources[part];
        for (const one of source?.of === 'group' ? source.parts : [part]) (holders[one] ??= []).push(number);
      }
    }
    const sourceOf = new Map<string, number[]>();
    for (const [at, source] of holdings.sources.entries())
      if (source.of !== 'group') {
        const known = sourceOf.get(source.arn);
        if (known) known.push(at);
        else sourceOf.set(source.arn, [at]);
      }
    this.#accounts.push({ holdings, first, account, holders, sourceOf });
  }
}

/** Returns false when the beginning of every pattern differs from the resource. */
export function mayBeOn({ source: { resources } }: StatementMatcher, resource: string | undefined): boolean {
  if (resource === undefined || resources === undefined) return true;
  return resources.some((text) => mayCover(text, resource));
}
