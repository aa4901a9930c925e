/** Deeper than any policy or scenario, and shallow enough for every recursive reader of them. */
const maxDepth = 64;

/** Whether a JSON value is nested deeper than anything we read; walks without recursion. */
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
