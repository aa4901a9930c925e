/** Files that may take more than their share of a lane (tests/setup/run/shares.ts), each with the reason: six at most. */

export const slowFiles: Readonly<Record<string, string>> = {};
