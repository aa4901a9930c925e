/** Writes six digits as devices show them: `123 456`. */

export const spaced = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`;
