/** Drops the shapes that no operation reaches. */

import type { ServiceModel, Shape } from '../shapes.ts';

export function used(model: ServiceModel): ServiceModel {
  const shapes: Record<string, Shape> = {};
  const visit = (name: string): void => {
    const shape = model.shapes[name];
    if (!shape || shapes[name]) return;
    shapes[name] = shape;
    if (shape.type === 'list') visit(shape.member);
    if (shape.type === 'map') [shape.key, shape.value].forEach(visit);
    if (shape.type === 'structure') Object.values(shape.members).forEach(visit);
  };
  for (const { input, output } of Object.values(model.operations))
    [input, output].forEach((name) => name !== undefined && visit(name));
  return { ...model, shapes };
}
