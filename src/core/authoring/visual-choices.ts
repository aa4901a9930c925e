/**
 * Choices of the visual editor for a block: its services, their actions by access level (which are chosen,
 * and by which pattern), and the resource types that the chosen actions need. Choices come back as the
 * block's patterns; patterns that the reference does not know stay as they are.
 */

import { actionMatches, actionName } from '../eval/action.ts';
import {
  type AccessLevel,
  type ActionInfo,
  type Reference,
  type ResourceType,
  accessLevels,
} from '../model/service-reference.ts';
import { fitsFormat } from '../policy/arn-format.ts';
import type { StatementBlock } from '../policy/visual/blocks.ts';

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
  readonly chips: readonly ChosenChip[];
}

/** One action that the statement names, a wildcard, or all actions of a level. */
export interface ChosenChip {
  readonly text: string;
  /** The patterns of the statement that it stands for. */
  readonly patterns: readonly string[];
  /** Absent: a wildcard over several levels, or nothing that AWS's reference knows. */
  readonly level?: AccessLevel;
  /** Number of known actions. */
  readonly matches: number;
}

export function serviceChoice(block: StatementBlock, prefix: string, reference: Reference): ServiceChoice {
  const service = reference.service?.(prefix);
  const texts = block.actions.values.filter((one) => prefixOf(one) === prefix);
  const everywhere = block.actions.values.filter((one) => prefixOf(one) === '*');
  const patterns = [...texts, ...everywhere];
  const choices = (service?.actions ?? []).map((info): ActionChoice => {
    const action = actionName(info.name);
    const by = patterns.filter((pattern) => actionMatches(pattern, action));
    const wild = by.find(isWild) ?? by[0];
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
    chips: chipsOf(texts, levels),
  };
}

const isWild = (pattern: string): boolean => /[*?]/.test(pattern);

/** Returns the chips in the order of the document. A level of which every action is named is one chip. */
function chipsOf(texts: readonly string[], levels: readonly LevelChoice[]): ChosenChip[] {
  const named = new Set(texts.map((text) => text.toLowerCase()));
  const whole = levels.filter(
    ({ actions }) => actions.length > 1 && actions.every(({ info }) => named.has(info.name.toLowerCase())),
  );
  const known = levels.flatMap(({ actions }) => actions);
  const chips = new Map<string, ChosenChip>();
  for (const text of texts) {
    const found = known.filter(({ info }) => actionMatches(text, actionName(info.name)));
    const level = found[0]?.info.accessLevel;
    const all = isWild(text) ? undefined : whole.find((one) => one.level === level);
    if (all) {
      const patterns = [...(chips.get(all.level)?.patterns ?? []), text];
      chips.set(all.level, {
        text: `All ${all.level} actions`,
        patterns,
        level: all.level,
        matches: patterns.length,
      });
      continue;
    }
    const isOne = level !== undefined && found.every(({ info }) => info.accessLevel === level);
    const name = isWild(text) || !found[0] ? text : found[0].name;
    chips.set(text, { text: name, patterns: [text], matches: found.length, ...(isOne && { level }) });
  }
  return [...chips.values()];
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
  /** Those with ARNs, then the few that most of the chosen actions work on. */
  readonly types: readonly TypeNeed[];
  /** The other types, which can also limit the chosen actions. */
  readonly rareTypes: readonly TypeNeed[];
  /** Chosen actions that work on no single resource: they need `*`. */
  readonly onlyAll: readonly string[];
  /** Resources of the block that are of no needed type. */
  readonly others: readonly string[];
}

/** The most types without ARNs that are not rare. EC2 has more than a hundred. */
const usualTypes = 5;

/** Returns what the chosen actions need; nothing for NotAction, which chooses all but the named ones. */
export function resourceNeeds(block: StatementBlock, reference: Reference): ResourceNeeds {
  const resources = (block.resources?.values ?? []).filter((one) => one !== '*');
  const actions = block.actions.not ? [] : chosenActions(block, reference);
  const needs = new Map<string, TypeNeed & { readonly actions: string[] }>();
  for (const { name, resourceTypes } of actions)
    for (const type of resourceTypes) {
      const key = typeKey(name, type);
      const need = needs.get(key) ?? {
        service: serviceOf(name),
        type,
        actions: [],
        resources: resources.filter((one) => fitsFormat(one, type.arnFormat)),
      };
      need.actions.push(name);
      needs.set(key, need);
    }
  const hasArn = (key: string) => (needs.get(key)?.resources.length ?? 0) > 0;
  const needed = new Set(actions.flatMap((info) => neededTypes(info, hasArn)));
  const usual = [...needs]
    .filter(([key]) => needed.has(key) && !hasArn(key))
    .sort(([, a], [, b]) => b.actions.length - a.actions.length)
    .slice(0, usualTypes);
  const first = new Map([...[...needs].filter(([key]) => hasArn(key)), ...usual]);
  const types = [...first.values()];
  const found = new Set(types.flatMap((need) => need.resources));
  return {
    types,
    rareTypes: [...needs].flatMap(([key, need]) => (first.has(key) ? [] : need)),
    onlyAll: actions.flatMap(({ name, resourceTypes }) => (resourceTypes.length === 0 ? name : [])),
    others: resources.filter((one) => !found.has(one)),
  };
}

const serviceOf = (action: string): string => action.slice(0, action.indexOf(':'));
const typeKey = (action: string, { name }: ResourceType): string => `${serviceOf(action)}/${name}`;

/** An action that requires no type (an object, or one behind an access point) needs any of them until it has one. */
function neededTypes({ name, resourceTypes }: ActionInfo, hasArn: (key: string) => boolean): string[] {
  const required = resourceTypes.filter((type) => type.required);
  if (required.length > 0) return required.map((type) => typeKey(name, type));
  const any = resourceTypes.map((type) => typeKey(name, type));
  return any.some(hasArn) ? [] : any;
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
