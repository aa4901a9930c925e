/** Reads the JSON of a file of workspaces, locked or not, and says in one sentence what is wrong with it and where. */

import { type Result, err } from '../../core/model/result.ts';
import { tooDeepText } from '../../share/json/depth.ts';
import { findSyntaxFault, offsetOf, placeAt } from '../../share/json/position.ts';
import { pathText, readValue } from '../../core/model/schema/fault.ts';
import type { Schema } from '../../core/model/schema/words.ts';

export function readFileJson<T>(text: string, schema: Schema<T>): Result<T, string> {
  if (tooDeepText(text)) return err('It is nested too deeply.');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const fault = findSyntaxFault(text);
    const place = placed(text, fault?.offset ?? 0);
    if (fault?.cutOff) return err(`It is cut off at ${place}: the file is not whole.`);
    return err(`It is damaged at ${place}: ${fault?.message ?? 'no JSON'}.`);
  }
  const result = readValue(schema, value);
  if (result.ok) return result;
  const { path, message } = result.error;
  return err(`${pathText(path)} (${placed(text, offsetOf(text, path))}): ${message}.`);
}

const placed = (text: string, offset: number): string => {
  const { line, column } = placeAt(text, offset);
  return `line ${line}, column ${column}`;
};
