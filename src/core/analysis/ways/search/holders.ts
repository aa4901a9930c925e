/**
 * Tells which principals of a world have an Allow about an action, or about an action on one resource, as numbers. A
 * method is only asked of those who have one for each of its calls. It never says that somebody may do something.
 */

import { applicable } from '#core/authz/applicable-statements.ts';
import { type DecisionEnv, evaluationInput } from '#core/authz/authorize.ts';
import { actionName } from '#core/eval/action.ts';
import type { RequestView } from '#core/eval/request.ts';
import type { StatementMatcher } from '#core/eval/statement.ts';
import type { AccountId } from '#core/model/ids.ts';
import type { World } from '#core/model/world/world.ts';
import { accountStatementsOf } from '../../statements/account-statements.ts';
import type { Holding, Holdings, PrincipalKind } from '../../statements/holdings.ts';
import { noReads, readsOf } from '../../statements/own-reads.ts';
import { type Allowing, type Fit, fitOf, grouped, resourceSegments } from './allowing.ts';
import { isFixed } from './own-statements.ts';

interface OfAccount {
  readonly index: ReturnType<typeof accountStatementsOf>;
  readonly holdings: Holdings;
  readonly first: number;
  readonly account: AccountId;
  readonly holders: readonly (readonly number[])[];
  readonly bound: readonly (readonly number[])[];
  readonly sourceOf: ReadonlyMap<string, readonly number[]>;
  readonly users: ReadonlyMap<string, number>;
}

export class Holders {
  readonly #world: World;
  readonly #accounts: OfAccount[] = [];
  readonly #arns: string[] = [];
  readonly #numbers = new Map<string, number>();
  /** The boundary of each principal as a number of its account's sources. */
  readonly #boundaries: (number | undefined)[] = [];
  readonly #kinds: PrincipalKind[] = [];
  /** Absent for roles. */
  readonly #userNames: (string | undefined)[] = [];
  readonly #about = new Map<string, readonly (readonly Allowing[])[]>();
  readonly #all = new Map<string, Uint8Array>();
  readonly #refused = new Map<string, Uint8Array>();
  readonly #env: DecisionEnv;
  /** The last list that each principal was put on. */
  readonly #stamps: Int32Array;
  #stamp = 0;

  /** Needs the index of each account, and makes it where it is not there. */
  constructor(world: World, env: DecisionEnv) {
    this.#world = world;
    this.#env = env;
    for (const account of world.accounts.keys()) this.#add(account as AccountId);
    this.#stamps = new Int32Array(this.size);
  }

  get size(): number {
    return this.#arns.length;
  }

  arnOf(number: number): string {
    return this.#arns[number] ?? '';
  }

  accountOf(number: number): string {
    return this.#accounts.findLast(({ first }) => first <= number)?.account ?? '';
  }

  numberOf(arn: string): number | undefined {
    return this.#numbers.get(arn);
  }

  /** Returns the numbers of an account's principals: from the first to before the second. */
  rangeOf(account: string): readonly [number, number] {
    const found = this.#accounts.find((one) => one.account === account);
    return found ? [found.first, found.first + found.holdings.byArn.size] : [0, 0];
  }

  /** Reads all about an action; returns false when it was read before. */
  read(action: string): boolean {
    const isNew = !this.#all.has(action) || !this.#refused.has(action);
    this.of(action);
    this.refused(action);
    return isNew;
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

  /** Returns 1 at the numbers of those from whom a Deny takes the action on every resource, whatever they choose. */
  refused(action: string): Uint8Array {
    let known = this.#refused.get(action);
    if (!known) {
      known = new Uint8Array(this.size);
      for (const account of this.#accounts) this.#refuse(account, action, known);
      this.#refused.set(action, known);
    }
    return known;
  }

  #refuse(
    { index, first, holdings, holders, bound, sourceOf }: OfAccount,
    action: string,
    into: Uint8Array,
  ): void {
    const requests = new Map<PrincipalKind, RequestView>();
    for (const { statements, bringers } of index.about(actionName(action))) {
      const denies = statements.filter(isForAll);
      if (denies.length === 0) continue;
      const ofKinds = new Map<PrincipalKind, boolean>();
      for (const source of [...bringers].flatMap((arn) => sourceOf.get(arn) ?? []))
        for (const number of [...(holders[source] ?? []), ...(bound[source] ?? [])]) {
          const kind = this.#kinds[first + number] ?? 'user';
          let isSo = ofKinds.get(kind);
          if (isSo === undefined) {
            const holding = holdings.byArn.get(this.arnOf(first + number));
            if (!holding) continue;
            let request = requests.get(kind);
            if (!request) requests.set(kind, (request = this.#requestOf(holding, action)));
            const asked = request;
            ofKinds.set(kind, (isSo = denies.some((one) => one.matchesConditions(asked))));
          }
          if (isSo) into[first + number] = 1;
        }
    }
  }

  /** Returns the request of one of a kind: whatever a Deny of `isForAll` reads is the same for all of them. */
  #requestOf({ principal }: Holding, action: string): RequestView {
    const question = { principal: principal.arn, action, resource: '*' };
    return applicable(evaluationInput(this.#world, question, this.#env)).request;
  }

  on(action: string, resource: string): number[] {
    return this.#thatHave(action, resource);
  }

  #thatHave(action: string, resource?: string): number[] {
    const found: number[] = [];
    const stamp = ++this.#stamp;
    for (const [at, groups] of this.#groups(action).entries()) {
      const account = this.#accounts[at];
      if (!account) continue;
      const fitting = groups.flatMap((group) => {
        const fit = fitOf(group, resource);
        return fit === 'none' ? [] : [{ group, fit }];
      });
      for (const { group, fit } of fitting)
        for (const holder of this.#fitting(account, group, fit, resource)) {
          const number = account.first + holder;
          if (this.#stamps[number] === stamp) continue;
          const boundary = this.#boundaries[number];
          if (boundary !== undefined && !fitting.some((one) => one.group.limiting.has(boundary))) continue;
          this.#stamps[number] = stamp;
          found.push(number);
        }
    }
    return found.sort((a, b) => a - b);
  }

  #fitting({ first, users }: OfAccount, { holders }: Allowing, fit: Fit, resource = ''): Iterable<number> {
    if (fit === 'all') return holders;
    if (fit === 'name')
      return [...holders].filter((one) => resource.includes(this.#userNames[first + one] ?? '\n'));
    return resourceSegments(resource).flatMap((part) => {
      const one = users.get(part);
      return one !== undefined && holders.has(one) ? [one] : [];
    });
  }

  #groups(action: string): readonly (readonly Allowing[])[] {
    let known = this.#about.get(action);
    if (!known) {
      const name = actionName(action);
      known = this.#accounts.map(({ index, holders, bound, sourceOf }) =>
        grouped(
          index.about(name).flatMap(({ statements, bringers }) => {
            const allowing = statements.filter(({ isDeny }) => !isDeny);
            if (allowing.length === 0) return [];
            const sources = [...bringers].flatMap((arn) => sourceOf.get(arn) ?? []);
            const limiting = sources.filter((source) => bound[source] !== undefined);
            return [
              { statements: allowing, limiting, holders: sources.flatMap((source) => holders[source] ?? []) },
            ];
          }),
        ),
      );
      this.#about.set(action, known);
    }
    return known;
  }

  #add(account: AccountId): void {
    const index = accountStatementsOf(this.#world, account);
    const holdings = index.holdings();
    const first = this.#arns.length;
    const holders: number[][] = [];
    const bound: number[][] = [];
    const users = new Map<string, number>();
    for (const [arn, { number, parts, boundary, principal, kind }] of holdings.byArn) {
      this.#kinds[first + number] = kind;
      if (boundary !== undefined) (bound[boundary] ??= []).push(number);
      if ('userName' in principal) {
        this.#userNames[first + number] = principal.userName;
        users.set(principal.userName, number);
      }
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
    this.#accounts.push({ index, holdings, first, account, holders, bound, sourceOf, users });
  }
}

const isForAll = (one: StatementMatcher): boolean =>
  one.isDeny && isFixed(one.source) && readsOf(one) === noReads;
