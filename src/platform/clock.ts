/**
 * The source of time. `env.now` is the simulation's time and `wallNow` the person's; they are the same until
 * a workspace sets its own clock (core/model/records/clock.ts, read when `Env` is made).
 */

export type Clock = () => number;

/** Returns milliseconds since the epoch. */
export const wallClock: Clock = () => Date.now();

/** Returns the wall clock as ISO 8601 with milliseconds: for people, not for the simulation. */
export const wallIso = (): string => new Date().toISOString();
