/**
 * Writes src/core/api/model/generated from the API models in botocore (Apache-2.0), as Debian's package
 * python3-botocore installs them. Run it by hand (`npx tsx src/core/api/model/write-models.ts [FOLDER]`) when
 * AWS changes the API, and commit the output. This file is not shipped.
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type Selection, selections } from './selections.ts';
import type { ErrorModel, OperationModel, Paginator, ServiceModel, Shape } from './shapes.ts';

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
interface BotoModel {
  metadata: { apiVersion: string; endpointPrefix: string; targetPrefix?: string };
  operations: Record<
    string,
    { input?: { shape: string }; output?: { shape: string }; errors?: { shape: string }[] }
  >;
  shapes: Record<string, BotoShape>;
}
interface BotoPaginators {
  pagination: Record<string, { result_key: string | string[] }>;
}

const defaultFolder = '/usr/lib/python3/dist-packages/botocore/data';

function readJson(path: string): unknown {
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8'));
  return JSON.parse(gunzipSync(readFileSync(`${path}.gz`)).toString('utf8'));
}

/** Exceptions without an `error` trait are sent under their own name, as sender faults. */
const errorCode = (name: string, shape: BotoShape): string => shape.error?.code ?? name;

function shapeOf(boto: BotoShape): Shape {
  const { min, max, pattern } = boto;
  const range = { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
  const sensitive = boto.sensitive ? { sensitive: true as const } : {};
  switch (boto.type) {
    case 'string':
      return {
        type: 'string',
        ...range,
        ...(pattern === undefined ? {} : { pattern }),
        ...(boto.enum ? { enum: boto.enum } : {}),
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
      throw new Error(`shape type \`${boto.type}\` is not supported: extend write-models.ts`);
  }
}

function modelOf(service: string, boto: BotoModel, paginators: BotoPaginators): ServiceModel {
  const operations: Record<string, OperationModel> = {};
  for (const [name, op] of Object.entries(boto.operations)) {
    const errors = (op.errors ?? []).map(({ shape }) => errorCode(shape, boto.shapes[shape] ?? { type: '' }));
    operations[name] = {
      ...(op.input ? { input: op.input.shape } : {}),
      ...(op.output ? { output: op.output.shape } : {}),
      ...(errors.length ? { errors } : {}),
    };
  }
  const shapes: Record<string, Shape> = {};
  const errors: Record<string, ErrorModel> = {};
  for (const [name, shape] of Object.entries(boto.shapes)) {
    if (!shape.exception) shapes[name] = shapeOf(shape);
    else errors[errorCode(name, shape)] = { status: shape.error?.httpStatusCode ?? 400, shape: name };
  }
  const pages: Record<string, Paginator> = {};
  for (const [name, { result_key }] of Object.entries(paginators.pagination)) {
    pages[name] = { results: typeof result_key === 'string' ? [result_key] : result_key };
  }
  return {
    service,
    apiVersion: boto.metadata.apiVersion,
    eventSource: `${boto.metadata.endpointPrefix}.amazonaws.com`,
    ...(boto.metadata.targetPrefix === undefined ? {} : { targetPrefix: boto.metadata.targetPrefix }),
    operations,
    shapes: usedShapes(operations, shapes),
    errors,
    paginators: pages,
  };
}

function usedShapes(operations: Record<string, OperationModel>, shapes: Record<string, Shape>) {
  const used: Record<string, Shape> = {};
  const visit = (name: string): void => {
    const shape = shapes[name];
    if (!shape || used[name]) return;
    used[name] = shape;
    if (shape.type === 'list') visit(shape.member);
    if (shape.type === 'map') [shape.key, shape.value].forEach(visit);
    if (shape.type === 'structure') Object.values(shape.members).forEach(visit);
  };
  for (const { input, output } of Object.values(operations))
    [input, output].forEach((name) => name && visit(name));
  return used;
}

/** Writes types of inputs and outputs, so that the compiler checks operations against the model. */
function typesOf(service: string, model: ServiceModel): string {
  const prefix = service.charAt(0).toUpperCase() + service.slice(1);
  const typeName = (shape: string) => shape.charAt(0).toUpperCase() + shape.slice(1);
  const ref = (name: string): string => {
    const shape = model.shapes[name];
    switch (shape?.type) {
      case 'structure':
        return typeName(name);
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
  const lines = [header(service), ''];
  for (const [name, shape] of Object.entries(model.shapes)) {
    if (shape.type !== 'structure') continue;
    lines.push(`export interface ${typeName(name)} {`);
    for (const [member, of] of Object.entries(shape.members)) {
      lines.push(`  readonly ${member}${shape.required?.includes(member) ? '' : '?'}: ${ref(of)};`);
    }
    lines.push('}');
  }
  for (const side of ['input', 'output'] as const) {
    lines.push(`export interface ${prefix}${side === 'input' ? 'Inputs' : 'Outputs'} {`);
    for (const [name, op] of Object.entries(model.operations)) {
      const shape = op[side];
      lines.push(
        `  readonly ${name}: ${shape === undefined ? 'Readonly<Record<string, never>>' : typeName(shape)};`,
      );
    }
    lines.push('}');
  }
  return `${lines.join('\n')}\n`;
}

const header = (service: string) =>
  `// Generated by ../write-models.ts from botocore's model of ${service} (Apache-2.0, Amazon.com, Inc.). Do not edit.`;

const folder = process.argv[2] ?? defaultFolder;
const services = [
  ['iam', '2010-05-08'],
  ['sts', '2011-06-15'],
  ['organizations', '2016-11-28'],
] as const;
for (const [service, version] of services) {
  const path = join(folder, service, version);
  const boto = readJson(join(path, 'service-2.json')) as BotoModel;
  const paginators = readJson(join(path, 'paginators-1.json')) as BotoPaginators;
  const model = modelOf(service, boto, paginators);
  const out = join(import.meta.dirname, 'generated');
  const text = `${header(service)}\nimport type { ServiceModel } from '../shapes.ts';\n\nexport const ${service}Model: ServiceModel = ${JSON.stringify(model)};\n`;
  writeFileSync(join(out, `${service}.ts`), text);
  writeFileSync(join(out, `${service}-types.ts`), typesOf(service, model));
  process.stdout.write(
    `${service}: ${Object.keys(model.operations).length} operations, ${text.length} B, ${gzipSync(text).length} B gzip\n`,
  );
}

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
  return { ...modelOf(service, kept, { pagination: {} }), errors: {} };
}

const around = Object.entries(selections).map(([service, selection]) => {
  const boto = readJson(join(folder, service, selection.version, 'service-2.json')) as BotoModel;
  return [service, selected(service, boto, selection)] as const;
});
const aroundText =
  `${header('the services around IAM')}\nimport type { ServiceModel } from '../shapes.ts';\n\n` +
  around
    .map(([service, model]) => `export const ${service}Model: ServiceModel = ${JSON.stringify(model)};\n`)
    .join('\n');
writeFileSync(join(import.meta.dirname, 'generated', 'resources.ts'), aroundText);
process.stdout.write(`resources: ${aroundText.length} B, ${gzipSync(aroundText).length} B gzip\n`);
