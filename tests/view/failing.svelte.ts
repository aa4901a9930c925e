/** Whether the failing part of a test fails. */
export const failing = $state({ now: false });
