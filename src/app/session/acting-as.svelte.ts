/**
 * The identity that the person acts as: the one piece of state that says so. By default that is the account's root. A
 * person who signs in has a console session and may switch to roles. Acting as somebody else does not end it, and
 * signing out goes back to root.
 *
 * INVARIANT: nobody becomes somebody else by themselves. A reload, an undo, the clock or another tab may end the
 * identity, but then `ending` says so. Each tab has its own identity; a new tab begins with the one taken on last.
 */

import { principalOfSession } from '../../core/authz/credentials.ts';
import { authenticate } from '../../core/authz/principal.ts';
import { parseArn, rootArn } from '../../core/model/arn.ts';
import { type AccountId, parseAccountId } from '../../core/model/ids.ts';
import type { Caller, Request, ServiceName } from '../../core/model/request/request.ts';
import type { SessionRecord } from '../../core/model/records/sessions.ts';
import { isExpired } from '../../core/model/world/dates.ts';
import type { World } from '../../core/model/world/world.ts';
import type { TabMemory } from '../../platform/browser-memory.ts';
import type { Outcome } from '../../core/api/door.ts';
import type { WorkspaceMemory } from '../workspaces/memory.ts';
import {
  type ActingRecord,
  type RecentRole,
  readActing,
  readRecentRoles,
  writtenActing,
} from './acting-record.ts';
import { defined } from '../../core/model/defined.ts';

export type { RecentRole } from './acting-record.ts';

const actingKey = 'acting-as';
/** Before `acting-as` only the id of the console session was saved. It still counts where nothing newer is. */
const signedInKey = 'signed-in';
const recentRolesKey = 'recent-roles';
/** SI-09 (unverified). */
const rememberedRoles = 5;

/** `expired`: by the clock. `signed-out`: the session was ended. `gone`: its user or role does not exist. */
export type Ending = 'expired' | 'signed-out' | 'gone';

export interface IdentityHost {
  account: AccountId;
  readonly state: { readonly world: World };
  readonly workspaces: { readonly shownId: string | undefined };
  readonly memory: WorkspaceMemory;
  readonly requests: { send(request: Request): Promise<Outcome> };
  dispatch(service: ServiceName, operation: string, params: Request['params']): Promise<Outcome>;
}

export class ActingIdentity {
  recentRoles = $state.raw<readonly RecentRole[]>([]);
  #acting = $state.raw<ActingRecord | undefined>(undefined);
  /** Moves with every change, so that what was read for an earlier state is dropped. */
  #turn = 0;
  readonly #session: IdentityHost;
  readonly #tab: TabMemory;

  constructor(session: IdentityHost, tab: TabMemory) {
    this.#session = session;
    this.#tab = tab;
  }

  /** The credentials of requests. A user who was renamed is still the same. */
  get caller(): Caller {
    if (!this.#acting) return { kind: 'anonymous' };
    const { caller, user } = this.#acting;
    const row = user === undefined ? undefined : this.#world.users.get(user);
    return row ? { kind: 'principal', arn: row.arn } : caller;
  }

  /** Names the identity also when it is gone; `anonymous` before there is a workspace. */
  get arn(): string {
    const { caller, current } = this;
    if (caller.kind === 'principal') return caller.arn;
    const principal = current && principalOfSession(this.#world, current);
    return principal?.arn ?? this.#acting?.arn ?? 'anonymous';
  }

  /** The session that calls are made with; undefined while the person only acts as somebody. */
  get current(): SessionRecord | undefined {
    const { caller } = this;
    return caller.kind === 'session' ? this.#world.sessions.get(caller.id) : undefined;
  }

  /** Returns whether calls are made with temporary credentials, which end. */
  get withSession(): boolean {
    return this.caller.kind === 'session';
  }

  /** The session of who signed in, behind roles and behind acting as somebody else. */
  get signedIn(): SessionRecord | undefined {
    const id = this.#acting?.signedIn;
    return id === undefined ? undefined : this.#world.sessions.get(id);
  }

  /** The identity that AWS asks when the console switches role: who signed in, even from within another role. */
  get switcherArn(): string {
    const row = this.#world.sessions.get(this.current?.switchedFrom ?? '');
    return row ? (principalOfSession(this.#world, row)?.arn ?? row.arn) : this.arn;
  }

  get role(): RecentRole | undefined {
    return this.#acting?.role;
  }

  /** Returns why calls as this identity are refused whatever its policies say; undefined while it holds. */
  ending(now: number): Ending | undefined {
    const { caller, current } = this;
    if (caller.kind === 'principal') return authenticate(this.#world, caller.arn) ? undefined : 'gone';
    return caller.kind === 'session' ? this.endingOf(current, now) : undefined;
  }

  endingOf(session: SessionRecord | undefined, now: number): Ending | undefined {
    if (!session) return 'signed-out';
    if (!principalOfSession(this.#world, session)) return 'gone';
    return isExpired(session, now) ? 'expired' : undefined;
  }

  /** Plays this identity, with its permissions and without a session. */
  actAs(arn: string): void {
    const ref = this.#world.index.byArn.get(arn);
    const user = ref?.table === 'users' ? { user: ref.id } : {};
    this.#take({ caller: { kind: 'principal', arn }, arn, ...user });
  }

  actAsRoot(): void {
    this.actAs(rootArn(this.#session.account));
  }

  /** Brings the account on screen, and acts as its root user. */
  lookAt(account: AccountId): void {
    this.#session.account = account;
    this.actAsRoot();
  }

  enter(id: string): void {
    this.#take({ ...this.#sessionOf(id), signedIn: id });
  }

  /** Temporary credentials that a flow obtained: calls are made with them, and end with them. */
  use(id: string): void {
    this.#take(this.#sessionOf(id));
  }

  /** Back to who signed in, from acting as somebody else. */
  resume(): void {
    const id = this.#acting?.signedIn;
    if (id !== undefined) this.use(id);
  }

  /** AWS's answer; nothing changes where it is a refusal. */
  async switchRole(role: RecentRole): Promise<Outcome> {
    const { account: Account, roleName: RoleName } = role;
    const outcome = await this.#session.dispatch('signin', 'SwitchRole', { Account, RoleName });
    const id = outcome.ok ? idOf(outcome.response) : undefined;
    if (id === undefined) return outcome;
    this.#take({ ...this.#sessionOf(id), role });
    const others = this.recentRoles.filter((one) => one.account !== Account || one.roleName !== RoleName);
    this.recentRoles = [role, ...others].slice(0, rememberedRoles);
    void this.#session.memory.keep(recentRolesKey, this.recentRoles);
    return outcome;
  }

  /** Back to the identity that switched to the role or assumed it. Where that is gone too, back to root. */
  async exitRole(): Promise<void> {
    const { caller: from, callerSession, console } = this.current ?? {};
    if (from !== undefined && console !== true) {
      if (callerSession !== undefined && this.#world.sessions.has(callerSession)) this.use(callerSession);
      else this.actAs(from);
      return;
    }
    const outcome = await this.#session.dispatch('signin', 'ExitRole', {});
    const id = outcome.ok ? idOf(outcome.response) : undefined;
    if (id !== undefined) this.use(id);
    else if (outcome.ok && from !== undefined) this.actAs(from);
    else if (!outcome.ok && outcome.error.code === 'InvalidSession') this.actAsRoot();
  }

  /** Ends the console session; the person acts as root again. */
  async signOut(): Promise<void> {
    const id = this.current?.console === true ? this.current.id : this.#acting?.signedIn;
    if (id !== undefined) {
      const caller = { kind: 'session', id } as const;
      await this.#session.requests.send({ service: 'signin', operation: 'SignOut', params: {}, caller });
    }
    this.#take({ ...playing(rootArn(this.#session.account)), signedIn: undefined });
  }

  /** The identity that the open workspace was left with in this tab, else in any tab, else root of `account`. */
  async restore(account: AccountId): Promise<void> {
    const [{ memory }, key] = [this.#session, this.#tabKey];
    const turn = this.#become({ ...playing(rootArn(account)), account });
    this.recentRoles = [];
    const here = key === undefined ? undefined : readActing(parsed(this.#tab.remembered(key)));
    if (here) this.#become(here, turn);
    const [saved, signedIn, roles] = await Promise.all(
      [actingKey, signedInKey, recentRolesKey].map((name) => memory.recall(name)),
    );
    if (turn !== this.#turn) return;
    this.recentRoles = readRecentRoles(roles);
    const found = here ?? readActing(saved) ?? this.#signedInBefore(signedIn, account);
    if (found) this.#become(found, turn);
  }

  /** Reads what an earlier version of the page saved: the id of the console session, which then acts. */
  #signedInBefore(id: unknown, account: AccountId): ActingRecord | undefined {
    if (typeof id !== 'string' || !this.#world.sessions.has(id)) return undefined;
    return { ...this.#sessionOf(id), account, signedIn: id };
  }

  #sessionOf(id: string): Pick<ActingRecord, 'caller' | 'arn'> {
    return { caller: { kind: 'session', id }, arn: this.#world.sessions.get(id)?.arn ?? this.arn };
  }

  /** Takes an identity on, and saves it for this tab and for the next visit. Who signed in stays signed in. */
  #take(next: Omit<ActingRecord, 'account' | 'signedIn'> & { readonly signedIn?: string | undefined }): void {
    const { memory } = this.#session;
    const account = this.#accountOf(next.arn);
    const { signedIn = 'signedIn' in next ? undefined : this.#acting?.signedIn, ...rest } = next;
    const acting = { ...rest, account, ...defined({ signedIn }) };
    this.#become(acting);
    const key = this.#tabKey;
    if (key === undefined) return;
    this.#tab.remember(key, JSON.stringify(writtenActing(acting)));
    void memory.keep(actingKey, writtenActing(acting));
  }

  /** The account of the identity comes on screen, as in AWS's console after a switch to a role elsewhere. */
  #accountOf(arn: string): AccountId {
    const own = parseAccountId(parseArn(arn)?.account ?? '');
    return own && this.#world.accounts.has(own) ? own : this.#session.account;
  }

  #become(acting: ActingRecord, turn = this.#turn + 1): number {
    this.#turn = turn;
    this.#acting = acting;
    const { accounts } = this.#world;
    if (accounts.has(acting.account)) this.#session.account = acting.account;
    return turn;
  }

  /** Undefined where nothing is saved: in a preview, and before there is a workspace. */
  get #tabKey(): string | undefined {
    const { shownId } = this.#session.workspaces;
    return shownId === undefined ? undefined : `${actingKey}/${shownId}`;
  }

  get #world(): World {
    return this.#session.state.world;
  }
}

const playing = (arn: string): Pick<ActingRecord, 'caller' | 'arn'> => ({
  caller: { kind: 'principal', arn },
  arn,
});

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

const idOf = (response: Readonly<Record<string, unknown>>): string | undefined =>
  (response['Session'] as { readonly Id: string } | undefined)?.Id;
