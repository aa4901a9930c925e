/** This shows the whole page, or one part of it, over a session of its own that keeps nothing. */

import { render } from '@testing-library/svelte';
import type { Component } from 'svelte';
import { sessionContext } from '#app/session/context.ts';
import type { SessionOptions } from '#app/session/options.ts';
import type { Session } from '#app/session/session.svelte.ts';
import App from '#view/App.svelte';
import { MemoryStore } from '#store/memory-store.ts';
import { newSession } from '../app/test-session.ts';

export async function exampleSession(
  name: 'first-minutes' | 'small-company' | 'hospital',
  more: Partial<SessionOptions> = {},
): Promise<Session> {
  const session = newSession(new MemoryStore(), more);
  await session.workspaces.createFromExample(name);
  return session;
}

/** `hash` is the address at which the page is opened. */
export function openPage(session: Session, hash = '#/ask'): void {
  visit(hash);
  render(App, { context: sessionContext(session) });
}

/** Goes to an address as a link does, at once. */
export function visit(hash: string): void {
  history.replaceState(null, '', hash);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

export function mountPart<Props extends Record<string, unknown>>(
  session: Session,
  part: Component<Props>,
  props: Props,
): void {
  render(part as Component, { props, context: sessionContext(session) });
}
