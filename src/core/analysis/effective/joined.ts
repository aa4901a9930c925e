/** Rows of several actions: those of one service and access level that are alike are one row, in AWS's order. */

import { accessLevels } from '../../model/service-reference.ts';
import type { ActionClass, Actions } from './action-classes.ts';
import type { PermissionPart, TakenPart } from './rows.ts';
import { memoBy } from '../../model/memo.ts';

type Row<T> = Pick<ActionClass, 'service' | 'level' | 'actions'> & T;

export class JoinedParts<T extends PermissionPart | TakenPart> {
  readonly #byKey = new Map<
    string,
    { readonly one: ActionClass; readonly part: T; readonly actions: string[] }
  >();
  readonly #numbers = new Map<string, number>();
  /** Returns the same number for parts that say the same. */
  readonly #number = memoBy((part: T): number => {
    const text = this.#textOf(part);
    const number = this.#numbers.get(text) ?? this.#numbers.size;
    this.#numbers.set(text, number);
    return number;
  });
  readonly #textOf: (part: T) => string;

  /** Parts with the same text say the same; the first stands for the others. */
  constructor(textOf: (part: T) => string = JSON.stringify) {
    this.#textOf = textOf;
  }

  add(one: ActionClass, parts: readonly T[]): void {
    const numbers = new Map(parts.map((part) => [this.#number(part), part]));
    for (const [number, part] of numbers) {
      const key = `${one.service} ${one.level ?? ''} ${number}`;
      const known = this.#byKey.get(key);
      if (known) known.actions.push(...one.actions);
      else this.#byKey.set(key, { one, part, actions: [...one.actions] });
    }
  }

  rows(): Row<T>[] {
    const all = [...this.#byKey.values()].map(({ one: { service, level }, part, actions }) => {
      const row = { service, ...(level && { level }), actions: actions.sort(), ...part };
      return { row, order: orderOf(row) };
    });
    return all.sort((a, b) => compare(a.order, b.order)).map(({ row }) => row);
  }
}

export const isWholeLevel = ({ service, level, actions }: Row<PermissionPart>, reference: Actions): boolean =>
  level !== undefined &&
  reference.service?.(service)?.actions.filter(({ accessLevel }) => accessLevel === level).length ===
    actions.length;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const orderOf = (row: Row<PermissionPart | TakenPart>): string => {
  const { service, level, resources } = row;
  const place = level === undefined ? accessLevels.length : accessLevels.indexOf(level);
  return `${level === undefined ? 1 : 0} ${service} ${place} ${'needs' in row ? 1 : 0} ${resources.join()}`;
};
