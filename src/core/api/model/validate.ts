/**
 * Validates input against the API model, with AWS's texts (E-78). The result holds only members that the
 * model knows, in the model's types. Members that AWS ignores (unknown members, 8.2) are dropped.
 */

import { parseArn } from '../../model/arn.ts';
import { type AwsError, isoSeconds } from '../../model/request/request.ts';
import { type Result, err, ok } from '../../model/result.ts';
import { errorTexts } from '../errors/texts.ts';
import type { IntegerShape, ListShape, ServiceModel, Shape, StringShape, StructureShape } from './shapes.ts';

export function validate(
  model: ServiceModel,
  shapeName: string | undefined,
  params: unknown,
): Result<Readonly<Record<string, unknown>>, AwsError> {
  const run = new Validation(model);
  const value = shapeName === undefined ? {} : run.visit(shapeName, params ?? {}, '');
  const error = run.error();
  return error ? err(error) : ok(value as Record<string, unknown>);
}

/** Paths have a text of their own instead of the pattern's (N-41). */
const pathShapes = new Set(['pathType', 'policyPathType']);
const badPath =
  'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.';

class Validation {
  readonly #model: ServiceModel;
  /** W-01: IAM's texts repeat neither the value nor the values of an enum; the others do. */
  readonly #isTerse: boolean;
  readonly #failures: string[] = [];
  #malformed: string | undefined;
  #other: string | undefined;

  constructor(model: ServiceModel) {
    this.#model = model;
    this.#isTerse = model.service === 'iam';
  }

  /** Returns wrong types first, since they cannot be read at all; then all broken constraints in one text. */
  error(): AwsError | undefined {
    if (this.#malformed !== undefined)
      return { code: 'MalformedInput', status: 400, message: this.#malformed };
    const count = this.#failures.length;
    if (count > 0) {
      const noun = count === 1 ? 'validation error' : 'validation errors';
      return validationError(`${count} ${noun} detected: ${this.#failures.join('; ')}`);
    }
    return this.#other === undefined ? undefined : validationError(this.#other);
  }

  visit(name: string, value: unknown, at: string): unknown {
    const shape = this.#model.shapes[name];
    if (!shape) throw new Error(`shape \`${name}\` is not in the model of \`${this.#model.service}\``);
    switch (shape.type) {
      case 'structure':
        return this.#structure(shape, value, at);
      case 'list':
        return this.#list(shape, value, at);
      case 'map':
        return this.#map(shape, value, at);
      case 'string':
        return this.#string(name, shape, value, at);
      case 'integer':
      case 'long':
        return this.#integer(shape, value, at);
      case 'boolean':
        return this.#boolean(value, at);
      case 'timestamp':
        // JSON services write seconds since the epoch.
        if (typeof value === 'number' && Math.abs(value) < 1e11) return isoSeconds(value * 1000);
        return typeof value === 'string' ? value : this.#wrongType(at, 'a date');
      case 'blob':
        return typeof value === 'string' ? value : this.#wrongType(at, 'text');
      case 'float':
      case 'double':
        return typeof value === 'number' ? value : this.#wrongType(at, 'a number');
    }
  }

  #structure(shape: StructureShape, value: unknown, at: string): unknown {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return this.#wrongType(at, 'a structure');
    const given = value as Record<string, unknown>;
    const read: Record<string, unknown> = {};
    for (const [member, of] of Object.entries(shape.members)) {
      const path = at === '' ? lowerFirst(member) : `${at}.${lowerFirst(member)}`;
      const part = Object.hasOwn(given, member) ? given[member] : undefined;
      if (part !== undefined && part !== null) {
        read[member] = this.visit(of, part, path);
        if (member === 'PolicyArn' && at === '') this.#policyArn(part);
      } else if (shape.required?.includes(member)) this.#fail('null', path, notNull);
    }
    if (this.#model.strict) {
      const unknown = Object.keys(given).find((key) => !Object.hasOwn(shape.members, key));
      if (unknown !== undefined)
        this.#malformed ??= `unknown member \`${unknown}\`${at === '' ? '' : ` at \`${at}\``}`;
    }
    return read;
  }

  /** W-03: IAM reads the ARN of a managed policy together with the input, after all constraints. */
  #policyArn(value: unknown): void {
    if (typeof value === 'string' && this.#model.service === 'iam' && !parseArn(value))
      this.#other ??= errorTexts.unreadableArn;
  }

  #list(shape: ListShape, value: unknown, at: string): unknown {
    if (!Array.isArray(value)) return this.#wrongType(at, 'a list');
    this.#length(value.length, shape, shown(value), at);
    const before = this.#failures.length;
    const parts = value.map((part, i) => this.visit(shape.member, part, `${at}.${i + 1}.member`));
    const member = this.#model.shapes[shape.member];
    if (this.#failures.length > before && member?.type === 'string') {
      this.#failures.length = before;
      const constraints = [...constraintsOf(member), ...(this.#isTerse ? [notNull] : [])];
      this.#fail(shown(value), at, `Member must satisfy constraint: [${constraints.join(', ')}]`);
    }
    return parts;
  }

  #map(shape: Shape & { type: 'map' }, value: unknown, at: string): unknown {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return this.#wrongType(at, 'a map');
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [
        this.visit(shape.key, key, `${at}.key`),
        this.visit(shape.value, part, `${at}.${key}`),
      ]),
    );
  }

  #string(name: string, shape: StringShape, value: unknown, at: string): unknown {
    if (typeof value !== 'string') return this.#wrongType(at, 'text');
    // Lengths count code points (8.2 [obs]).
    const length = shape.max === undefined && shape.min === undefined ? 0 : [...value].length;
    const text = shape.sensitive ? undefined : `'${value}'`;
    this.#length(length, shape, text, at);
    if (shape.enum && !shape.enum.includes(value)) {
      const values = this.#isTerse ? '' : `: [${shape.enum.join(', ')}]`;
      this.#fail(text, at, `Member must satisfy enum value set${values}`);
    }
    if (shape.pattern !== undefined && !compiledPattern(shape.pattern).test(value)) {
      if (pathShapes.has(name)) this.#other ??= badPath;
      else this.#fail(text, at, matching(shape.pattern));
    }
    return value;
  }

  #integer(shape: IntegerShape, value: unknown, at: string): unknown {
    // The wire carries text: `+900` and `0900` are read as 900 (8.2 [obs]).
    const number = typeof value === 'string' && /^[+-]?\d+$/.test(value) ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isSafeInteger(number)) return this.#wrongType(at, 'an integer');
    const text = `'${number}'`;
    if (shape.min !== undefined && number < shape.min) {
      this.#fail(text, at, `Member must have value greater than or equal to ${shape.min}`);
    }
    if (shape.max !== undefined && number > shape.max) {
      this.#fail(text, at, `Member must have value less than or equal to ${shape.max}`);
    }
    return number;
  }

  #boolean(value: unknown, at: string): unknown {
    if (value === true || value === 'true') return true;
    if (value === false || value === 'false') return false;
    return this.#wrongType(at, '`true` or `false`');
  }

  #length(
    length: number,
    { min, max }: { min?: number; max?: number },
    text: string | undefined,
    at: string,
  ): void {
    if (max !== undefined && length > max) {
      this.#fail(text, at, notLonger(max));
    }
    if (min !== undefined && length < min) {
      this.#fail(text, at, notShorter(min));
    }
  }

  #fail(value: string | undefined, at: string, constraint: string): void {
    const shownValue = value === undefined || this.#isTerse ? 'Value' : `Value ${value}`;
    this.#failures.push(`${shownValue} at '${at}' failed to satisfy constraint: ${constraint}`);
  }

  #wrongType(at: string, wanted: string): undefined {
    this.#malformed ??= `\`${at || 'parameters'}\` must be ${wanted}`;
    return undefined;
  }
}

const notNull = 'Member must not be null';
const notLonger = (max: number): string => `Member must have length less than or equal to ${max}`;
const notShorter = (min: number): string => `Member must have length greater than or equal to ${min}`;
const matching = (pattern: string): string => `Member must satisfy regular expression pattern: ${pattern}`;

/** Returns all constraints of a text, as AWS lists them when one text in a list breaks one of them. */
const constraintsOf = ({ max, min, pattern }: StringShape): string[] => [
  ...(max === undefined ? [] : [notLonger(max)]),
  ...(min === undefined ? [] : [notShorter(min)]),
  ...(pattern === undefined ? [] : [matching(pattern)]),
];

const validationError = (message: string): AwsError => ({ code: 'ValidationError', status: 400, message });

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

const shown = (value: readonly unknown[]): string =>
  `'[${value.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(', ')}]'`;

const patterns = new Map<string, RegExp>();

/** The model's patterns are AWS's own (Java syntax that ECMAScript shares) and must match the whole value. */
export function compiledPattern(pattern: string): RegExp {
  let regExp = patterns.get(pattern);
  if (!regExp) {
    regExp = new RegExp(`^(?:${pattern})$`, pattern.includes('\\p{') ? 'u' : '');
    patterns.set(pattern, regExp);
  }
  return regExp;
}
