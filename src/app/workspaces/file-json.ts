/** Reads the JSON of a file of workspaces, locked or not, and says in one sentence what is wrong with it and where. */

import { type Result, err } from '../../core/model/result.ts';
import { tooDeepText } from '../../share/json/depth.ts';
import { findSyntaxFault, offsetOf, placeAt } from '../../share/json/position.ts';
import { Shape, pathText, readShape } from '../../share/json/shape.ts';

export function readFileJson<T>(text: string, read: (file: Shape) => T): Result<T, string> {
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
  const result = readShape(() => read(new Shape(value)));
  if (result.ok) return result;
  const { path, message } = result.error;
  return err(`${pathText(path)} (${placed(text, offsetOf(text, path))}): ${message}.`);
}

/** Checks the format and returns the version. A version after `newest` is refused with its number; `what` names it. */
export function readFormat(file: Shape, format: string, what: string, newest: number): number {
  file.member('format').oneOf([format]);
  const member = file.member('version');
  const version = member.whole(1);
  if (version <= newest) return version;
  return member.fail(
    `made by a newer version of the page: ${what} version ${version}, and this page reads up to ${newest}. Reload to get the newer page`,
  );
}

const placed = (text: string, offset: number): string => {
  const { line, column } = placeAt(text, offset);
  return `line ${line}, column ${column}`;
};
