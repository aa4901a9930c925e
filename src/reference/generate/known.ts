/** Lists the names in models, actions and policies, so that two states of them can be compared. */

import type { ServiceModel } from '../../core/api/model/shapes.ts';
import type { CompactPolicy, CompactService } from '../compact.ts';
import type { KnownNames } from './report.ts';

export interface ReferenceState {
  readonly models: readonly ServiceModel[];
  readonly services: readonly CompactService[];
  readonly policies: readonly CompactPolicy[];
}

const names = (all: readonly string[]): ReadonlyMap<string, string> => new Map(all.map((name) => [name, '']));

export function knownOf({ models, services, policies }: ReferenceState): KnownNames {
  const inShapes = (pick: (model: ServiceModel, name: string) => readonly string[]) =>
    names(models.flatMap((model) => Object.keys(model.shapes).flatMap((name) => pick(model, name))));
  return {
    operations: names(
      models.flatMap(({ service, operations }) =>
        Object.keys(operations).map((name) => `${service}:${name}`),
      ),
    ),
    members: inShapes(({ service, shapes }, name) => {
      const shape = shapes[name];
      if (shape?.type !== 'structure') return [];
      return Object.keys(shape.members).map((member) => `${service}:${name}.${member}`);
    }),
    'enum values': inShapes(({ service, shapes }, name) => {
      const shape = shapes[name];
      return shape?.type === 'string' ? (shape.enum ?? []).map((value) => `${service}:${name}.${value}`) : [];
    }),
    'error codes': names(
      models.flatMap(({ service, errors }) => Object.keys(errors).map((code) => `${service}:${code}`)),
    ),
    actions: names(services.flatMap(([prefix, , , actions]) => actions.map(([name]) => `${prefix}:${name}`))),
    'managed policies': new Map(
      policies.map(([path, name, version]) => [`${path}${name}`.slice(1), version]),
    ),
  };
}
