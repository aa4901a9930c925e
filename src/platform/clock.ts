/**
 * Where time comes from. `env.now` is the simulation's time and `wallNow` the person's; they are the same
 * until a workspace sets its own clock (core/model/records/clock.ts, read where `Env` is made).
 */
export type Clock = () => number;

/** Milliseconds since the epoch. */
export const wallClock: Clock = () => Date.now();

/** The wall clock as ISO 8601 with milliseconds: for rows that a person sorts and reads, not for the simulation. */
export const wallIso = (): string => new Date().toISOString();
