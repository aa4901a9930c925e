/**
 * Tells which principals a question about some actions cannot tell apart: of one kind and account, with the same documents
 * about each action, none of which reads a key of one principal alone. Others have an answer of their own.
 */

import { actionName } from '#core/eval/action.ts';
import { programOf } from '#core/eval/program.ts';
import type { AccountId } from '#core/model/ids.ts';
import type { World } from '#core/model/world/world.ts';
import { compile } from '#core/policy/compile.ts';
import { accountStatementsOf } from '../../statements/account-statements.ts';
import { type HeldStatements, root } from '../../statements/held.ts';
import type { Holding } from '../../statements/holdings.ts';
import { noReads, readsOf } from '../../statements/own-reads.ts';

interface About {
  readonly held: HeldStatements;
  /** False at the numbers of sets with a statement that reads something of one principal. */
  readonly isAlike: (boolean | undefined)[];
  readonly readers: ReadonlySet<number>;
}

export class PrincipalClasses {
  readonly #world: World;
  readonly #indexes = new Map<string, ReturnType<typeof accountStatementsOf>>();
  readonly #about = new Map<string, About>();
  readonly #areControlsAlike = new Map<string, boolean>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Returns the same text for principals that are alike; `undefined` for one that may be like no other. */
  of(arn: string, account: string, actions: readonly string[]): string | undefined {
    const holding = this.#indexOf(account).holdings().byArn.get(arn);
    if (!holding || holding.isOpen) return undefined;
    let text = `${account} ${holding.kind}`;
    for (const action of actions) {
      const set = this.#setOf(holding, account, action);
      if (set === undefined) return undefined;
      text += ` ${set}`;
    }
    return text;
  }

  #setOf(holding: Holding, account: string, action: string): number | undefined {
    if (!this.#isAlikeUnderControls(action)) return undefined;
    const { held, isAlike, readers } = this.#aboutOf(account, action);
    const set = held.setOf(holding);
    isAlike[set] ??= [held.sets[set]?.own, held.sets[set]?.boundary].every(
      (node) => node === undefined || !this.#hasReader(held, node, readers),
    );
    return isAlike[set] ? set : undefined;
  }

  #hasReader({ nodes }: HeldStatements, node: number, readers: ReadonlySet<number>): boolean {
    for (let at = node; at !== root; at = nodes[at]?.before ?? root)
      if (readers.has(nodes[at]?.document ?? -1)) return true;
    return false;
  }

  #aboutOf(account: string, action: string): About {
    const key = `${account} ${action}`;
    let about = this.#about.get(key);
    if (!about) {
      const held = this.#indexOf(account).held(actionName(action));
      const readers = new Set<number>();
      for (const [at, statements] of held.documents.entries())
        if (statements.some((one) => readsOf(one) !== noReads)) readers.add(at);
      this.#about.set(key, (about = { held, isAlike: [], readers }));
    }
    return about;
  }

  #isAlikeUnderControls(action: string): boolean {
    let known = this.#areControlsAlike.get(action);
    if (known === undefined) {
      known = [...this.#world.controlPolicies.values()].every(({ content }) =>
        programOf(compile(content))
          .forAction(actionName(action))
          .every((one) => readsOf(one) === noReads),
      );
      this.#areControlsAlike.set(action, known);
    }
    return known;
  }

  /** The index is brought up to date once for each search. */
  #indexOf(account: string): ReturnType<typeof accountStatementsOf> {
    let index = this.#indexes.get(account);
    if (!index) {
      index = accountStatementsOf(this.#world, account as AccountId);
      this.#indexes.set(account, index);
    }
    return index;
  }
}
