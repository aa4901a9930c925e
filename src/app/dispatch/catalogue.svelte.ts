/**
 * AWS's catalogue of actions and managed policies as the page uses it: loaded when a request needs it, or
 * when the page has nothing else to do, and then everything derived from it follows.
 */

import type { ManagedPolicy, Reference } from '../../core/model/service-reference.ts';
import type { Request } from '../../core/model/request/request.ts';
import type { World } from '../../core/model/world/world.ts';
import { modelAbout } from '../../core/api/model/generated/about.ts';
import { createReference, referenceCounts, referenceSources } from '../../reference/reference.ts';

export class Catalogue {
  /** AWS's models, actions and policies in the page, each with its date and source. */
  readonly sources = { model: modelAbout, ...referenceSources };
  /** Sizes of the whole catalogue, loaded or not. */
  readonly counts = referenceCounts;
  readonly #reference = createReference();
  readonly #here: Piece[] = [];
  /** Counts the pieces that have arrived; whoever reads `current` depends on it. */
  #arrived = $state(0);

  get current(): Reference {
    void this.#arrived;
    return this.#reference;
  }

  get actionNames(): readonly string[] {
    void this.#arrived;
    return this.#reference.actionNames();
  }

  loadManagedPolicies(): Promise<void> {
    return this.#load('loadManagedPolicies');
  }

  loadCommonActions(): Promise<void> {
    return this.#load('loadCommonActions');
  }

  loadAllActions(): Promise<void> {
    return this.#load('loadAllActions');
  }

  /** Loads what the request reads: AWS managed policies that the world has no copy of; all actions for any of them. */
  async prepare({ service, operation, params }: Request, world: World): Promise<void> {
    if (service === 'any' && !this.#reference.action(operation)) await this.loadAllActions();
    const lists = operation === 'ListPolicies' && params['Scope'] !== 'Local';
    const names = Object.values(params).some(
      (value) => typeof value === 'string' && isAwsManaged(value) && !world.index.byArn.has(value),
    );
    if (lists || names) await this.loadManagedPolicies();
  }

  /** The AWS managed policies of those ARNs that exist, for an import. */
  async policiesOf(arns: readonly string[]): Promise<ManagedPolicy[]> {
    if (arns.length === 0) return [];
    await this.loadManagedPolicies();
    return arns.flatMap((arn) => this.#reference.managedPolicy(arn) ?? []);
  }

  /** Whoever asks again for what is here changes nothing: what follows the catalogue would begin anew each time. */
  async #load(piece: Piece): Promise<void> {
    await this.#reference[piece]();
    if (this.#here.includes(piece)) return;
    this.#here.push(piece);
    this.#arrived += 1;
  }
}

type Piece = 'loadManagedPolicies' | 'loadCommonActions' | 'loadAllActions';

const isAwsManaged = (text: string): boolean => text.startsWith('arn:aws:iam::aws:policy/');
