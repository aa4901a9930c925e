/** The title of a fix. Steps that let something through in the same way are said together. */

import { all } from '../../authz/because/facts.ts';
import type { FixStep, FixWords } from './steps.ts';

const mostNamed = 2;

export function titleOfSteps(steps: readonly FixStep[]): string {
  const titles: string[] = [];
  for (let at = 0; at < steps.length; at += 1) {
    const step = steps[at];
    const together = step?.said ? [step.said] : [];
    for (let next = steps[at + 1]?.said; next && next.verb === step?.said?.verb; at += 1) {
      together.push(next);
      next = steps[at + 2]?.said;
    }
    titles.push(together.length > 0 ? fixTitle(together) : (step?.title ?? ''));
  }
  return titles.map((title, at) => (at === 0 ? title : uncapital(title))).join(', then ');
}

export function fixTitle(said: readonly FixWords[]): string {
  const what = whatIn(said);
  const places = [...new Set(said.flatMap((one) => one.places))];
  return said[0]?.verb === 'except'
    ? `Take ${what} out of what ${all(places)} ${places.length > 1 ? 'deny' : 'denies'}`
    : `Allow ${what} in ${all(places)}`;
}

/** Returns `s3:GetObject on s3://pay/x`, or `ec2:RunInstances on 6 resources`. */
function whatIn(said: readonly FixWords[]): string {
  const byAction = new Map<string, Set<string>>();
  for (const { action, on } of said)
    byAction.set(action, new Set([...(byAction.get(action) ?? []), ...(on === undefined ? [] : [on])]));
  const count = [...byAction.values()].reduce((sum, on) => sum + Math.max(on.size, 1), 0);
  if (count > mostNamed && byAction.size > 1) return `${count} permissions`;
  const each = [...byAction].map(([action, on]) => {
    if (on.size === 0) return action;
    return `${action} on ${on.size > mostNamed ? `${on.size} resources` : all([...on])}`;
  });
  return all(each);
}

const uncapital = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
