/**
 * The input half of the AWS Query protocol: reads the parameters of a call from a form along the shape of its
 * input. Texts stay texts; the door's shape validation makes numbers and booleans of them.
 */

import type { ServiceModel, Shape } from '../api/model/shapes.ts';
import type { FormNode } from './form.ts';

export function paramsOf(
  model: ServiceModel,
  operation: string,
  form: FormNode,
): Readonly<Record<string, unknown>> {
  const input = model.operations[operation]?.input;
  return input === undefined ? {} : ((read(model, input, form) ?? {}) as Record<string, unknown>);
}

function read(model: ServiceModel, shapeName: string, node: FormNode): unknown {
  const shape = model.shapes[shapeName];
  switch (shape?.type) {
    case 'structure':
      return structureOf(model, shape.members, node);
    case 'list':
      return listOf(model, shape.member, node);
    case 'map':
      return mapOf(model, shape, node);
    case 'float':
    case 'double':
      return node.text === undefined ? undefined : Number(node.text);
    default:
      return node.text;
  }
}

function structureOf(
  model: ServiceModel,
  members: Readonly<Record<string, string>>,
  node: FormNode,
): unknown {
  const value: Record<string, unknown> = {};
  for (const [name, of] of Object.entries(members)) {
    const part = node.parts.get(name);
    const given = part && read(model, of, part);
    if (given !== undefined) value[name] = given;
  }
  return value;
}

/** Reads `Name.member.N` in the order of N. Clients write an empty list as `Name=`. */
function listOf(model: ServiceModel, member: string, node: FormNode): unknown {
  const items = numbered(node.parts.get('member'));
  if (items.length === 0) return node.text === '' ? [] : node.text;
  return items.map((item) => read(model, member, item));
}

function mapOf(model: ServiceModel, shape: Extract<Shape, { type: 'map' }>, node: FormNode): unknown {
  const entries = numbered(node.parts.get('entry')).map((entry) => {
    const value = entry.parts.get('value');
    return [entry.parts.get('key')?.text ?? '', value && read(model, shape.value, value)] as const;
  });
  return Object.fromEntries(entries);
}

const numbered = (node: FormNode | undefined): FormNode[] =>
  [...(node?.parts ?? [])]
    .filter(([name]) => /^\d+$/.test(name))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, part]) => part);
