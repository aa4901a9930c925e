/**
 * The report of last accessed services, a job that AWS does in the background. A button starts it, not
 * opening the page, because starting one changes the account and Undo would show it. An earlier report is
 * shown again to the identity that made it.
 */

import type { Session } from '#app/session/session.svelte.ts';
import { type ShownRefusal, shownRefusalOf } from '#view/requests/act.svelte.ts';
import { defined } from '#core/model/defined.ts';

export interface AccessRow {
  readonly service: string;
  readonly namespace: string;
  readonly last: string | undefined;
  readonly by: string | undefined;
  readonly policies: readonly string[];
}

interface ServiceItem {
  readonly ServiceName: string;
  readonly ServiceNamespace: string;
  readonly LastAuthenticated?: string;
  readonly LastAuthenticatedEntity?: string;
}

/** More polls than a job needs: it is complete at the second one. */
const mostPolls = 5;
/** The most namespaces that one call of ListPoliciesGrantingServiceAccess takes. */
const mostNamespaces = 200;

export class AccessReport {
  busy = $state(false);
  refusal = $state.raw<ShownRefusal | undefined>();
  readonly #session: Session;
  readonly #arn: () => string;

  constructor(session: Session, arn: () => string) {
    this.#session = session;
    this.#arn = arn;
  }

  readonly job = $derived.by((): string | undefined => {
    const arn = this.#arn();
    const jobs = [...this.#session.state.world.lastAccessedJobs.values()].filter((job) => job.arn === arn);
    return jobs.findLast(({ id }) => this.#page(id, undefined)?.['JobStatus'] === 'COMPLETED')?.id;
  });

  readonly created = $derived.by((): string | undefined => {
    const created = this.job && this.#page(this.job, undefined)?.['JobCreationDate'];
    return typeof created === 'string' ? created : undefined;
  });

  readonly rows = $derived.by((): readonly AccessRow[] | undefined => {
    if (this.job === undefined) return undefined;
    const items = this.#items(this.job);
    const policies = this.#policies(items.map(({ ServiceNamespace }) => ServiceNamespace));
    return items.map((item) => ({
      service: item.ServiceName,
      namespace: item.ServiceNamespace,
      last: item.LastAuthenticated,
      by: item.LastAuthenticatedEntity,
      policies: policies[item.ServiceNamespace] ?? [],
    }));
  });

  async generate(): Promise<void> {
    this.busy = true;
    this.refusal = undefined;
    try {
      const made = await this.#session.dispatch('iam', 'GenerateServiceLastAccessedDetails', {
        Arn: this.#arn(),
      });
      if (!made.ok) return this.#refused(made.error);
      const JobId = made.response['JobId'];
      for (let poll = 0; poll < mostPolls; poll += 1) {
        const outcome = await this.#session.dispatch('iam', 'GetServiceLastAccessedDetails', { JobId });
        if (!outcome.ok) return this.#refused(outcome.error);
        if (outcome.response['JobStatus'] === 'COMPLETED') return;
      }
    } finally {
      this.busy = false;
    }
  }

  #refused(error: Parameters<typeof shownRefusalOf>[1]): void {
    this.refusal = shownRefusalOf(this.#session, error);
  }

  #page(JobId: string, Marker: string | undefined): Readonly<Record<string, unknown>> | undefined {
    const outcome = this.#session.read('GetServiceLastAccessedDetails', {
      JobId,
      MaxItems: 1000,
      ...defined({ Marker }),
    });
    return outcome?.ok ? outcome.response : undefined;
  }

  #items(job: string): ServiceItem[] {
    const items: ServiceItem[] = [];
    let marker: string | undefined;
    do {
      const page = this.#page(job, marker);
      items.push(...((page?.['ServicesLastAccessed'] as readonly ServiceItem[] | undefined) ?? []));
      marker = page?.['IsTruncated'] === true ? (page['Marker'] as string) : undefined;
    } while (marker !== undefined);
    return items;
  }

  /** Returns an empty object when the person may not ask. */
  #policies(namespaces: readonly string[]): Readonly<Record<string, readonly string[]>> {
    const found: [string, string[]][] = [];
    for (let from = 0; from < namespaces.length; from += mostNamespaces) {
      const outcome = this.#session.read('ListPoliciesGrantingServiceAccess', {
        Arn: this.#arn(),
        ServiceNamespaces: namespaces.slice(from, from + mostNamespaces),
      });
      if (!outcome?.ok) return {};
      for (const entry of outcome.response['PoliciesGrantingServiceAccess'] as readonly GrantingEntry[])
        found.push([entry.ServiceNamespace, (entry.Policies ?? []).map(nameOf)]);
    }
    return Object.fromEntries(found);
  }
}

interface GrantingEntry {
  readonly ServiceNamespace: string;
  readonly Policies?: readonly GrantingPolicy[];
}

interface GrantingPolicy {
  readonly PolicyName: string;
  readonly EntityType?: string;
  readonly EntityName?: string;
}

const nameOf = ({ PolicyName, EntityType, EntityName }: GrantingPolicy): string =>
  EntityType === 'GROUP' ? `${PolicyName} (via ${EntityName ?? 'a group'})` : PolicyName;
