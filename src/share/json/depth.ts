/** Refuses JSON that is nested too deeply for our recursive readers. */

/** More than any policy or scenario has, and few enough for every recursive reader. */
const maxDepth = 64;

/** Checks a JSON text before it is parsed: parsing is recursive too. Ignores brackets inside texts. */
export const tooDeepText = (text: string): boolean => tooDeepOffset(text) !== undefined;

/** Returns where the first bracket stands that is nested too deeply; `undefined` when none is. */
export function tooDeepOffset(text: string): number | undefined {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (inText) {
      if (character === 92) at += 1;
      else if (character === 34) inText = false;
    } else if (character === 34) inText = true;
    else if (character === 91 || character === 123) {
      depth += 1;
      if (depth > maxDepth) return at;
    } else if (character === 93 || character === 125) depth -= 1;
  }
  return undefined;
}

/** Checks a JSON value without recursion. */
export function tooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxDepth) return true;
    const next: unknown[] = [];
    for (const item of level) {
      if (typeof item === 'object' && item !== null)
        for (const inner of Object.values(item)) next.push(inner);
    }
    level = next;
  }
  return false;
}
