/** Says in a row of who-can which part is allowed and under which conditions, short or whole. */

import { conditionsText } from '#core/analysis/effective/reach-words.ts';
import type { Conditions } from '#core/analysis/effective/conditions.ts';
import { spokenResource } from '#core/model/labels.ts';
import { upTo } from '#core/words/resource-words.ts';
import type { AllowedPart, WhoCanRow } from '../who-can.ts';

type Found = Pick<WhoCanRow, 'verdict' | 'through' | 'part' | 'conditions'>;

export const whoCanLists = ['can', 'part', 'depends', 'cannot'] as const;
export type WhoCanList = (typeof whoCanLists)[number];

/** Returns the list in which a row stands. A principal that is allowed under conditions alone only depends. */
export function whoCanListOf({ verdict, part, conditions }: Found): WhoCanList {
  if (verdict === 'allowed') return 'can';
  if (part) return 'part';
  return verdict === 'depends' || conditions ? 'depends' : 'cannot';
}

export function throughText({ verdict, through, part, conditions }: Found, asked: string): string {
  const only = conditions && `if ${conditionsText(conditions)}`;
  if (part) return [partText(part, asked), ...(only ? [`on all of it ${only}`] : [])].join('; ');
  if (!only) return through;
  return verdict === 'denied' ? only : `${through}, only ${only}`;
}

const mostResourceNames = 3;

function partText({ allowed, except }: AllowedPart, asked: string): string {
  const names = (patterns: readonly string[]) => upTo(mostResourceNames, patterns.map(spokenResource));
  if (allowed.length === 0) return 'on part of it';
  if (allowed.length === 1 && allowed[0] === asked) return `on all but ${names(except)}`;
  return `on ${names(allowed)}${except.length > 0 ? `, except ${names(except)}` : ''}`;
}

export interface WrittenConditions {
  readonly isAll: boolean;
  /** Never empty; each is a clause without period. */
  readonly lines: readonly string[];
  readonly keys: readonly string[];
}

export function writtenConditions(conditions: Conditions): WrittenConditions {
  const parts = conditions.kind === 'all' || conditions.kind === 'any' ? conditions.of : [conditions];
  return {
    isAll: conditions.kind !== 'any',
    lines: parts.map((one) => conditionsText(one, Number.POSITIVE_INFINITY)),
    keys: [...new Map(keysOf(conditions).map((key) => [key.toLowerCase(), key])).values()],
  };
}

function keysOf(conditions: Conditions): readonly string[] {
  if (conditions.kind === 'test') return [conditions.key];
  return conditions.kind === 'not' ? keysOf(conditions.of) : conditions.of.flatMap(keysOf);
}
