/** Values for what a question leaves open. A check that shows one says nothing about the question. */

import type { ServiceModel, StringShape } from '../model/shapes.ts';
import { compiledPattern } from '../model/validate.ts';

const candidates: readonly string[] = [
  'stand-in',
  '/',
  '/stand-in/',
  'arn:aws:iam::111122223333:role/stand-in',
  'v1',
  '1',
  '000000',
  'o-standinstandin',
  'r-aaaa',
  'ou-aaaa-standinstandin',
  '000000000000',
  'stand-in@example.com',
  'car-standinstandin',
  'h-standinstandin',
  'rt-standinstandin',
  'rp-aaaa',
  'p-standinstandin',
  'AAAAAAAAAAAAAAAA',
  'https://stand-in',
  'a'.repeat(32),
  'o-standinstandin/r-aaaa/',
  'arn:aws:lambda:us-east-1:111122223333:function:stand-in',
  'arn:aws:lambda:us-east-1:111122223333:function:stand-in:1',
  'arn:aws:s3:::stand-in',
  'lambda:InvokeFunction',
  '+1',
  'a.b',
  'aa',
  'RS256',
];

function textFor(shape: StringShape): string | undefined {
  if (shape.enum) return shape.enum[0];
  const least = Math.max(1, shape.min ?? 1);
  return [...candidates, ...['a', 'A', '1'].map((one) => one.repeat(least))].find((text) =>
    takes(shape, text),
  );
}

/** Tells if a text was made up here, rather than being one of the values that the model takes. */
export const isFree = (text: string): boolean => isCandidate.has(text) || /^(.)\1*$/.test(text);
const isCandidate = new Set(candidates);

export const takes = ({ min = 0, max = Infinity, pattern }: StringShape, text: string): boolean =>
  text.length >= min && text.length <= max && (pattern === undefined || compiledPattern(pattern).test(text));

/** Returns the smallest value of a shape; with `full`, structures have all their members. */
export function standIn(model: ServiceModel, name: string, full = false, depth = 0): unknown {
  const shape = model.shapes[name];
  switch (shape?.type) {
    case 'structure':
      return Object.fromEntries(
        Object.entries(shape.members)
          .filter(([member]) => shape.required?.includes(member) || (full && depth < 4))
          .map(([member, of]) => [member, standIn(model, of, full, depth + 1)]),
      );
    case 'list':
      return Array.from({ length: Math.max(1, shape.min ?? 1) }, () =>
        standIn(model, shape.member, full, depth + 1),
      );
    case 'map':
      return {};
    case 'string':
      return textFor(shape);
    case 'integer':
    case 'long':
      return shape.min ?? 1;
    case 'boolean':
      return true;
    case 'timestamp':
      return '2026-01-31T12:00:00Z';
    default:
      return 'AA==';
  }
}

export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
