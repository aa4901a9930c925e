/**
 * Reads the newest operations, members, values and error codes from an installed SDK client (Apache-2.0). A
 * client exports its schemas as arrays, `[kind, namespace, name, traits, …]`, and its enums as objects. Which
 * member has which enum stands only in its type declarations.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import type { ErrorModel } from '../shapes.ts';

type Scalar = 'string' | 'integer' | 'boolean' | 'timestamp' | 'blob';

/** A scalar, a list or a map of something, or the name of a structure. */
export type SdkType =
  | { readonly kind: Scalar; readonly name?: string; readonly sensitive?: true }
  | { readonly kind: 'list'; readonly name?: string; readonly member: SdkType }
  | { readonly kind: 'map'; readonly name?: string; readonly key: SdkType; readonly value: SdkType }
  | { readonly kind: 'structure'; readonly name: string };

export interface SdkStructure {
  readonly members: Readonly<Record<string, SdkType>>;
  readonly required: readonly string[];
  readonly sensitive?: true;
}

export interface SdkClient {
  readonly version: string;
  readonly operations: Readonly<Record<string, { readonly input?: string; readonly output?: string }>>;
  readonly structures: Readonly<Record<string, SdkStructure>>;
  readonly errors: Readonly<Record<string, ErrorModel>>;
  readonly enums: Readonly<Record<string, readonly string[]>>;
  /** `Structure.Member` → the name of its enum. */
  readonly enumOf: Readonly<Record<string, string>>;
}

/** A schema's kinds, as Smithy's runtime numbers them. */
const kinds = { list: 1, map: 2, structure: 3, union: 4, operation: 9, error: -3 } as const;
const scalars: Readonly<Record<number, Scalar>> = {
  0: 'string',
  1: 'integer',
  2: 'boolean',
  4: 'timestamp',
  5: 'timestamp',
  6: 'timestamp',
  7: 'timestamp',
  21: 'blob',
};
const listOf = 64;
const mapOf = 128;
const sensitiveTrait = 8;

type Schema = readonly [kind: number, namespace: string, name: string, traits: unknown, ...rest: unknown[]];

export function readSdk(service: string, from: string): SdkClient {
  const require = createRequire(from);
  const client = require(`@aws-sdk/client-${service}`) as Readonly<Record<string, unknown>>;
  const folder = dirname(dirname(require.resolve(`@aws-sdk/client-${service}`)));
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  const schemas = Object.entries(client).flatMap(([name, value]) =>
    name.endsWith('$') && Array.isArray(value) ? [value as unknown as Schema] : [],
  );
  const ofKind = (...wanted: number[]) => schemas.filter(([kind]) => wanted.includes(kind));
  const enums = enumsOf(client);
  return {
    version,
    operations: Object.fromEntries(
      ofKind(kinds.operation).map(([, , name, , input, output]) => [
        name,
        { ...half('input', input), ...half('output', output) },
      ]),
    ),
    structures: Object.fromEntries(
      ofKind(kinds.structure, kinds.union).map((schema) => [schema[2], structureOf(schema)]),
    ),
    errors: Object.fromEntries(ofKind(kinds.error).flatMap(errorOf)),
    enums,
    enumOf: declaredEnums(join(folder, 'dist-types', 'models'), enums),
  };
}

const half = (side: 'input' | 'output', given: unknown) => {
  const type = typeOf(given);
  return type?.kind === 'structure' ? { [side]: type.name } : {};
};

function structureOf([kind, , , traits, names, types, required]: Schema): SdkStructure {
  const all = names as readonly string[];
  const members = all.map((name, i) => {
    const type = typeOf((types as readonly unknown[])[i]);
    if (!type) throw new Error(`member \`${name}\` has a schema that write/sdk.ts does not know`);
    return [name, type] as const;
  });
  const needed = kind === kinds.structure && typeof required === 'number' ? required : 0;
  return { members: Object.fromEntries(members), required: all.slice(0, needed), ...sensitive(traits) };
}

/** Errors without a trait are sent under their own name; the base class of all has no status and is none. */
function errorOf([, , name, traits]: Schema): readonly (readonly [string, ErrorModel])[] {
  if (typeof traits !== 'object' || traits === null) return [];
  const { awsQueryError, httpError } = traits as { awsQueryError?: [string, number]; httpError?: number };
  return [[awsQueryError?.[0] ?? name, { status: httpError ?? 400, shape: name }]];
}

/** Returns the type of a schema, of a function that returns it, or of a pair of it and its traits. */
function typeOf(given: unknown): SdkType | undefined {
  const schema: unknown = typeof given === 'function' ? (given as () => unknown)() : given;
  if (typeof schema === 'number') return numberedType(schema);
  if (!Array.isArray(schema)) return undefined;
  const [kind, second, name, traits, ...rest] = schema as readonly unknown[];
  if (schema.length === 2) return typeOf(kind);
  if (typeof second !== 'string') return undefined;
  if (kind === kinds.structure || kind === kinds.union) return { kind: 'structure', name: name as string };
  if (kind === kinds.list) return { kind: 'list', name: name as string, member: known(rest[0]) };
  if (kind === kinds.map)
    return { kind: 'map', name: name as string, key: known(rest[0]), value: known(rest[1]) };
  const scalar = kind === 0 ? typeOf(rest[0]) : undefined;
  return scalar && { ...scalar, name: name as string, ...sensitive(traits) };
}

function numberedType(schema: number): SdkType | undefined {
  if (schema >= mapOf) return { kind: 'map', key: { kind: 'string' }, value: known(schema - mapOf) };
  if (schema >= listOf) return { kind: 'list', member: known(schema - listOf) };
  const kind = scalars[schema];
  return kind && { kind };
}

function known(given: unknown): SdkType {
  const type = typeOf(given);
  if (!type) throw new Error(`schema \`${String(given)}\` is not known: extend write/sdk.ts`);
  return type;
}

const sensitive = (traits: unknown) => (traits === sensitiveTrait ? { sensitive: true as const } : {});

function enumsOf(client: Readonly<Record<string, unknown>>): Record<string, readonly string[]> {
  const found: Record<string, readonly string[]> = {};
  for (const [name, value] of Object.entries(client)) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) continue;
    const values = Object.values(value) as unknown[];
    if (values.length > 0 && values.every((one) => typeof one === 'string')) found[name] = values;
  }
  return found;
}

function declaredEnums(folder: string, enums: SdkClient['enums']): Record<string, string> {
  const found: Record<string, string> = {};
  for (const file of readdirSync(folder).filter((name) => name.startsWith('models_'))) {
    const text = readFileSync(join(folder, file), 'utf8');
    for (const statement of ts.createSourceFile(file, text, ts.ScriptTarget.Latest).statements) {
      if (!ts.isInterfaceDeclaration(statement)) continue;
      for (const member of statement.members) {
        if (!ts.isPropertySignature(member) || !member.type || !ts.isIdentifier(member.name)) continue;
        const name = namedType(member.type);
        if (name !== undefined && Object.hasOwn(enums, name))
          found[`${statement.name.text}.${member.name.text}`] = name;
      }
    }
  }
  return found;
}

/** Returns the name in `Name | undefined` and `Name[] | undefined`. */
function namedType(type: ts.TypeNode): string | undefined {
  if (ts.isUnionTypeNode(type)) return type.types.map(namedType).find((name) => name !== undefined);
  if (ts.isArrayTypeNode(type)) return namedType(type.elementType);
  return ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName) ? type.typeName.text : undefined;
}
