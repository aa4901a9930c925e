/** A test sets this so that the part of the page in Failing.svelte fails. */

export const failing = $state({ now: false });
