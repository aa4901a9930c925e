/**
 * The compact form in which the reference is committed and shipped; `generate/` writes it and reference.ts
 * reads it, both with these types. Numbers are positions in the lists before them.
 */

import {
  accessLevels,
  type ActionInfo,
  type ManagedPolicy,
  type ResourceType,
} from '../core/model/service-reference.ts';
import { dependentActions } from './dependent-actions.ts';

export type CompactService = readonly [
  prefix: string,
  conditionKeys: readonly string[],
  resourceTypes: readonly (readonly [name: string, arnFormat: string, keys: readonly number[]])[],
  actions: readonly CompactAction[],
  /** Sets of condition keys that actions give to single resource types. */
  keySets?: readonly (readonly number[])[],
];

/**
 * The access level is a position in `accessLevels`. A resource type that the action can do without is written
 * as `~position`. Trailing empty lists are left out. `typeKeys` has a position in `keySets` for each of the
 * resource types, where AWS's page gives some keys to single ones of them.
 */
export type CompactAction = readonly [
  name: string,
  accessLevel: number,
  resourceTypes?: readonly number[],
  conditionKeys?: readonly number[],
  typeKeys?: readonly number[],
];

/** `document` is the minified policy as an object. */
export type CompactPolicy = readonly [
  path: string,
  name: string,
  versionId: string,
  createDate: string,
  updateDate: string,
  document: object,
];

export function expandAction(service: CompactService, action: CompactAction): ActionInfo {
  const [prefix, keys, types, , keySets = []] = service;
  const [name, level, typeNumbers = [], keyNumbers = [], typeKeys = []] = action;
  const named = (numbers: readonly number[]) => numbers.flatMap((at) => keys[at] ?? []);
  const bound = typeNumbers.flatMap((at, place) => {
    const type = types[at < 0 ? ~at : at];
    return type ? [{ type, required: at >= 0, own: keySets[typeKeys[place] ?? -1] }] : [];
  });
  const conditionKeys = new Set(named([...keyNumbers, ...bound.flatMap(({ type }) => type[2])]));
  return {
    name: `${prefix}:${name}`,
    accessLevel: accessLevels[level] ?? 'Write',
    resourceTypes: bound.map(({ type: [typeName, arnFormat], required, own }): ResourceType => ({
      name: typeName,
      arnFormat,
      required,
      ...(own ? { conditionKeys: named(own) } : {}),
    })),
    conditionKeys: [...conditionKeys].sort(),
    dependentActions: dependentActions(`${prefix}:${name}`),
  };
}

/** Prints a document when it is first read; an own getter, so that posting it to a worker copies its text. */
export function expandPolicy(row: CompactPolicy): ManagedPolicy {
  const [path, name, versionId, createDate, updateDate, object] = row;
  let text: string | undefined;
  return {
    arn: `arn:aws:iam::aws:policy${path}${name}`,
    name,
    path,
    versionId,
    createDate,
    updateDate,
    get document() {
      return (text ??= JSON.stringify(object, null, 2));
    },
  };
}
