/**
 * The index of an account: from an action to the documents that speak about it, and to the policies and holders that
 * bring them. Records of a World are replaced and never change, so comparing them keeps the index up to date: a document
 * is read once, and an edit touches only what it names. Who has a policy or is in a group, each record says itself.
 */

import { inlinePolicies, managedPolicy } from '../../authz/gather.ts';
import type { ActionName } from '../../eval/action.ts';
import { programOf } from '../../eval/program.ts';
import { type AccountId, type EntityId, awsAccount } from '../../model/ids.ts';
import type { HolderTable } from '../../model/records/lists.ts';
import type { PolicyRecord } from '../../model/records/identities.ts';
import { type Holder, type World, ownedKey } from '../../model/world/world.ts';
import { type CompiledPolicy, compile } from '../../policy/compile.ts';
import { type AboutAction, HeldStatements } from './held.ts';
import { Holdings } from './holdings.ts';
import type { Steps } from '../../model/steps.ts';
import { memoByKey } from '../../model/memo.ts';
import { memoBy } from '../../model/memo.ts';

type Row = PolicyRecord | Holder;

interface Read {
  readonly row: Row;
  readonly documents: readonly CompiledPolicy[];
  seen: number;
}

export function accountStatementsOf(world: World, account: AccountId): AccountStatements {
  const index = indexOf(world, account);
  for (const _ of index.refresh()) continue;
  return index;
}

/** Makes the index, or brings it up to date, in steps of some milliseconds. */
export const indexInSteps = (world: World, account: AccountId): Steps => indexOf(world, account).refresh();

/** Each World has its own, an earlier point of time too. The page's revisions of one World share their tables. */
const indexOf = (world: World, account: AccountId): AccountStatements =>
  indexByTable(world.users, account, world);

const indexByTable = memoByKey(
  (_: World['users'], account: AccountId, world: World) => new AccountStatements(world, account),
);

const aboutKept = 300;

/** Each has some bytes for each principal. */
const heldKept = 100;

const atOnce = 100;

class AccountStatements {
  readonly #world: World;
  readonly #account: AccountId;
  readonly #read = new Map<EntityId, Read>();
  readonly #bringers = new Map<CompiledPolicy, Set<string>>();
  /** Service prefixes of action patterns → documents. */
  readonly #byService = new Map<string, Set<CompiledPolicy>>();
  readonly #wide = new Set<CompiledPolicy>();
  /** Documents with NotAction, which is about nearly everything. */
  readonly #allBut = new Set<CompiledPolicy>();
  #holdings: Holdings | undefined;
  readonly #held = new Map<string, HeldStatements>();
  /** Actions that were asked for since the last change, by their full names. */
  readonly #about = new Map<string, readonly AboutAction[]>();
  #refreshes = 0;
  /** Rows that the last refresh found as they were. */
  #same = 0;

  constructor(world: World, account: AccountId) {
    this.#world = world;
    this.#account = account;
  }

  /** Returns what the users and roles have, as it was at the last refresh. */
  holdings(): Holdings {
    return (this.#holdings ??= new Holdings(this.#world, this.#account));
  }

  held(action: ActionName): HeldStatements {
    let held = this.#held.get(action.full);
    if (!held) {
      if (this.#held.size >= heldKept) this.#held.clear();
      this.#held.set(action.full, (held = new HeldStatements(this.holdings(), this.about(action))));
    }
    return held;
  }

  /** Reads what was replaced since the last time. */
  *refresh(): Steps {
    const refresh = ++this.#refreshes;
    this.#same = 0;
    const changed = [awsAccount, this.#account].flatMap((owner) => this.#changedIn('policies', owner));
    for (const table of ['groups', 'users', 'roles'] as const)
      changed.push(...this.#changedIn(table, this.#account));
    // A new row can have the ARN of one that is gone, so all that is over goes first.
    for (const { id } of changed) this.#forget(id);
    if (changed.length > 0 || this.#read.size > this.#same) {
      this.#holdings = undefined;
      this.#held.clear();
    }
    if (this.#read.size > this.#same)
      for (const [id, { seen }] of this.#read) if (seen < this.#refreshes) this.#forget(id);
    for (const [at, row] of changed.entries()) {
      if (at > 0 && at % atOnce === 0) yield;
      if (refresh < this.#refreshes) return;
      this.#add(row);
    }
  }

  #changedIn(table: 'policies' | HolderTable, owner: AccountId): Row[] {
    const rows = this.#world[table] as ReadonlyMap<string, Row>;
    const changed: Row[] = [];
    for (const id of this.#world.index.owned.get(ownedKey(table, owner)) ?? []) {
      const row = rows.get(id);
      const read = this.#read.get(id);
      if (read && read.row === row) {
        read.seen = this.#refreshes;
        this.#same++;
      } else if (row) changed.push(row);
    }
    return changed;
  }

  #forget(id: EntityId): void {
    const read = this.#read.get(id);
    if (!read) return;
    this.#about.clear();
    this.#read.delete(id);
    for (const document of read.documents) {
      const bringers = this.#bringers.get(document);
      if (!bringers?.delete(read.row.arn) || bringers.size > 0) continue;
      this.#bringers.delete(document);
      for (const bucket of this.#bucketsOf(document)) bucket.delete(document);
    }
  }

  #add(row: Row): void {
    this.#about.clear();
    const named = 'versions' in row ? [managedPolicy(this.#world, row.arn)] : inlinePolicies(row);
    const documents = named.flatMap((one) => (one ? [compile(one.document)] : []));
    this.#read.set(row.id, { row, documents, seen: this.#refreshes });
    for (const document of documents) {
      const bringers = this.#bringers.get(document);
      if (bringers) bringers.add(row.arn);
      else {
        this.#bringers.set(document, new Set([row.arn]));
        for (const bucket of this.#bucketsOf(document)) bucket.add(document);
      }
    }
  }

  #bucketsOf(document: CompiledPolicy): Set<CompiledPolicy>[] {
    const { services, isWide, isAllBut } = servicesOf(document);
    return [
      ...(isWide ? [this.#wide] : []),
      ...(isAllBut ? [this.#allBut] : []),
      ...[...services].map((service) => {
        let bucket = this.#byService.get(service);
        if (!bucket) this.#byService.set(service, (bucket = new Set()));
        return bucket;
      }),
    ];
  }

  /** Returns the documents with a statement about the action, each once. */
  about(action: ActionName): readonly AboutAction[] {
    const known = this.#about.get(action.full);
    if (known) return known;
    const found: AboutAction[] = [];
    const buckets = [this.#byService.get(action.service) ?? [], this.#wide, this.#allBut];
    for (const document of new Set(buckets.flatMap((bucket) => [...bucket]))) {
      const statements = programOf(document).forAction(action);
      const bringers = this.#bringers.get(document);
      if (bringers && statements.length > 0) found.push({ statements, bringers });
    }
    if (this.#about.size >= aboutKept) this.#about.clear();
    this.#about.set(action.full, found);
    return found;
  }
}

interface Services {
  /** Prefixes of action patterns, in lower case. */
  readonly services: ReadonlySet<string>;
  readonly isWide: boolean;
  readonly isAllBut: boolean;
}

const servicesOf = memoBy(({ statements }: CompiledPolicy): Services => {
  const prefixes = new Set(
    statements.flatMap(({ actions = [] }) =>
      actions.map((pattern) => {
        const colon = pattern.indexOf(':');
        return colon < 0 ? '*' : pattern.slice(0, colon).toLowerCase();
      }),
    ),
  );
  const services = new Set([...prefixes].filter((prefix) => !/[*?]/.test(prefix)));
  return {
    services,
    isWide: services.size < prefixes.size,
    isAllBut: statements.some(({ notActions }) => notActions !== undefined),
  };
});
