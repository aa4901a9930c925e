/**
 * The question on screen. It is stored in the address (`#/ask?p=…&a=…&r=…&c.aws:SourceIp=…`), so Back returns
 * to the question before and a question is a link. Without one in the address it is a likely question of the
 * account. Policies written for the question are not in the address: they would make it too long.
 */

import { shownGuide } from '#app/guide/guide.ts';
import { requestedRegion } from '#app/session/region.svelte.ts';
import { go, route } from '#app/navigation/routes.svelte.ts';
import { presenting } from '#app/presenter/presenting.svelte.ts';
import type { Session } from '#app/session/session.svelte.ts';
import type { CallQuestion } from '#core/authz/authorize.ts';
import { arnRegion } from '#core/model/arn.ts';
import type { SessionRecord } from '#core/model/records/sessions.ts';
import { valueFromText } from './context-words.ts';
import { type AssumedPolicies, assumedPolicies } from '../given-policies/drafts.svelte.ts';
import { contextPart, questionQuery, resolveQuestion, type StatedContext } from '#app/navigation/question.ts';
import { type FirstQuestion, firstQuestion } from '#core/query/ask/question-options.ts';
import { memoByKey } from '#core/model/memo.ts';
import { defined } from '#core/model/defined.ts';

const beginnings = memoByKey(
  ({ state, account, env }: Session, _: string) => firstQuestion(state.world, account, env),
  1,
);

/** Returns the first question of the account. A change of its answer does not change the question. */
function beginning(session: Session): FirstQuestion {
  const { account, workspaces, readOnlyWorld } = session;
  const { world } = session.state;
  const of = [readOnlyWorld?.kind, workspaces.current?.id, account].join('/');
  const known = beginnings(session, of);
  if (world.index.byArn.has(known.principal)) return known;
  beginnings.forget(session);
  return beginnings(session, of);
}

export class AskedQuestion {
  readonly #session: Session;
  readonly #assumed: AssumedPolicies;
  /** Counts what was asked, so that nothing late takes the place of a newer question. */
  #asked = 0;

  constructor(session: Session) {
    this.#session = session;
    this.#assumed = assumedPolicies(session);
  }

  readonly #fallback = $derived.by(
    () => shownGuide(this.#session)?.start?.question ?? beginning(this.#session),
  );

  readonly context: StatedContext = $derived.by(() =>
    Object.fromEntries(
      contextPart(route.current.query).map(([key, text]) => [key, valueFromText(key, text)]),
    ),
  );

  /** The temporary credentials that ask. `undefined` when the address names none of the principal's. */
  readonly credentials: SessionRecord | undefined = $derived.by(() => {
    const { p, s = '' } = route.current.query;
    const row = this.#session.state.world.sessions.get(s);
    return row?.arn === p ? row : undefined;
  });

  readonly current: CallQuestion = $derived.by(() => {
    const { p, a, r } = resolveQuestion(route.current.query);
    const passedRole = route.current.query['role'];
    const { principal, action, resource } = this.#fallback;
    // The region of the top bar counts unless the resource has one, or the question states one itself.
    const region = arnRegion(r ?? resource) === undefined ? requestedRegion(a ?? action) : undefined;
    const stated = { ...defined({ 'aws:RequestedRegion': region }), ...this.context };
    const context = Object.keys(stated).length > 0 ? { context: stated } : {};
    const asked = { principal: p ?? principal, action: a ?? action, resource: r ?? resource };
    const assume = this.#assumed.currentFor(asked);
    return {
      ...asked,
      ...context,
      ...(this.credentials ? { session: this.credentials.id } : {}),
      ...defined({ assume }),
      ...(passedRole ? { passedRole } : {}),
      ...(route.current.query['alone'] === '1' && { alone: true as const }),
    };
  });

  /** The question in the account as it is now. After a change, the class thinks about it again. */
  readonly asking: string = $derived.by(() => JSON.stringify([this.current, this.#session.state.revision]));

  /** All that gives the answer away waits: the class thinks first, in presenter view. */
  get isCovered(): boolean {
    return presenting.covers(this.asking);
  }

  reveal(): void {
    presenting.reveal(this.asking);
  }

  /** Asks about another principal, action or resource. The context stays unless another one is given. */
  ask(
    next: Partial<Pick<CallQuestion, 'principal' | 'action' | 'resource'>>,
    context: StatedContext = this.context,
    replace = false,
  ): void {
    const { session, passedRole, alone, ...before } = this.current;
    const same = next.principal === undefined || next.principal === before.principal;
    const sameAction = next.action === undefined || next.action === before.action;
    this.#go(
      {
        ...before,
        ...next,
        ...(same && session ? { session } : {}),
        ...(sameAction && passedRole ? { passedRole } : {}),
        ...(alone && sameAction && next.resource === undefined ? { alone } : {}),
      },
      context,
      replace,
    );
  }

  /** Asks about another action, on the same resource if it can have that. What is asked meanwhile stays asked. */
  async askAction(action: string): Promise<void> {
    const { resource } = this.current;
    this.ask({ action });
    const asked = this.#asked;
    const fitting = await import('#core/query/ask/fitting-resource.ts').catch(() => undefined);
    const { account, catalogue, state } = this.#session;
    const info = catalogue.current.action(action);
    if (asked !== this.#asked || !info || !fitting) return;
    const fit = fitting.fittingResource(state.world, account, info, resource);
    if (fit !== resource) this.ask({ action, resource: fit }, this.context, true);
  }

  /** States a context key as a person types it. `undefined` removes it, so that the world decides its value again. */
  suppose(key: string, text: string | undefined): void {
    const { [key]: _, ...others } = this.context;
    const stated = text === undefined ? {} : { [key]: valueFromText(key, text) };
    this.#go(this.current, { ...others, ...stated }, true);
  }

  /** Names the role that the call hands over; `undefined`: none. */
  handOver(passedRole: string | undefined): void {
    const { passedRole: _, ...others } = this.current;
    this.#go(passedRole === undefined ? others : { ...others, passedRole }, this.context, true);
  }

  /** Asks as the principal itself, without the context of its temporary credentials. */
  withoutCredentials(): void {
    const { session: _, ...question } = this.current;
    this.#go(question, this.context, true);
  }

  supposeNothing(): void {
    this.#go(this.current, {}, true);
  }

  #go(
    { principal, action, resource, session, passedRole, alone }: CallQuestion,
    context: StatedContext,
    replace: boolean,
  ): void {
    this.#asked += 1;
    const asked = {
      principal,
      action,
      resource,
      context,
      ...defined({ session, passedRole, alone }),
    };
    go('ask', [], questionQuery(asked), { replace });
  }
}
