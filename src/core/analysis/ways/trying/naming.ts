/** Names what each call of a method is made on, and the keys that it carries, once everything is chosen. */

import type { RequestContext } from '#core/authz/decision.ts';
import type { Binding } from '../candidates.ts';
import type { Entity } from '../choices.ts';
import type { Method, Need } from '../format.ts';
import { filledForm, placeholderFormOf } from '../placeholders.ts';
import { clusterContext, keysOfChoice, sessionName, tagContext } from '../request-keys.ts';
import { namesOf, type ThingNames, thingOf } from '../things.ts';
import { assumeRoleAction } from '../search/granted-besides.ts';
import type { ChosenPair } from './result.ts';
import { defined } from '#core/model/defined.ts';

export interface Parts extends ChosenPair {
  readonly self: Entity;
  readonly target: Entity;
  readonly binding: Binding;
}

export class Naming {
  readonly names: ThingNames;
  readonly #method: Method;
  readonly #parts: Parts;
  readonly #needs: readonly Need[];

  constructor(method: Method, parts: Parts, needs: readonly Need[]) {
    this.#method = method;
    this.#parts = parts;
    this.#needs = needs;
    this.names = this.#thingNames();
  }

  #thingNames(): ThingNames {
    const { binding, choice, self, target } = this.#parts;
    const { exists, beside } = this.#method;
    const { name, region } = binding;
    const account = exists?.role === 'target' ? target.account : self.account;
    const chosen = { region, account, name, parent: name };
    const known = exists && choice.resource !== undefined ? namesOf(choice.resource, exists.type) : chosen;
    const other = beside && choice.beside !== undefined ? namesOf(choice.beside, beside) : undefined;
    return {
      // A thing without region or account in its ARN is everywhere, like an instance of Identity Center.
      region: known.region || region,
      account: known.account || account,
      name: known.name,
      parent: other?.parent ?? (beside === undefined ? known.parent : name),
    };
  }

  get gained(): string {
    const { makes } = this.#method;
    const { choice, to } = this.#parts;
    return choice.made ?? (makes === undefined ? to : this.filled(makes));
  }

  contextOf({ action }: Need): RequestContext {
    const { choice } = this.#parts;
    const { trusts, withMfa } = this.#method;
    if (action === assumeRoleAction)
      return {
        ...sessionName,
        ...(withMfa ? { 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': '1' } : {}),
        ...(choice.tag === undefined ? {} : tagContext(choice.tag)),
      };
    const keys = keysOfChoice(action, choice);
    if (keys) return keys;
    if (action.startsWith('ecs:')) return clusterContext(this.#method, choice, action);
    if (action !== 'iam:PassRole' || trusts === undefined) return {};
    const made = this.made();
    return {
      'iam:PassedToService': trusts,
      ...defined({ 'iam:AssociatedResourceArn': made }),
    };
  }

  /** Returns the ARN of the thing that works as the role; `undefined` when it has no ARN before. */
  made(): string | undefined {
    const { exists } = this.#method;
    if (exists) {
      const { resource = this.filled(thingOf(exists.type).form) } = this.#parts.choice;
      return resource;
    }
    const one = this.#needs.find(({ on }) => on.includes('{') && !on.startsWith('iam:'));
    return one && this.resourceOf(one, [this.#parts.binding.name]);
  }

  resourceOf(one: Need, free: readonly string[] = []): string {
    const { self, target, choice } = this.#parts;
    switch (one.on) {
      case 'self':
        return self.arn;
      case 'target':
        return target.arn;
      case 'group':
        return choice.group ?? '';
      case 'policy':
        return choice.policy ?? '';
      case 'passed':
        return choice.passed ?? '';
      case 'profile':
        return choice.profile ?? '';
      case 'provider':
        return choice.provider ?? '';
      case 'made':
        return choice.made ?? '';
      case 'resource':
        return choice.resource ?? this.filled(placeholderFormOf(this.#method, one), free);
      case 'beside':
        return choice.beside ?? this.filled(placeholderFormOf(this.#method, one), free);
      case '*':
        return '*';
      default:
        return this.filled(one.on, free);
    }
  }

  filled(form: string, free: readonly string[] = []): string {
    return filledForm(form, this.names, free);
  }
}
