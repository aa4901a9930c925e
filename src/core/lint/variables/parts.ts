/** Reads the variables of a value with their faults, which the engine takes as plain text. */

import { type Fix } from '../finding.ts';
import { writing } from '../edits/text.ts';
import type { Text } from '../../policy/syntax/tree.ts';

export type VariableFault =
  | 'variable-without-brace'
  | 'variable-without-quote'
  | 'space-in-variable'
  | 'empty-variable';

interface FaultyVariable {
  readonly id: VariableFault;
  /** The variable as written, from `${` on. */
  readonly written: string;
  /** The whole value with this variable mended; absent: nobody can say how. */
  readonly mended?: string;
}

/** A key with its prefix; keys of tags have a name of one's own behind a slash. */
const keyName = /^(?:[\w.-]+:(?:[\w-]*tag\/[\w.@=+-]+|\w+(?:-\w+)*)|[\w.-]+)/i;

/** Returns the faults of a value, each with its first. */
export function faultyVariables(value: string): FaultyVariable[] {
  const faults: FaultyVariable[] = [];
  for (let at = value.indexOf('${'); at >= 0; at = value.indexOf('${', at + 2)) {
    const rest = value.slice(at + 2);
    const next = rest.indexOf('${');
    const close = rest.indexOf('}');
    if (close < 0 || (next >= 0 && next < close)) {
      const name = keyName.exec(rest)?.[0];
      const written = value.slice(at, next < 0 ? undefined : at + 2 + next);
      const mended =
        name === undefined ? undefined : `${value.slice(0, at)}\${${name}}${rest.slice(name.length)}`;
      faults.push({ id: 'variable-without-brace', written, ...(mended !== undefined && { mended }) });
      continue;
    }
    const fault = faultOf(rest.slice(0, close));
    if (!fault) continue;
    const { id, content } = fault;
    faults.push({
      id,
      written: `\${${rest.slice(0, close)}}`,
      ...(content !== undefined && {
        mended: `${value.slice(0, at)}\${${content}}${rest.slice(close + 1)}`,
      }),
    });
  }
  return faults;
}

/** Returns the fault of what stands between the braces, and how it should read. */
function faultOf(content: string): { readonly id: VariableFault; readonly content?: string } | undefined {
  if (content.trim() === '') return { id: 'empty-variable' };
  const comma = content.indexOf(',');
  const name = comma < 0 ? content : content.slice(0, comma);
  const rest = comma < 0 ? '' : content.slice(comma + 1).trim();
  if (/\s/.test(name)) {
    const plain = name.replaceAll(/\s+/g, '');
    return { id: 'space-in-variable', content: comma < 0 ? plain : `${plain}${content.slice(comma)}` };
  }
  if (comma < 0 || /^'[^']*'$/.test(rest)) return undefined;
  const bare = rest.replaceAll("'", '');
  return { id: 'variable-without-quote', content: `${name}, '${bare}'` };
}

/** Writes the value with the variable mended. */
export const mending = (text: string, { span }: Text, mended: string): Fix =>
  writing(text, span, mended, `Write ${mended}`);
