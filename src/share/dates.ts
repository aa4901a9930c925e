/** Reads and writes dates in the files of AWS and of other tools. */

import { isoSeconds } from '../core/model/request/request.ts';

const pattern = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d{1,9})?(Z|[+-]\d\d:?\d\d)?$/;

/**
 * Reads a date with `T` or a space, with or without a fraction, and with `Z`, an offset or nothing (UTC).
 * Returns UTC seconds as in the World (`2026-01-31T12:00:00Z`, N-20); `undefined` when it is no such date.
 */
export function utcSeconds(text: string): string | undefined {
  const [, day = '', time = '', zone = 'Z'] = pattern.exec(text) ?? [];
  const milliseconds = Date.parse(`${day}T${time}${zone.replace(/^(...)(?=\d)/, '$1:')}`);
  return Number.isNaN(milliseconds) ? undefined : isoSeconds(milliseconds);
}

/** Returns the date as the AWS CLI prints it: `2026-01-31T12:00:00+00:00`. */
export const cliDate = (date: string): string => date.replace(/Z$/, '+00:00');
