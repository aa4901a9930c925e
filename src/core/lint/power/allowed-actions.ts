/** Tells cheaply which actions some Allow of a policy names, before anything is decided. */

import { type ActionName, actionMatches } from '../../eval/action.ts';
import type { TextList } from '../../policy/syntax/tree.ts';
import type { CheckedPolicy } from '../document.ts';

/** The patterns of a policy's Allow statements, by service. */
export class AllowedActions {
  readonly #byService = new Map<string, string[]>();
  /** Patterns that more than one service may match. */
  readonly #wide: string[] = [];
  readonly #others: readonly TextList[];

  constructor({ statements }: CheckedPolicy) {
    const allowing = statements.filter(({ effect }) => effect === 'Allow');
    this.#others = allowing.flatMap(({ notAction }) => notAction ?? []);
    for (const { action } of allowing)
      for (const { value } of action?.items ?? []) {
        const service = value.slice(0, Math.max(0, value.indexOf(':'))).toLowerCase();
        if (service === '' || /[*?]/.test(service)) this.#wide.push(value);
        else if (!this.#byService.get(service)?.push(value)) this.#byService.set(service, [value]);
      }
  }

  mayBe(action: ActionName): boolean {
    const matches = (pattern: string) => actionMatches(pattern, action);
    return (
      this.#byService.get(action.service)?.some(matches) === true ||
      this.#wide.some(matches) ||
      this.#others.some(({ items }) => !items.some(({ value }) => matches(value)))
    );
  }
}
