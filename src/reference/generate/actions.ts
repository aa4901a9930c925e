/** Makes the compact form of AWS's actions from the package that collects its service reference. */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { accessLevels } from '../../core/model/service-reference.ts';
import type { CompactAction, CompactService } from '../compact.ts';
import { byText, packages, readPackageJson } from './packages.ts';

interface SourceAction {
  readonly name: string;
  readonly accessLevel: string;
  readonly resourceTypes: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly conditionKeys: readonly string[];
  }[];
  readonly conditionKeys: readonly string[];
}
interface SourceResourceType {
  readonly key: string;
  readonly arn: string;
  readonly conditionKeys?: readonly string[];
}

const distinct = (values: readonly string[]) => [...new Set(values)].sort(byText);

export function readServices(modules: string): readonly CompactService[] {
  const data = join(modules, packages.actions, 'data');
  const prefixes = readdirSync(join(data, 'actions')).map((file) => file.replace(/\.json$/, ''));
  return prefixes.sort(byText).map((prefix) => compactService(data, prefix));
}

/** The package writes `Tagging, Write` when AWS's page has two levels; the first says more. */
function accessLevel(text: string): number {
  const at = accessLevels.findIndex((level) => level === text.split(', ')[0]);
  if (at === -1) throw new Error(`unknown access level \`${text}\``);
  return at;
}

function compactService(data: string, prefix: string): CompactService {
  const actions = Object.values(
    readPackageJson<Record<string, SourceAction>>(data, 'actions', `${prefix}.json`),
  );
  const types = Object.values(
    readPackageJson<Record<string, SourceResourceType>>(data, 'resourceTypes', `${prefix}.json`),
  );
  types.sort((left, right) => byText(left.key, right.key));
  const actionKeys = (action: SourceAction) => [
    ...action.conditionKeys,
    ...action.resourceTypes.flatMap((type) => type.conditionKeys),
  ];
  const keys = distinct([
    ...actions.flatMap(actionKeys),
    ...types.flatMap((type) => type.conditionKeys ?? []),
  ]);
  const keyNumbers = (names: readonly string[]) => distinct(names).map((name) => keys.indexOf(name));
  const keySets = new Map<string, number>();
  const setNumber = (names: readonly string[]) => {
    const text = JSON.stringify(keyNumbers(names));
    const at = keySets.get(text) ?? keySets.size;
    keySets.set(text, at);
    return at;
  };
  const typeNumber = (name: string) => {
    const at = types.findIndex((type) => type.key.toLowerCase() === name.toLowerCase());
    if (at === -1) throw new Error(`unknown resource type \`${prefix}/${name}\``);
    return at;
  };
  const compact = actions
    .sort((left, right) => byText(left.name, right.name))
    .map((action): CompactAction => {
      const positions = [...new Set(action.resourceTypes.map((type) => typeNumber(type.name)))];
      const needed = new Set(
        action.resourceTypes.filter(({ required }) => required).map(({ name }) => typeNumber(name)),
      );
      const bound = positions.map((at) => (needed.has(at) ? at : ~at));
      const ofTypes = new Set(positions.flatMap((at) => types[at]?.conditionKeys ?? []));
      const own = keyNumbers(actionKeys(action).filter((key) => !ofTypes.has(key)));
      const level = accessLevel(action.accessLevel);
      const given = positions.map((at) => typeKeys(action, types[at]));
      if (tellsTypes(action, given)) {
        const carried = given.map((names) => setNumber([...names, ...action.conditionKeys]));
        return [action.name, level, bound, own, carried];
      }
      if (own.length > 0) return [action.name, level, bound, own];
      return bound.length > 0 ? [action.name, level, bound] : [action.name, level];
    });
  const tables = types.map((type) => [type.key, type.arn, keyNumbers(type.conditionKeys ?? [])] as const);
  if (keySets.size === 0) return [prefix, keys, tables, compact];
  return [prefix, keys, tables, compact, [...keySets.keys()].map((text) => JSON.parse(text) as number[])];
}

type Keys = readonly string[];

/** The action's keys for a type: where AWS's page repeats the type's keys, those; others come on top. */
function typeKeys({ resourceTypes }: SourceAction, type: SourceResourceType | undefined): Keys {
  const own = type?.conditionKeys ?? [];
  const said = resourceTypes
    .filter(({ name }) => name.toLowerCase() === type?.key.toLowerCase())
    .flatMap(({ conditionKeys }) => conditionKeys);
  return said.some((key) => own.includes(key)) ? said : [...own, ...said];
}

/** Tells if AWS's page gives keys of the action to some of its types alone. */
const tellsTypes = ({ resourceTypes, conditionKeys }: SourceAction, given: readonly Keys[]): boolean =>
  resourceTypes.some(({ conditionKeys: said }) => said.length > 0) &&
  given.flat().some((key) => !conditionKeys.includes(key) && !given.every((keys) => keys.includes(key)));
