/** Small parts that all sections of a scenario file use for reading and writing. */

import { type ScenarioDocument, type ScenarioQuestion, type ScenarioTag } from './format.ts';
import { type Shape } from '../json/shape.ts';

export const accountId = (shape: Shape) => shape.matching(/^\d{12}$/, 'an account id of 12 digits');
export const name = (shape: Shape) =>
  shape.matching(/^[\w+=,.@-]{1,128}$/, 'a name of letters, digits and `+=,.@_-`');
export const date = (shape: Shape) =>
  shape.matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, 'a date like `2026-01-31T12:00:00Z`');
export const arn = (shape: Shape) => shape.matching(/^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/s, 'an ARN');

export const place = (shape: Shape) =>
  shape.matching(/^#\/[^\s"'<>\\]{1,2000}$/, 'an address like `#/graph`');

/** Reads a free-form object. Its members may have any name, `__proto__` too. */
export function record<T>(shape: Shape, read: (value: Shape) => T): Record<string, T> {
  return Object.fromEntries(Object.keys(shape.object()).map((key) => [key, read(shape.member(key))]));
}

/** Returns `{ [member]: read(value) }`, or `{}` when the member is absent. */
export function given<K extends string, T>(
  shape: Shape,
  member: K,
  read: (value: Shape) => T,
): { [Key in K]?: T } {
  const value = shape.optional(member);
  return value ? ({ [member]: read(value) } as { [Key in K]: T }) : {};
}

export const scenarioTags = (shape: Shape): ScenarioTag[] =>
  shape.items('tags').map((tag) => {
    tag.only('key', 'value');
    return { key: tag.member('key').text(), value: tag.member('value').text() };
  });

export function policyDocument(shape: Shape): ScenarioDocument {
  if (typeof shape.value === 'string') return shape.value;
  return shape.object();
}

export function question(shape: Shape): ScenarioQuestion {
  shape.only('principal', 'action', 'resource', 'context');
  return {
    principal: shape.member('principal').text(),
    action: shape.member('action').text(),
    resource: shape.member('resource').text(),
    ...given(shape, 'context', (context) => record(context, (value) => textOrTexts(value))),
  };
}

const textOrTexts = (shape: Shape) =>
  Array.isArray(shape.value) ? shape.list().map((item) => item.text()) : shape.text();

/** Returns `{ [key]: value }`, or `{}` when reading would fill in the value. */
export const unless = <K extends string, T>(value: T, usual: T, key: K): { [Key in K]?: T } =>
  value === usual ? {} : ({ [key]: value } as { [Key in K]: T });
