/**
 * The worker's copy of the world: filled by the page, then kept up to date by the same records. It holds no secrets, and
 * of AWS's reference what the page sent with its questions.
 */

import { apply, createWorld } from '#core/model/world/apply.ts';
import type { TableName } from '#core/model/records/lists.ts';
import type { Change } from '#core/model/world/change.ts';
import type { World } from '#core/model/world/world.ts';
import {
  type ActionInfo,
  type Reference,
  type ServiceInfo,
  emptyReference,
} from '#core/model/service-reference.ts';
import { defined } from '#core/model/defined.ts';
import { aboutReference } from '#reference/data/about.ts';

/** A row as it is now; without it, the row is gone. A row that goes and comes back in one list moves to the end. */
export interface RowChange {
  readonly table: TableName;
  readonly id: string;
  readonly row?: unknown;
}

/** Tables that no long question reads. All secrets are in one of them, so none ever leaves the page. */
export const leftOut: readonly TableName[] = [
  'secrets',
  'userCredentials',
  'usage',
  'credentialReports',
  'lastAccessedJobs',
  'organizationsReports',
  'deletionTasks',
  'signIns',
  'reviews',
  'silences',
  'reportSchedules',
  'reportDeliveries',
  'outsideProviders',
];

/** A question that read one of these would get an answer without its rows, so reading one throws. */
const unread = Object.fromEntries(
  leftOut.map((table) => {
    const get = () => {
      throw new Error(`a long question reads \`${table}\`, which the worker does not have (replica.ts)`);
    };
    return [table, new Proxy(new Map(), { get })];
  }),
);

export class Replica {
  world: World;
  readonly #tables: World = createWorld();
  readonly #services = new Map<string, ServiceInfo>();
  readonly #actions = new Map<string, ActionInfo>();
  #prefixes: readonly string[] | undefined;

  readonly reference: Reference = {
    ...emptyReference,
    date: aboutReference.actions.date,
    action: (name) => this.#actions.get(name.toLowerCase()),
    services: () => (this.#prefixes ??= [...this.#services.keys()].sort()),
    service: (prefix) => this.#services.get(prefix.toLowerCase()),
  };

  constructor() {
    this.world = { ...this.#tables, ...unread };
  }

  change(changes: readonly RowChange[]): void {
    for (const { table, id, row } of changes) {
      const before: unknown = this.#tables[table].get(id);
      const change = {
        table,
        id,
        ...defined({ before, after: row }),
      };
      apply(this.#tables, [change as unknown as Change]);
    }
    this.world = { ...this.#tables, ...unread };
  }

  learn(services: readonly ServiceInfo[]): void {
    this.#prefixes = undefined;
    for (const service of services) {
      this.#services.set(service.prefix.toLowerCase(), service);
      for (const action of service.actions) this.#actions.set(action.name.toLowerCase(), action);
    }
  }
}
