/**
 * Choices of the visual editor for a block: its services, their actions by access level (which are chosen,
 * and by which pattern), and the resource types that the chosen actions need. Choices come back as the
 * block's patterns; patterns that the reference does not know stay as they are.
 */

import { actionMatches, actionName } from '../eval/action.ts';
import {
  type ActionInfo,
  type Reference,
  type ResourceType,
  accessLevels,
} from '../model/service-reference.ts';
import { fitsFormat } from '../policy/arn-format.ts';
import type { StatementBlock } from '../policy/visual/blocks.ts';

export type AccessLevel = ActionInfo['accessLevel'];

/** Returns the prefixes that a block's actions name, in order; `*` when a pattern names no single service. */
export function servicesOf({ actions }: StatementBlock): readonly string[] {
  return [...new Set(actions.values.map(prefixOf))];
}

const prefixOf = (pattern: string): string => {
  const [prefix = '', name] = pattern.split(':');
  return name === undefined || /[*?]/.test(prefix) ? '*' : prefix.toLowerCase();
};

export interface ActionChoice {
  readonly info: ActionInfo;
  /** The name without its service. */
  readonly name: string;
  /** The pattern that chooses it: its own name or a wildcard. Absent: not chosen. */
  readonly by?: string;
}

export interface LevelChoice {
  readonly level: AccessLevel;
  readonly actions: readonly ActionChoice[];
  readonly chosen: number;
}

export interface ServiceChoice {
  readonly prefix: string;
  readonly known: boolean;
  readonly levels: readonly LevelChoice[];
  readonly total: number;
  readonly chosen: number;
  /** Patterns of this service with wildcards, or that match no known action. */
  readonly patterns: readonly { readonly text: string; readonly matches: number }[];
}

export function serviceChoice(block: StatementBlock, prefix: string, reference: Reference): ServiceChoice {
  const service = reference.service?.(prefix);
  const texts = block.actions.values.filter((one) => prefixOf(one) === prefix);
  const everywhere = block.actions.values.filter((one) => prefixOf(one) === '*');
  const patterns = [...texts, ...everywhere];
  const matches = new Map<string, number>();
  const choices = (service?.actions ?? []).map((info): ActionChoice => {
    const action = actionName(info.name);
    const by = patterns.filter((pattern) => actionMatches(pattern, action));
    for (const text of by) matches.set(text, (matches.get(text) ?? 0) + 1);
    const wild = by.find((text) => /[*?]/.test(text)) ?? by[0];
    return { info, name: info.name.slice(prefix.length + 1), ...(wild !== undefined && { by: wild }) };
  });
  const levels = accessLevels.map((level): LevelChoice => {
    const actions = choices.filter(({ info }) => info.accessLevel === level);
    return { level, actions, chosen: countChosen(actions) };
  });
  return {
    prefix: service?.prefix ?? prefix,
    known: service !== undefined,
    levels: levels.filter(({ actions }) => actions.length > 0),
    total: choices.length,
    chosen: countChosen(choices),
    patterns: texts
      .filter((text) => /[*?]/.test(text) || !matches.has(text))
      .map((text) => ({ text, matches: matches.get(text) ?? 0 })),
  };
}

const countChosen = (actions: readonly ActionChoice[]) =>
  actions.reduce((sum, { by }) => sum + (by === undefined ? 0 : 1), 0);

/** Returns the block with these actions chosen or not. What a wildcard chooses stays chosen. */
export function chooseActions(block: StatementBlock, names: readonly string[], on: boolean): StatementBlock {
  const wanted = new Set(names.map((name) => name.toLowerCase()));
  const rest = block.actions.values.filter((one) => !wanted.has(one.toLowerCase()));
  if (!on) return withActions(block, rest);
  const kept = block.actions.values;
  const known = new Set(kept.map((one) => one.toLowerCase()));
  return withActions(block, [...kept, ...names.filter((name) => !known.has(name.toLowerCase()))]);
}

/** Replaces the patterns of the service by `s3:*`, or removes them. */
export function chooseService(block: StatementBlock, prefix: string, on: boolean): StatementBlock {
  const rest = block.actions.values.filter((one) => prefixOf(one) !== prefix.toLowerCase());
  return withActions(block, on ? [...rest, `${prefix}:*`] : rest);
}

const withActions = (block: StatementBlock, values: readonly string[]): StatementBlock => ({
  ...block,
  actions: { ...block.actions, values },
});

export interface TypeNeed {
  readonly service: string;
  readonly type: ResourceType;
  /** Chosen actions that work on it. */
  readonly actions: readonly string[];
  /** Resources of the block that are of this type. */
  readonly resources: readonly string[];
}

export interface ResourceNeeds {
  readonly types: readonly TypeNeed[];
  /** Chosen actions that work on no single resource: they need `*`. */
  readonly onlyAll: readonly string[];
  /** Resources of the block that are of no needed type. */
  readonly others: readonly string[];
}

/** Returns what the chosen actions need; nothing for NotAction, which chooses all but the named ones. */
export function resourceNeeds(block: StatementBlock, reference: Reference): ResourceNeeds {
  const resources = (block.resources?.values ?? []).filter((one) => one !== '*');
  const needs = new Map<string, { service: string; type: ResourceType; actions: string[] }>();
  const onlyAll: string[] = [];
  for (const info of block.actions.not ? [] : chosenActions(block, reference)) {
    const service = info.name.slice(0, info.name.indexOf(':'));
    if (info.resourceTypes.length === 0) onlyAll.push(info.name);
    for (const type of info.resourceTypes) {
      const key = `${service}/${type.name}`;
      const need = needs.get(key) ?? { service, type, actions: [] };
      need.actions.push(info.name);
      needs.set(key, need);
    }
  }
  const types = [...needs.values()].map((need): TypeNeed => ({
    ...need,
    resources: resources.filter((one) => fitsFormat(one, need.type.arnFormat)),
  }));
  const found = new Set(types.flatMap((need) => need.resources));
  return { types, onlyAll, others: resources.filter((one) => !found.has(one)) };
}

function chosenActions(block: StatementBlock, reference: Reference): readonly ActionInfo[] {
  return servicesOf(block).flatMap((prefix) => {
    if (prefix === '*') return [];
    const { levels } = serviceChoice(block, prefix, reference);
    return levels.flatMap(({ actions }) =>
      actions.flatMap(({ by, info }) => (by === undefined ? [] : [info])),
    );
  });
}

/** Returns the services' own condition keys that the chosen actions may carry, sorted, each once. */
export function keysOfChosen(block: StatementBlock, reference: Reference): readonly string[] {
  const keys = new Set<string>();
  for (const { conditionKeys } of chosenActions(block, reference))
    for (const key of conditionKeys) if (!key.startsWith('aws:')) keys.add(key);
  return [...keys].sort();
}
