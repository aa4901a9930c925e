/** Runs the sign-in of the open workspace: its page, what it knows, and the session that it opens. */

import { signInMachine } from '../../flow/machines/sign-in.ts';
import type { SignInContext, SignInEvent } from '../../flow/machines/sign-in-pages.ts';
import type { FlowStep } from '../../flow/log/log.ts';
import { type FlowActor, SavedFlow } from './actor.svelte.ts';
import type { Session } from '../session/session.svelte.ts';

export type SignInPage = 'credentials' | 'mfa' | 'resync' | 'newPassword' | 'signedIn';
export type { SignInContext, SignInEvent } from '../../flow/machines/sign-in-pages.ts';
export type { FlowStep } from '../../flow/log/log.ts';

/** A page that is being sent is still the page on screen. */
const pageOf: Readonly<Record<string, SignInPage>> = {
  credentials: 'credentials',
  checkingPassword: 'credentials',
  mfa: 'mfa',
  checkingCode: 'mfa',
  resync: 'resync',
  checkingCodes: 'resync',
  newPassword: 'newPassword',
  settingPassword: 'newPassword',
  signedIn: 'signedIn',
};

export class SignInFlow {
  readonly #actor: FlowActor<typeof signInMachine>;

  constructor(actor: FlowActor<typeof signInMachine>) {
    this.#actor = actor;
  }

  get page(): SignInPage {
    return pageOf[this.#actor.snapshot.value] ?? 'credentials';
  }

  get sending(): boolean {
    return this.#actor.snapshot.hasTag('sending');
  }

  get context(): SignInContext {
    return this.#actor.snapshot.context;
  }

  get log(): readonly FlowStep[] {
    return this.context.log;
  }

  send(event: SignInEvent): void {
    this.#actor.send(event);
  }

  stop(): void {
    this.#actor.stop();
  }
}

/** Continues the sign-in that this workspace stored, or begins again when its session is over. */
export async function openSignIn(session: Session, account: string): Promise<SignInFlow> {
  /** The session that the flow came with. Only a later one is a sign-in: to look at the page changes nobody. */
  let known: string | undefined;
  let isOpen = false;
  const saved = new SavedFlow<typeof signInMachine>(session, 'sign-in', ({ value, context }) => {
    const id = value === 'signedIn' ? context.session?.Id : undefined;
    if (isOpen && id !== undefined && id !== known) session.identity.enter(id);
    known = id;
  });
  const actor = (await saved.resume(() => signInMachine)) ?? saved.begin(signInMachine, { account });
  isOpen = true;
  const flow = new SignInFlow(actor);
  const entered = flow.context.session?.Id;
  if (flow.page === 'signedIn' && (!entered || entered !== session.identity.signedIn?.id))
    flow.send({ type: 'begin-again' });
  return flow;
}
