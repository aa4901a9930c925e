/** The AWS JSON 1.1 protocol (Organizations): parameters as they are, dates as seconds since the epoch. */

import type { ServiceModel } from '../api/model/shapes.ts';
import type { AwsError } from '../model/request/request.ts';
import { defined } from '../model/defined.ts';

export const jsonType = 'application/x-amz-json-1.1';

/** Returns the object in the body (empty: no members); `undefined` when it is no JSON object. */
export function jsonParams(body: string): Readonly<Record<string, unknown>> | undefined {
  if (body.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Calls without output answer an empty body. */
export function responseJson(model: ServiceModel, operation: string, response: unknown): string {
  const output = model.operations[operation]?.output;
  return output === undefined ? '' : JSON.stringify(jsonValue(model, output, response));
}

export const errorJson = ({ code, message, reason: Reason }: AwsError): string =>
  JSON.stringify({ __type: code, Message: message, message, ...defined({ Reason }) });

function jsonValue(model: ServiceModel, shapeName: string, value: unknown): unknown {
  const shape = model.shapes[shapeName];
  if (shape?.type === 'timestamp') return Date.parse(String(value)) / 1000;
  if (shape?.type === 'list') return (value as unknown[]).map((one) => jsonValue(model, shape.member, one));
  if (shape?.type !== 'structure') return value;
  const given = value as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(shape.members).flatMap(([name, of]) => {
      const part = given[name];
      return part === undefined ? [] : [[name, jsonValue(model, of, part)]];
    }),
  );
}
