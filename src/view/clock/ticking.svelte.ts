/** The simulated time as state, in milliseconds since the epoch. Renewed every second while on screen. */

import type { Session } from '../../app/session/session.svelte.ts';

export function ticking(session: Session): { readonly now: number } {
  let tick = $state(0);
  $effect(() => {
    const timer = setInterval(() => (tick += 1), 1000);
    return () => clearInterval(timer);
  });
  // Every revision renews it at once, so that a moved clock is not a second late.
  const now = $derived.by(() => {
    void tick;
    return session.now;
  });
  return {
    get now() {
      return now;
    },
  };
}
