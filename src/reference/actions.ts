/** Actions by their name in lower case. An action is expanded when it is first asked for. */

import type { ActionInfo, ServiceInfo } from '../core/model/service-reference.ts';
import { type CompactAction, type CompactService, expandAction } from './compact.ts';

export class ExpandedActions {
  readonly #compact = new Map<string, readonly [CompactService, CompactAction]>();
  readonly #expanded = new Map<string, ActionInfo>();
  readonly #services = new Map<string, CompactService>();
  readonly #whole = new Map<string, ServiceInfo>();
  #names: readonly string[] | undefined;
  #prefixes: readonly string[] | undefined;

  constructor(services: readonly CompactService[]) {
    this.add(services);
  }

  add(services: readonly CompactService[]): void {
    for (const service of services.map(withNewest)) {
      this.#services.set(service[0], service);
      for (const action of service[3]) {
        this.#compact.set(`${service[0]}:${action[0]}`.toLowerCase(), [service, action]);
      }
    }
    this.#names = undefined;
    this.#prefixes = undefined;
  }

  find(name: string): ActionInfo | undefined {
    const key = name.toLowerCase();
    const known = this.#expanded.get(key);
    const found = this.#compact.get(key);
    if (known || !found) return known;
    const info = expandAction(...found);
    this.#expanded.set(key, info);
    return info;
  }

  services(): readonly string[] {
    return (this.#prefixes ??= [...this.#services.keys()].sort());
  }

  service(prefix: string): ServiceInfo | undefined {
    const key = prefix.toLowerCase();
    const compact = this.#services.get(key);
    const known = this.#whole.get(key);
    if (known || !compact) return known;
    const [name, conditionKeys, types, actions] = compact;
    const expanded = () => actions.flatMap(([action]) => this.find(`${name}:${action}`) ?? []);
    let all: readonly ActionInfo[] | undefined;
    const info: ServiceInfo = {
      prefix: name,
      /** Whoever reads the formats of all services asks for no action. */
      get actions() {
        return (all ??= expanded());
      },
      resourceTypes: types.map(([typeName, arnFormat]) => ({ name: typeName, arnFormat })),
      conditionKeys,
    };
    this.#whole.set(key, info);
    return info;
  }

  names(): readonly string[] {
    this.#names ??= [...this.#compact.values()].map(([[prefix], [name]]) => `${prefix}:${name}`).sort();
    return this.#names;
  }
}

/** Adds the actions that the reference still lacks, each like its neighbour. */
function withNewest(service: CompactService): CompactService {
  const [prefix, keys, types, actions, ...keySets] = service;
  const added = Object.entries(newestActions[prefix] ?? {}).flatMap(([name, like]): CompactAction[] => {
    const neighbour = actions.find(([known]) => known === like);
    if (!neighbour || actions.some(([known]) => known === name)) return [];
    const [, ...rest] = neighbour;
    return [[name, ...rest]];
  });
  return added.length === 0 ? service : [prefix, keys, types, [...actions, ...added], ...keySets];
}

/**
 * Actions of IAM and STS that AWS's newest clients know and the package of the reference does not yet. Each is read like
 * a neighbour that acts on the same resources. A test says when one is no longer needed.
 *
 * @internal
 */
export const newestActions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  iam: { AcquireRole: 'DeleteServiceLinkedRole', UpdateDelegationRequest: 'RejectDelegationRequest' },
  sts: { GetScopedCredentials: 'GetSessionToken', SetWebIdentityTokenScope: 'TagGetWebIdentityToken' },
};
