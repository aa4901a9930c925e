/** Leaves out ways that strengthen somebody for nothing: fewer of the same calls, or steps, come to the same end. */

import type { AttackPath } from '../attack-path.ts';
import { isStrengthening } from './strengthening.ts';

/** Returns the others, in their order. */
export function withoutNeedless(paths: readonly AttackPath[]): AttackPath[] {
  const calls = new Map(paths.map((path) => [path, callsOf(path)]));
  const assumed = new Map(paths.map((path) => [path, new Set(path.steps.flatMap(({ assumes }) => assumes))]));
  const isPart = (one: AttackPath, other: AttackPath) =>
    isWithin(calls.get(one), calls.get(other)) && isWithin(assumed.get(one), assumed.get(other));
  const isLess = (one: AttackPath, other: AttackPath) =>
    sizeOf(one, calls) - sizeOf(other, calls) || one.steps.length - other.steps.length;
  return paths.filter(
    (path) =>
      !path.steps.some(({ method }) => isStrengthening(method)) ||
      !paths.some((other) => other.to === path.to && isLess(other, path) < 0 && isPart(other, path)),
  );
}

type Calls = ReadonlyMap<AttackPath, ReadonlySet<string>>;

const sizeOf = (path: AttackPath, calls: Calls): number => calls.get(path)?.size ?? 0;

const isWithin = (some: ReadonlySet<string> = new Set(), all: ReadonlySet<string> = new Set()): boolean =>
  [...some].every((one) => all.has(one));

/** Returns what each actor calls itself, as text. */
const callsOf = ({ steps }: AttackPath): ReadonlySet<string> =>
  new Set(
    steps.flatMap(({ from, decided }) =>
      decided.flatMap(({ principal, action, resource, context }) =>
        principal === from ? [[principal, action, resource, context['iam:PolicyARN'] ?? ''].join(' ')] : [],
      ),
    ),
  );
