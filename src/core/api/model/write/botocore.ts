/**
 * Reads botocore's API models (Apache-2.0), as Debian's package python3-botocore installs them. They carry every
 * constraint, but are older than the newest SDK clients.
 */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { ErrorModel, OperationModel, ServiceModel, Shape } from '../shapes.ts';
import { defined } from '#core/model/defined.ts';

interface BotoShape {
  type: string;
  members?: Record<string, { shape: string }>;
  member?: { shape: string };
  key?: { shape: string };
  value?: { shape: string };
  required?: string[];
  min?: number;
  max?: number;
  pattern?: string;
  enum?: string[];
  sensitive?: boolean;
  exception?: boolean;
  error?: { code: string; httpStatusCode: number };
}
export interface BotoModel {
  metadata: { apiVersion: string; endpointPrefix: string; targetPrefix?: string };
  operations: Record<string, { input?: { shape: string }; output?: { shape: string } }>;
  shapes: Record<string, BotoShape>;
}

export const defaultFolder = '/usr/lib/python3/dist-packages/botocore/data';

export function readBoto(folder: string, service: string, version: string): BotoModel {
  const path = join(folder, service, version, 'service-2.json');
  const text = existsSync(path) ? readFileSync(path) : gunzipSync(readFileSync(`${path}.gz`));
  return JSON.parse(text.toString('utf8')) as BotoModel;
}

/** Exceptions without an `error` trait are sent under their own name, as sender faults. */
const errorCode = (name: string, shape: BotoShape): string => shape.error?.code ?? name;

function shapeOf(boto: BotoShape): Shape {
  const { min, max, pattern } = boto;
  const range = { ...defined({ min, max }) };
  const sensitive = boto.sensitive ? { sensitive: true as const } : {};
  switch (boto.type) {
    case 'string':
      return {
        type: 'string',
        ...range,
        ...defined({ pattern, enum: boto.enum }),
        ...sensitive,
      };
    case 'integer':
    case 'long':
      return { type: boto.type, ...range };
    case 'list':
      return { type: 'list', member: boto.member?.shape ?? '', ...range };
    case 'map':
      return { type: 'map', key: boto.key?.shape ?? '', value: boto.value?.shape ?? '' };
    case 'structure': {
      const members = Object.entries(boto.members ?? {}).map(
        ([name, member]) => [name, member.shape] as const,
      );
      return {
        type: 'structure',
        members: Object.fromEntries(members),
        ...(boto.required?.length ? { required: boto.required } : {}),
        ...sensitive,
      };
    }
    case 'boolean':
    case 'timestamp':
    case 'float':
    case 'double':
    case 'blob':
      return { type: boto.type, ...sensitive };
    default:
      throw new Error(`shape type \`${boto.type}\` is not supported: extend write/botocore.ts`);
  }
}

export function modelOf(service: string, boto: BotoModel): ServiceModel {
  const operations: Record<string, OperationModel> = {};
  for (const [name, { input, output }] of Object.entries(boto.operations)) {
    operations[name] = {
      ...(input ? { input: input.shape } : {}),
      ...(output ? { output: output.shape } : {}),
    };
  }
  const shapes: Record<string, Shape> = {};
  const errors: Record<string, ErrorModel> = {};
  for (const [name, shape] of Object.entries(boto.shapes)) {
    if (!shape.exception) shapes[name] = shapeOf(shape);
    else errors[errorCode(name, shape)] = { status: shape.error?.httpStatusCode ?? 400, shape: name };
  }
  return {
    service,
    apiVersion: boto.metadata.apiVersion,
    eventSource: `${boto.metadata.endpointPrefix}.amazonaws.com`,
    ...defined({ targetPrefix: boto.metadata.targetPrefix }),
    operations,
    shapes,
    errors,
  };
}
