/**
 * Reads JSON of AWS's own commands, item by item: an entry that cannot be read is skipped and told, and the rest is
 * imported. (Files of ours are refused whole, by their schemas.) A `JsonShape` is a value and its path. Every member is asked
 * for by name, so nothing unknown is copied, and `__proto__` is a member like any other.
 *
 * INVARIANT: a `ShapeProblem` never leaves src/share. `readShape` turns it into a value with the path, for
 * which position.ts finds line and column.
 */

import { type Result, err, ok } from '../../core/model/result.ts';
import { describeValue, type Misfit, type Path } from '../../core/model/schema/fault.ts';

export class ShapeProblem extends Error {
  readonly path: Path;

  constructor(message: string, path: Path) {
    super(message);
    this.path = path;
  }
}

/** Runs a reader. A value that does not fit becomes a result; a bug of ours still throws. */
export function readShape<T>(read: () => T): Result<T, Misfit> {
  try {
    return ok(read());
  } catch (error) {
    if (error instanceof ShapeProblem) return err({ message: error.message, path: error.path });
    throw error;
  }
}

export class JsonShape {
  readonly value: unknown;
  readonly #parent: JsonShape | undefined;
  readonly #key: string | number;

  constructor(value: unknown, parent?: JsonShape, key: string | number = '') {
    this.value = value;
    this.#parent = parent;
    this.#key = key;
  }

  /** Built only when it is shown: a full account has 200,000 values and no problem. */
  get path(): Path {
    return this.#parent ? [...this.#parent.path, this.#key] : [];
  }

  fail(message: string): never {
    throw new ShapeProblem(message, this.path);
  }

  expected(what: string): never {
    return this.fail(`expected ${what}, found ${describeValue(this.value)}`);
  }

  /** Returns the member of that name; `undefined` when it is absent or `null`. */
  optional(name: string): JsonShape | undefined {
    const object = this.object();
    const value = Object.hasOwn(object, name) ? object[name] : undefined;
    return value === undefined || value === null ? undefined : new JsonShape(value, this, name);
  }

  member(name: string): JsonShape {
    return this.optional(name) ?? this.fail(`\`${name}\` is missing`);
  }

  object(): Record<string, unknown> {
    const { value } = this;
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return this.expected('an object');
    return value as Record<string, unknown>;
  }

  list(): JsonShape[] {
    const { value } = this;
    if (!Array.isArray(value)) return this.expected('a list');
    return value.map((item: unknown, index) => new JsonShape(item, this, index));
  }

  /** Returns the items of an optional list; an empty list when it is absent. */
  items(name: string): JsonShape[] {
    return this.optional(name)?.list() ?? [];
  }

  text(what = 'a text'): string {
    const { value } = this;
    return typeof value === 'string' ? value : this.expected(what);
  }

  matching(pattern: RegExp, what: string): string {
    const text = this.text(what);
    return pattern.test(text) ? text : this.expected(what);
  }

  oneOf<const T extends string>(values: readonly T[]): T {
    const text = this.text();
    return (
      values.find((value) => value === text) ?? this.expected(values.map((v) => `\`${v}\``).join(' or '))
    );
  }

  flag(): boolean {
    const { value } = this;
    return typeof value === 'boolean' ? value : this.expected('`true` or `false`');
  }

  whole(minimum: number, maximum = Number.MAX_SAFE_INTEGER): number {
    const { value } = this;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < minimum || value > maximum) {
      return this.expected(`a whole number from ${minimum}${maximum < 1e15 ? ` to ${maximum}` : ''}`);
    }
    return value;
  }
}
