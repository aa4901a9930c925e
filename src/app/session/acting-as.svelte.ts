/**
 * The identity that the person acts as. By default that is the account's root, with nobody signed in. A person who
 * signs in has a console session and may switch to roles. Acting as somebody else does not end that session.
 */

import { principalOfSession } from '../../core/authz/credentials.ts';
import type { AwsError, Caller, Request, ServiceName } from '../../core/model/request/request.ts';
import type { World } from '../../core/model/world/world.ts';
import { type SessionRecord, isExpired } from '../../core/model/records/sessions.ts';
import { arnOfCaller } from './caller.ts';
import type { WorkspaceMemory } from '../workspaces/memory.ts';
import type { Outcome } from '../dispatch/requests.ts';

const signedInKey = 'signed-in';
const recentRolesKey = 'recent-roles';
/** SI-09 (unverified). */
const rememberedRoles = 5;

/** A role as AWS's switch-role page remembers it. */
export interface RecentRole {
  /** Id or alias, as it was typed. */
  readonly account: string;
  /** Path and name. */
  readonly roleName: string;
  readonly displayName: string;
  /** A colour of the page's palette, by its number. */
  readonly color: number;
}

/** The members of the session that it reads and changes. */
export interface IdentityHost {
  caller: Caller;
  readonly state: { readonly world: World };
  readonly memory: WorkspaceMemory;
  readonly now: number;
  dispatch(service: ServiceName, operation: string, params: Request['params']): Promise<Outcome>;
  send(request: Request): Promise<Outcome>;
  actAs(arn: string): void;
  actAsRoot(): void;
}

export class Identity {
  /** The roles that were switched to in the open workspace, newest first. */
  recentRoles = $state.raw<readonly RecentRole[]>([]);
  /** The id of the console session, also while the person acts as somebody else. */
  #signedIn = $state.raw<string | undefined>(undefined);
  readonly #session: IdentityHost;

  constructor(session: IdentityHost) {
    this.#session = session;
  }

  get arn(): string {
    return arnOfCaller(this.#session.state.world, this.#session.caller);
  }

  /** The session that calls are made with; undefined while the person only acts as somebody. */
  get current(): SessionRecord | undefined {
    const { caller, state } = this.#session;
    return caller.kind === 'session' ? state.world.sessions.get(caller.id) : undefined;
  }

  /** The session of who signed in, behind roles and behind acting as somebody else. */
  get signedIn(): SessionRecord | undefined {
    return this.#signedIn === undefined ? undefined : this.#session.state.world.sessions.get(this.#signedIn);
  }

  /** Returns whether calls are made with a session that has ended: it expired, was signed out, or its user is gone. */
  isOver(now: number): boolean {
    if (this.#session.caller.kind !== 'session') return false;
    const { current } = this;
    return !current || isExpired(current, now) || !principalOfSession(this.#session.state.world, current);
  }

  /** A console session, as the sign-in answered it. */
  enter(id: string): void {
    this.#session.caller = { kind: 'session', id };
    this.#signedIn = id;
    void this.#session.memory.keep(signedInKey, id);
  }

  /** Temporary credentials that a flow obtained: calls are made with them, and end with them. */
  use(id: string): void {
    this.#session.caller = { kind: 'session', id };
  }

  /** Back to who signed in, from acting as somebody else. */
  resume(): void {
    if (this.#signedIn !== undefined) this.#session.caller = { kind: 'session', id: this.#signedIn };
  }

  /** The refusal, or undefined when switched. */
  async switchRole(role: RecentRole): Promise<AwsError | undefined> {
    const { account: Account, roleName: RoleName } = role;
    const outcome = await this.#session.dispatch('signin', 'SwitchRole', { Account, RoleName });
    if (!outcome.ok) return outcome.error;
    this.#session.caller = { kind: 'session', id: idOf(outcome.response) ?? '' };
    const others = this.recentRoles.filter((one) => one.account !== Account || one.roleName !== RoleName);
    this.recentRoles = [role, ...others].slice(0, rememberedRoles);
    void this.#session.memory.keep(recentRolesKey, this.recentRoles);
    return undefined;
  }

  /** Back to the identity that switched. */
  async exitRole(): Promise<void> {
    const from = this.current?.caller;
    const outcome = await this.#session.dispatch('signin', 'ExitRole', {});
    const id = outcome.ok ? idOf(outcome.response) : undefined;
    if (id !== undefined) this.#session.caller = { kind: 'session', id };
    else if (outcome.ok && from !== undefined) this.#session.actAs(from);
  }

  /** Ends the console session; the person acts as root again. */
  async signOut(): Promise<void> {
    const id = this.current?.console === true ? this.current.id : this.#signedIn;
    if (id !== undefined) {
      const caller = { kind: 'session', id } as const;
      await this.#session.send({ service: 'signin', operation: 'SignOut', params: {}, caller });
    }
    this.#signedIn = undefined;
    this.#session.actAsRoot();
    await this.#session.memory.keep(signedInKey, '');
  }

  /** After a workspace was opened: who was signed in there still is, while the session lasts. */
  async restore(): Promise<void> {
    const [id, roles] = await Promise.all(
      [signedInKey, recentRolesKey].map((key) => this.#session.memory.recall(key)),
    );
    this.recentRoles = Array.isArray(roles) ? (roles as RecentRole[]) : [];
    this.#signedIn = undefined;
    const row = typeof id === 'string' ? this.#session.state.world.sessions.get(id) : undefined;
    if (!row || isExpired(row, this.#session.now)) return;
    this.#signedIn = row.id;
    this.#session.caller = { kind: 'session', id: row.id };
  }
}

const idOf = (response: Readonly<Record<string, unknown>>): string | undefined =>
  (response['Session'] as { readonly Id: string } | undefined)?.Id;
