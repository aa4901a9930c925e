/** The parts of botocore's models that the services around IAM have here: `selections` names them. */

import type { ServiceModel } from '../shapes.ts';
import { type BotoModel, modelOf, readBoto } from './botocore.ts';
import { type Selection, selections } from './selections.ts';
import { used } from './used.ts';

export const readAround = (folder: string): readonly (readonly [string, ServiceModel])[] =>
  Object.entries(selections).map(([service, selection]) => [
    service,
    selected(service, readBoto(folder, service, selection.version), selection),
  ]);

/** Returns the part of a model that a selection names. Its errors are the business of the operations. */
function selected(service: string, boto: BotoModel, { operations, shapes = {} }: Selection): ServiceModel {
  const kept: BotoModel = { ...boto, operations: {}, shapes: structuredClone(boto.shapes) };
  const keep = (name: string, members: readonly string[]): void => {
    const shape = kept.shapes[name];
    const unknown = members.find((member) => !shape?.members?.[member]);
    if (!shape?.members || unknown !== undefined)
      throw new Error(`${service}: no member ${name}.${unknown ?? ''}`);
    shape.members = Object.fromEntries(
      Object.entries(shape.members).filter(([member]) => members.includes(member)),
    );
    if (shape.required) shape.required = shape.required.filter((member) => members.includes(member));
  };
  for (const [name, members] of Object.entries(shapes)) keep(name, members.split(' '));
  for (const [name, text] of Object.entries(operations)) {
    const operation = boto.operations[name];
    if (!operation) throw new Error(`${service} has no operation ${name}`);
    const [input = '', output = ''] = text.split('|').map((half) => half.trim());
    const half = (wanted: string, shape: string | undefined) => {
      if (shape === undefined || (wanted === '' && kept.shapes[shape]?.required === undefined)) return {};
      if (wanted !== '*') keep(shape, wanted.split(' ').filter(Boolean));
      return { shape };
    };
    const [taken, given] = [half(input, operation.input?.shape), half(output, operation.output?.shape)];
    kept.operations[name] = {
      ...('shape' in taken ? { input: taken as { shape: string } } : {}),
      ...('shape' in given ? { output: given as { shape: string } } : {}),
    };
  }
  return { ...used(modelOf(service, kept)), errors: {} };
}
