/**
 * Tells which principals of a world have an Allow about an action, or about an action on one resource, as numbers. A
 * method is only asked of those who have one for each of its calls. It never says that somebody may do something.
 */

import { applicable } from '../../../authz/applicable-statements.ts';
import { type DecisionEnv, evaluationInput } from '../../../authz/authorize.ts';
import { actionName } from '../../../eval/action.ts';
import { mayCover } from '../../../eval/arn.ts';
import type { RequestView } from '../../../eval/request.ts';
import type { StatementMatcher } from '../../../eval/statement.ts';
import type { AccountId } from '../../../model/ids.ts';
import type { World } from '../../../model/world/world.ts';
import { statementsOf } from '../../statements/account-statements.ts';
import type { Holding, Holdings, PrincipalKind } from '../../statements/holdings.ts';
import { noReads, readsOf } from '../../statements/own-reads.ts';
import { isFixed, mayBeOn } from './own-statements.ts';

/** Policies of one account with an Allow about an action. */
interface AllowingDocument {
  readonly statements: readonly StatementMatcher[];
  /** Numbers of the principals that have it. */
  readonly holders: readonly number[];
  /** Sources that bring it and are the boundary of somebody. */
  readonly limiting: readonly number[];
}

interface OfAccount {
  readonly index: ReturnType<typeof statementsOf>;
  readonly holdings: Holdings;
  /** The number of its first principal. */
  readonly first: number;
  readonly account: AccountId;
  /** The principals that have each source. */
  readonly holders: readonly (readonly number[])[];
  /** The principals that have each source as their boundary. */
  readonly bound: readonly (readonly number[])[];
  readonly sourceOf: ReadonlyMap<string, readonly number[]>;
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
  readonly #about = new Map<string, readonly (readonly AllowingDocument[])[]>();
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

  /** Returns the numbers of those that have one which may cover the resource. */
  on(action: string, resource: string): number[] {
    return this.#thatHave(action, resource);
  }

  #thatHave(action: string, resource?: string): number[] {
    const found: number[] = [];
    const stamp = ++this.#stamp;
    for (const [at, documents] of this.#documents(action).entries()) {
      const first = this.#accounts[at]?.first ?? 0;
      const fitting = documents.filter(({ statements }) => statements.some((one) => mayBeOn(one, resource)));
      if (fitting.length === 0) continue;
      const sources = new Set<number>();
      for (const one of fitting) for (const source of one.limiting) sources.add(source);
      for (const { holders, statements } of fitting) {
        const isNamed = resource !== undefined && statements.every((one) => namesUser(one, resource));
        for (const holder of holders) {
          const number = first + holder;
          if (this.#stamps[number] === stamp) continue;
          if (isNamed && !resource.includes(this.#userNames[number] ?? '\n')) continue;
          const boundary = this.#boundaries[number];
          if (boundary !== undefined && !sources.has(boundary)) continue;
          this.#stamps[number] = stamp;
          found.push(number);
        }
      }
    }
    return found;
  }

  #documents(action: string): readonly (readonly AllowingDocument[])[] {
    let known = this.#about.get(action);
    if (!known) {
      const name = actionName(action);
      known = this.#accounts.map(({ index, holders, bound, sourceOf }) =>
        joined(
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
    const index = statementsOf(this.#world, account);
    const holdings = index.holdings();
    const first = this.#arns.length;
    const holders: number[][] = [];
    const bound: number[][] = [];
    for (const [arn, { number, parts, boundary, principal, kind }] of holdings.byArn) {
      this.#kinds[first + number] = kind;
      if (boundary !== undefined) (bound[boundary] ??= []).push(number);
      this.#userNames[first + number] = 'userName' in principal ? principal.userName : undefined;
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
    this.#accounts.push({ index, holdings, first, account, holders, bound, sourceOf });
  }
}

const isForAll = (one: StatementMatcher): boolean =>
  one.isDeny && isFixed(one.source) && readsOf(one) === noReads;

/** Returns true when every pattern that may cover the resource has the name of the user in it. */
const namesUser = ({ source: { resources, variables } }: StatementMatcher, resource: string): boolean =>
  variables &&
  resources !== undefined &&
  resources.every((text) => !mayCover(text, resource) || /\$\{aws:username\}/i.test(text));

/** Makes one of the documents that are about every resource. */
function joined(documents: readonly AllowingDocument[]): readonly AllowingDocument[] {
  const isWide = ({ statements }: AllowingDocument) =>
    statements.some(({ source: { resources } }) => resources === undefined || resources.includes('*'));
  const wide = documents.filter(isWide);
  const [first] = wide;
  if (!first) return documents;
  const one = {
    statements: first.statements,
    limiting: [...new Set(wide.flatMap(({ limiting }) => limiting))],
    holders: [...new Set(wide.flatMap(({ holders }) => holders))],
  };
  return [one, ...documents.filter((document) => !isWide(document))];
}
