/**
 * Joins two sources into one model: a base that knows constraints (botocore, or the committed model) and an SDK
 * client that knows the newest operations, members and values. `documented.ts` has constraints of the new members.
 */

import type { OperationModel, ServiceModel, Shape, StructureShape } from '../shapes.ts';
import type { Constraints, Documented } from './documented.ts';
import type { SdkClient, SdkStructure, SdkType } from './sdk.ts';
import { defined } from '#core/model/defined.ts';

export interface JoinedModel {
  readonly model: ServiceModel;
  /** Entries of the documented constraints that no new member needed. */
  readonly unused: readonly string[];
}

export function join(base: ServiceModel, sdk: SdkClient, documented: Documented): JoinedModel {
  const joining = new Joining(base, sdk, documented);
  const operations: Record<string, OperationModel> = { ...base.operations };
  for (const [name, { input, output }] of Object.entries(sdk.operations)) {
    operations[name] ??= {
      ...defined({ input, output }),
    };
  }
  const errors = { ...base.errors };
  for (const [code, error] of Object.entries(sdk.errors)) errors[code] ??= error;
  const shapes = joining.shapes();
  return { model: usedModel({ ...base, operations, shapes, errors }), unused: joining.unused() };
}

class Joining {
  readonly #shapes: Record<string, Shape>;
  readonly #sdk: SdkClient;
  readonly #documented: Documented;
  readonly #read = new Set<string>();

  constructor(base: ServiceModel, sdk: SdkClient, documented: Documented) {
    this.#shapes = { ...base.shapes };
    this.#sdk = sdk;
    this.#documented = documented;
  }

  shapes(): Record<string, Shape> {
    for (const [name, values] of Object.entries(this.#sdk.enums)) {
      const shape = this.#shapes[this.#enumShape(name)];
      const known = shape?.type === 'string' ? (shape.enum ?? []) : [];
      this.#shapes[this.#enumShape(name)] = {
        type: 'string',
        enum: [...known, ...values.filter((value) => !known.includes(value))],
      };
    }
    for (const [name, structure] of Object.entries(this.#sdk.structures)) this.#structure(name, structure);
    return this.#shapes;
  }

  unused = (): string[] => Object.keys(this.#documented).filter((key) => !this.#read.has(key));

  /** The base writes some names with a small letter (`statusType`), the client all with a capital one. */
  #enumShape(name: string): string {
    const small = name.charAt(0).toLowerCase() + name.slice(1);
    return this.#shapes[small]?.type === 'string' ? small : name;
  }

  #structure(name: string, { members, required, sensitive }: SdkStructure): void {
    const base = this.#shapes[name] as StructureShape | undefined;
    const joined: Record<string, string> = { ...base?.members };
    for (const [member, type] of Object.entries(members))
      joined[member] ??= this.#shapeOf(`${name}.${member}`, member, type);
    // The base's order, because a text that lists broken constraints follows it.
    const needed = Object.keys(joined).filter((member) => required.includes(member));
    const order = base?.required?.every((member) => required.includes(member)) ? base.required : [];
    this.#shapes[name] = {
      type: 'structure',
      members: joined,
      ...(needed.length > 0 ? { required: [...new Set([...order, ...needed])] } : {}),
      ...(base?.sensitive || sensitive ? { sensitive: true } : {}),
    };
  }

  /** Returns the name of a member's shape, and makes the shape if the base has none. */
  #shapeOf(path: string, member: string, type: SdkType): string {
    if (type.kind === 'structure') return type.name;
    const [key, documented] = this.#find(path, member);
    if (typeof documented === 'string') {
      if (!this.#shapes[documented]) throw new Error(`${path}: the base has no shape \`${documented}\``);
      return documented;
    }
    if (type.name !== undefined && this.#shapes[type.name]) return type.name;
    const enumName = this.#sdk.enumOf[path];
    if (type.kind === 'string' && enumName !== undefined) return this.#enumShape(enumName);
    const name = type.name ?? (documented ? shapeName(key) : unnamed(type));
    this.#shapes[name] ??= this.#made(path, type, documented ?? {});
    return name;
  }

  #made(path: string, type: SdkType, constraints: Constraints): Shape {
    const part = (key: string, of: SdkType) => this.#shapeOf(`${path}.${key}`, key, of);
    switch (type.kind) {
      case 'list':
        return { type: 'list', member: part('member', type.member), ...constraints };
      case 'map':
        return { type: 'map', key: part('key', type.key), value: part('value', type.value) };
      case 'structure':
        throw new Error(`structure \`${type.name}\` is made elsewhere`);
      default:
        return { type: type.kind, ...constraints, ...(type.sensitive ? { sensitive: true } : {}) };
    }
  }

  /** Returns what is documented for a member: for this one, or for every member of its name. */
  #find(...keys: readonly string[]): readonly [string, Constraints | string | undefined] {
    const key = keys.find((one) => Object.hasOwn(this.#documented, one));
    if (key === undefined) return ['', undefined];
    this.#read.add(key);
    return [key, this.#documented[key]];
  }
}

/** Names a shape after the documented member, like `delegationRequestIdType`. */
const shapeName = (key: string): string =>
  key.includes('.') ? key : `${key.charAt(0).toLowerCase()}${key.slice(1)}Type`;

/** Lists, maps and scalars that have no name are the same shape wherever they hold the same. */
function unnamed(type: SdkType): string {
  if (type.kind === 'list') return `${unnamed(type.member)}List`;
  if (type.kind === 'map') return `${unnamed(type.value)}Map`;
  return type.name ?? type.kind;
}

export function usedModel(model: ServiceModel): ServiceModel {
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
