/**
 * Where time comes from. `env.now` is the simulation's time and `wallNow` the person's; they are the same
 * until a workspace sets its own clock (a World table of a later issue, read where `Env` is made).
 */
export type Clock = () => number;

/** Milliseconds since the epoch. */
export const wallClock: Clock = () => Date.now();
