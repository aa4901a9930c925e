/** The person's time (`wallNow`); `env.now` is the same until a workspace sets its own clock. */

export type Clock = () => number;

/** Returns milliseconds since the epoch. */
export const wallClock: Clock = () => Date.now();

/** Returns the wall clock as ISO 8601 with milliseconds: for people, not for the simulation. */
export const wallIso = (): string => new Date().toISOString();
