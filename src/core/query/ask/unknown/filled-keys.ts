/**
 * Finds answers that turn on a context key that the service fills in itself (model/request/filled-keys.ts) and that the
 * question does not state. The question is decided again with each value that a policy names, and with one that none
 * names.
 */

import { type Question, evaluationInput } from '#core/authz/authorize.ts';
import { applicable } from '#core/authz/applicable-statements.ts';
import { gapReasons } from '#core/authz/because/open-answers.ts';
import type { RequestContext } from '#core/authz/decision.ts';
import { actionName } from '#core/eval/action.ts';
import { keysFilledFor } from '#core/model/request/filled-keys.ts';
import type { World } from '#core/model/world/world.ts';
import { statementsAbout } from './statements-about.ts';
import type { KnowledgeGap } from './parts.ts';

interface OpenKeys {
  readonly gaps: readonly KnowledgeGap[];
  readonly suppositions: readonly RequestContext[];
  /** False: the policies name more values than are supposed. */
  readonly isWhole: boolean;
}

/** Bounds the work; policies rarely ask for more than one such key. */
const mostSuppositions = 24;

/** Returns `undefined` where no policy that counts asks for such a key. */
export function openKeys(world: World, question: Question): OpenKeys | undefined {
  const filled = keysFilledFor(actionName(question.action));
  if (filled.size === 0) return undefined;
  const named = new Map<string, { readonly key: string; readonly values: Set<string> }>();
  for (const { conditions = [] } of statementsAbout(world, question))
    for (const { key, values } of conditions) {
      const lower = key.toLowerCase();
      if (!filled.has(lower)) continue;
      const known = named.get(lower) ?? { key, values: new Set() };
      for (const value of values.flatMap(valuesNear)) known.values.add(value);
      named.set(lower, known);
    }
  if (named.size === 0) return undefined;
  const { request } = applicable(evaluationInput(world, question, { now: 0 }));
  const open = [...named].flatMap(([lower, one]) => (request.value(lower) === undefined ? [one] : []));
  if (open.length === 0) return undefined;
  let suppositions: readonly RequestContext[] = [{}];
  for (const { key, values } of open)
    suppositions = suppositions.flatMap((before) =>
      [...values, unnamed].map((value) => ({ ...before, [key]: value })),
    );
  return {
    gaps: open.map(({ key }) => ({ part: 'filled-keys', key, why: gapReasons.filledKey(key) })),
    suppositions: suppositions.slice(0, mostSuppositions),
    isWhole: suppositions.length <= mostSuppositions,
  };
}

const unnamed = 'not-named';

/** Returns the value, and its neighbours where it is a number or a boolean. */
function valuesNear(value: string): string[] {
  if (value.includes('${')) return [];
  if (/^(true|false)$/i.test(value)) return ['true', 'false'];
  if (/^\d{1,9}$/.test(value)) return [String(Number(value) - 1), value, String(Number(value) + 1)];
  return [value.replaceAll(/[*?]/g, 'x')];
}
