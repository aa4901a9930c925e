import {
  type ActionInfo,
  type ManagedPolicy,
  type Reference,
  type ServiceInfo,
} from '../core/model/reference.ts';
import {
  type CompactAction,
  type CompactPolicy,
  type CompactService,
  expandAction,
  expandPolicy,
} from './compact.ts';
import { about } from './data/about.ts';

/**
 * AWS's service reference and managed policies, loaded piece by piece. Each piece is a module of one JSON
 * text, fetched by dynamic import (so it also works inside a single file and in Node) and parsed when it
 * arrives. Look-ups are synchronous over whatever is loaded; "not loaded" and "not existing" are both
 * undefined, as the port demands.
 */
export const referenceDate: string = about.date;
export const referenceSources: readonly string[] = about.sources;
/** What the complete catalogue holds, known before it is loaded. */
export const referenceCounts = {
  services: about.services,
  actions: about.actions,
  managedPolicies: about.managedPolicies,
} as const;

export interface LoadableReference extends Reference {
  /** Actions of the 40 services that most accounts use (46 kB gzip). */
  loadCommonActions(): Promise<void>;
  /** Actions of all services (another 147 kB gzip). */
  loadAllActions(): Promise<void>;
  /** All AWS managed policies in their newest version (465 kB gzip). */
  loadManagedPolicies(): Promise<void>;
  /** Names of all loaded actions in AWS's spelling, sorted: `s3:GetObject`. */
  actionNames(): readonly string[];
}

export function createReference(): LoadableReference {
  const actions = new Actions();
  let policies: ReadonlyMap<string, ManagedPolicy> = new Map();
  let policyList: readonly ManagedPolicy[] = [];
  const loadCommonActions = once(async () => {
    actions.add(parsed(await (await import('./data/common-actions.ts')).read()));
  });
  return {
    loadCommonActions,
    loadAllActions: once(async () => {
      const [{ read }] = await Promise.all([import('./data/other-actions.ts'), loadCommonActions()]);
      actions.add(parsed(await read()));
    }),
    loadManagedPolicies: once(async () => {
      const rows = JSON.parse(await (await import('./data/managed-policies.ts')).read()) as CompactPolicy[];
      policyList = rows.map(expandPolicy);
      policies = new Map(policyList.map((policy) => [policy.arn, policy]));
    }),
    action: (name) => actions.find(name),
    actionNames: () => actions.names(),
    services: () => actions.services(),
    service: (prefix) => actions.service(prefix),
    managedPolicy: (arn) => policies.get(arn),
    managedPolicies: () => policyList,
  };
}

const parsed = (text: string) => JSON.parse(text) as CompactService[];

/** Runs `load` at the first call; a failed load (a lost connection) may be tried again. */
function once(load: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= load().catch((error: unknown) => {
      running = undefined;
      throw error;
    });
    return running;
  };
}

/** Actions by their name in lower case; an action is expanded when it is first asked for. */
class Actions {
  readonly #compact = new Map<string, readonly [CompactService, CompactAction]>();
  readonly #expanded = new Map<string, ActionInfo>();
  readonly #services = new Map<string, CompactService>();
  readonly #whole = new Map<string, ServiceInfo>();
  #names: readonly string[] | undefined;

  add(services: readonly CompactService[]): void {
    for (const service of services) {
      this.#services.set(service[0], service);
      for (const action of service[3]) {
        this.#compact.set(`${service[0]}:${action[0]}`.toLowerCase(), [service, action]);
      }
    }
    this.#names = undefined;
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
    return [...this.#services.keys()].sort();
  }

  service(prefix: string): ServiceInfo | undefined {
    const key = prefix.toLowerCase();
    const compact = this.#services.get(key);
    const known = this.#whole.get(key);
    if (known || !compact) return known;
    const [name, conditionKeys, types, actions] = compact;
    const info: ServiceInfo = {
      prefix: name,
      actions: actions.flatMap(([action]) => this.find(`${name}:${action}`) ?? []),
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
