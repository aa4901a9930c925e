/** Reads values as an operator of each type does. */

import { readBoolean, readDate, readNumber, readRange } from '../../eval/values.ts';
import type { ValueType } from '../../policy/service-key-types.ts';

const readers: Readonly<Record<ValueType, (text: string) => unknown>> = {
  text: (text) => text,
  arn: (text) => (/^(arn:|\*)/.test(text) ? text : undefined),
  bool: readBoolean,
  ip: readRange,
  date: readDate,
  number: readNumber,
};

/** Returns true when the text is a value of the type. */
export const readsAs = (type: ValueType, text: string): boolean => readers[type](text) !== undefined;
