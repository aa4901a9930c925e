/**
 * Lists who could gain one user or role with a method: whoever has an Allow about each of its calls, and about this
 * target where a call is made on it. Sets of numbers are cut, so that the engine is asked about few.
 */

import { parseArn } from '#core/model/arn.ts';
import { unsafeArn } from '#core/model/ids.ts';
import { resourcesKnown, resourcesRunningAs, typeOfResource } from '#core/model/world/running-roles.ts';
import { type World, findByArn } from '#core/model/world/world.ts';
import { actionsOf, type Method } from '../format.ts';
import { little, type Pace } from './pace.ts';
import { assumeRoleAction, isGrantedBesides } from './granted-besides.ts';
import type { Holders } from './holders.ts';
import { namesTrustedBy } from './targets.ts';

export class Sources {
  readonly #world: World;
  readonly #holders: Holders;
  readonly #isConditional: boolean;
  readonly #ofMethods = new Map<Method, Uint8Array>();
  readonly #numbers = new Map<Method, readonly number[]>();

  constructor(world: World, holders: Holders, isConditional: boolean) {
    this.#world = world;
    this.#holders = holders;
    this.#isConditional = isConditional;
  }

  *prepare(method: Method, pace: Pace): Generator<undefined, void, undefined> {
    for (const action of actionsOf(method)) {
      pace.count(this.#holders.read(action) ? ofReading : little);
      if (pace.isDue()) yield undefined;
    }
    this.of(method);
  }

  /** Returns the numbers of those that have an Allow about each call of the method. */
  of(method: Method): readonly number[] {
    let known = this.#numbers.get(method);
    if (!known) {
      const all = this.#all(method);
      const found: number[] = [];
      for (let number = 0; number < all.length; number += 1) if (all[number] === 1) found.push(number);
      this.#numbers.set(method, (known = found));
    }
    return known;
  }

  towards(target: string): (method: Method) => readonly number[] {
    const role = findByArn(this.#world, 'roles', target);
    const isUser = !role && findByArn(this.#world, 'users', target) !== undefined;
    const trusted = role && namesTrustedBy(role);
    const on = new Map<string, readonly number[]>();
    const holding = (action: string, resource: string): readonly number[] => {
      let known = on.get(`${action} ${resource}`);
      if (!known) on.set(`${action} ${resource}`, (known = this.#holders.on(action, resource)));
      return known;
    };
    let assuming: readonly number[] | undefined;
    return (method) => {
      if (method.gain !== (isUser ? 'user' : 'role')) return [];
      if (method.through) return this.of(method);
      if (method.trusts !== undefined && !trusted?.has(method.trusts) && !trusted?.has('*')) return [];
      const first = method.needs.find(
        ({ on: where, action }) => where === 'target' && action !== assumeRoleAction,
      );
      const near = first
        ? holding(first.action, target)
        : method.needs.some(({ action }) => action === assumeRoleAction)
          ? (assuming ??= this.#letIn(target, trusted ?? new Set(), holding))
          : this.#throughThings(method, target, holding);
      const all = this.#all(method);
      return near.filter((number) => all[number] === 1);
    };
  }

  #all(method: Method): Uint8Array {
    const known = this.#ofMethods.get(method);
    if (known) return known;
    const own = method.needs.filter((need) => !isGrantedBesides(this.#world, method, need));
    const having = [...new Set(own.map(({ action }) => action))].map((one) => this.#holders.of(one));
    const refused = actionsOf(method).map((one) => this.#holders.refused(one));
    const all = new Uint8Array(this.#holders.size);
    for (let at = 0; at < all.length; at += 1)
      if (having.every((set) => set[at] === 1) && refused.every((set) => set[at] === 0)) all[at] = 1;
    this.#ofMethods.set(method, all);
    return all;
  }

  #letIn(
    target: string,
    names: ReadonlySet<string>,
    holding: (action: string, resource: string) => readonly number[],
  ): readonly number[] {
    const found = new Set<number>();
    const home = parseArn(target)?.account ?? '';
    for (const name of names) {
      const one = this.#holders.numberOf(this.#arnBehind(name));
      if (one !== undefined) found.add(one);
      const account = name === '*' ? '*' : /^\d{12}$/.test(name) ? name : accountOfRoot(name);
      if (account === undefined) continue;
      const [from, end] = account === '*' ? [0, this.#holders.size] : this.#holders.rangeOf(account);
      for (const number of holding(assumeRoleAction, target))
        if (number >= from && number < end) found.add(number);
      if (name !== '*') continue;
      // Everybody of its own account needs no policy for that.
      const [first, last] = this.#holders.rangeOf(home);
      for (let number = first; number < last; number += 1) found.add(number);
    }
    return [...found];
  }

  #arnBehind(name: string): string {
    const session = /^arn:aws:sts::(\d{12}):assumed-role\/([^/]+)\//.exec(name);
    if (!session) return this.#byId.get(name) ?? name;
    const id = this.#world.index.byName.get(`roles/${session[1]}/${session[2]?.toLowerCase()}`);
    return (id !== undefined && this.#world.roles.get(id)?.arn) || name;
  }

  /** Trust policies can name the unique id of a principal. */
  get #byId(): { get: (name: string) => string | undefined } {
    const { users, roles } = this.#world;
    return { get: (name) => (users.get(name) ?? roles.get(name))?.arn };
  }

  #throughThings(
    method: Method,
    target: string,
    holding: (action: string, resource: string) => readonly number[],
  ): readonly number[] {
    const { exists, needs } = method;
    const need = needs.find(({ on }) => on === 'resource') ?? needs[0];
    if (!need) return [];
    const found = new Set<number>();
    const isOpen = isGrantedBesides(this.#world, method, need);
    const everybody = () => Array.from({ length: this.#holders.size }, (_, number) => number);
    const having = () => this.of(method);
    if (exists?.role === 'target')
      for (const record of resourcesRunningAs(this.#world, unsafeArn(target))) {
        if (typeOfResource(record) !== exists.type) continue;
        const near =
          isOpen && record.policy !== undefined
            ? everybody()
            : need.on === 'resource'
              ? holding(need.action, record.arn)
              : having();
        for (const number of near) found.add(number);
      }
    const account = parseArn(target)?.account ?? '';
    if (exists?.role !== 'target' || (this.#isConditional && !resourcesKnown(this.#world, account)))
      for (const number of having()) found.add(number);
    return [...found];
  }
}

const ofReading = 10;

const accountOfRoot = (name: string): string | undefined => /^arn:aws:iam::(\d{12}):root$/.exec(name)?.[1];
