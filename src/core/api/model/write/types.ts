/** Writes types of inputs and outputs, so that the compiler checks operations against the model. */

import type { ServiceModel } from '../shapes.ts';

const noMembers = 'Readonly<Record<string, never>>';

export function typesOf(service: string, model: ServiceModel): string {
  const prefix = upperFirst(service);
  const ref = (name: string): string => {
    const shape = model.shapes[name];
    switch (shape?.type) {
      case 'structure':
        return upperFirst(name);
      case 'list':
        return `readonly ${ref(shape.member).includes('|') ? `(${ref(shape.member)})` : ref(shape.member)}[]`;
      case 'map':
        return `Readonly<Record<string, ${ref(shape.value)}>>`;
      case 'integer':
      case 'long':
      case 'float':
      case 'double':
        return 'number';
      case 'boolean':
        return 'boolean';
      case 'string':
        return shape.enum ? shape.enum.map((value) => JSON.stringify(value)).join(' | ') : 'string';
      default:
        return 'string';
    }
  };
  const lines: string[] = [];
  for (const [name, shape] of Object.entries(model.shapes)) {
    if (shape.type !== 'structure') continue;
    const members = Object.entries(shape.members);
    if (members.length === 0) {
      lines.push(`export type ${upperFirst(name)} = ${noMembers};`);
      continue;
    }
    lines.push(`export interface ${upperFirst(name)} {`);
    for (const [member, of] of members) {
      lines.push(`  readonly ${member}${shape.required?.includes(member) ? '' : '?'}: ${ref(of)};`);
    }
    lines.push('}');
  }
  for (const side of ['input', 'output'] as const) {
    lines.push(`export interface ${prefix}${side === 'input' ? 'Inputs' : 'Outputs'} {`);
    for (const [name, operation] of Object.entries(model.operations)) {
      const shape = operation[side];
      lines.push(`  readonly ${name}: ${shape === undefined ? noMembers : upperFirst(shape)};`);
    }
    lines.push('}');
  }
  return `${lines.join('\n')}\n`;
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
