/**
 * Objects and lists of files and rows: Valibot's schemas, read in our way. In a file every member is named: an unknown or
 * misspelled one is refused before anything else, `null` is the same as absent, and `__proto__` is a member like any other.
 * A row is kept as it stands. The first fault ends the reading.
 */

import * as v from 'valibot';
import { type Path, missing, sentence } from './fault.ts';

type Dataset = v.UnknownDataset;
type Read<T> = v.OutputDataset<T, v.BaseIssue<unknown>>;
type Config = v.Config<v.BaseIssue<unknown>>;

/** Returns the dataset with one issue in it, below the value that is read. */
export function refuse<T>(input: unknown, message: string, path: Path = []): Read<T> {
  const issue = {
    kind: 'schema',
    type: 'custom',
    input,
    expected: null,
    received: '',
    message,
    ...(path.length === 0 ? {} : { path: path.map(pathItem) }),
  };
  return { typed: false, value: input, issues: [issue as v.BaseIssue<unknown>] };
}

const pathItem = (key: string | number) =>
  ({ type: 'unknown', origin: 'value', input: undefined, key, value: undefined }) as v.IssuePathItem;

/** Puts the key of a value before the paths of its issues. */
function below<T extends { readonly issues?: readonly v.BaseIssue<unknown>[] | undefined }>(
  key: string | number,
  read: T,
): T {
  for (const issue of read.issues ?? []) {
    if (issue.path) issue.path.unshift(pathItem(key));
    else (issue as { path?: v.IssuePathItem[] }).path = [pathItem(key)];
  }
  return read;
}

/** Returns the dataset itself with the value that was read. */
function fits(dataset: Dataset, value: unknown): Read<unknown> {
  dataset.value = value;
  dataset.typed = true as never;
  return dataset as unknown as Read<unknown>;
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isOptional = ({ type }: v.GenericSchema) => type === 'optional' || type === 'exact_optional';

/** A bond of two optional members: exactly one of them is given, or both or none. */
export type Together =
  | { readonly oneOf: readonly [string, string] }
  | { readonly both: readonly [string, string] };

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

/** Returns what was expected of the two; `undefined` when nothing is wrong. */
function expectedTogether(file: Readonly<Record<string, unknown>>, together: Together): string | undefined {
  const [one, other] = 'oneOf' in together ? together.oneOf : together.both;
  const isSame = isGiven(file[one]) === isGiven(file[other]);
  if ('oneOf' in together) return isSame ? `either \`${one}\` or \`${other}\`` : undefined;
  return isSame ? undefined : `\`${one}\` and \`${other}\` together`;
}

/** An object with these members and no others. */
export const members = <const E extends v.ObjectEntries>(entries: E, together?: Together) =>
  objectOf(entries, 'no others', together);

/** An object of which these members are read, whatever else stands there. */
export const partOf = <const E extends v.ObjectEntries>(entries: E) => objectOf(entries, 'any others');

function objectOf<const E extends v.ObjectEntries>(
  entries: E,
  besides: 'no others' | 'any others',
  together?: Together,
): v.StrictObjectSchema<E, undefined> {
  const named = Object.entries(entries) as [string, v.GenericSchema][];
  const run = ({ value: file }: Dataset, config: Config): Read<unknown> => {
    if (!isObject(file)) return refuse(file, 'an object');
    for (const name of Object.keys(file)) {
      if (besides === 'no others' && !Object.hasOwn(entries, name))
        return refuse(undefined, sentence(`\`${name}\` is not known here`), [name]);
    }
    const wrong = together && expectedTogether(file, together);
    if (wrong !== undefined) return refuse(file, wrong);
    const value: Record<string, unknown> = {};
    for (const [name, schema] of named) {
      const given = Object.hasOwn(file, name) ? file[name] : undefined;
      if (!isGiven(given) && !isOptional(schema)) return refuse(undefined, missing, [name]);
      const member = isGiven(given)
        ? below(name, schema['~run']({ value: given }, config))
        : { issues: undefined, value: v.getDefault(schema as v.OptionalSchema<v.GenericSchema, unknown>) };
      if (member.issues) return { typed: false, value, issues: member.issues };
      if (member.value !== undefined) value[name] = member.value;
    }
    return { typed: true, value };
  };
  return { ...v.strictObject(entries), together, '~run': run } as v.StrictObjectSchema<E, undefined>;
}

/**
 * An object of a row, which is checked and kept as it stands: members of a newer version may stand there too. One dataset
 * serves all members, because a database holds hundreds of thousands of them.
 */
export function row<const E extends v.ObjectEntries>(entries: E): v.ObjectSchema<E, undefined> {
  const named = Object.entries(entries) as [string, v.GenericSchema][];
  const run = (dataset: Dataset, config: Config): Read<unknown> => {
    const { value: given } = dataset;
    if (!isObject(given)) return refuse(given, 'an object');
    const member: Dataset = { value: undefined };
    for (const [name, schema] of named) {
      member.value = given[name];
      if (member.value === undefined) {
        if (isOptional(schema)) continue;
        return refuse(undefined, missing, [name]);
      }
      const read = schema['~run'](member, config);
      if (read.issues) return below(name, read);
    }
    return fits(dataset, given);
  };
  return { ...v.object(entries), '~run': run } as unknown as v.ObjectSchema<E, undefined>;
}

export function list<const S extends v.GenericSchema>(item: S): v.ArraySchema<S, string> {
  const run = (dataset: Dataset, config: Config): Read<unknown> => {
    const { value: given } = dataset;
    if (!Array.isArray(given)) return refuse(given, 'a list');
    const one: Dataset = { value: undefined };
    const value: unknown[] = [];
    for (let at = 0; at < given.length; at += 1) {
      one.value = given[at];
      const read = item['~run'](one, config);
      if (read.issues) return below(at, read);
      value.push(read.value);
    }
    return fits(dataset, value);
  };
  return { ...v.array(item), '~run': run } as unknown as v.ArraySchema<S, string>;
}

export interface NameRules {
  readonly most: number;
  readonly pattern: RegExp;
  /** Said of a name of another form. */
  readonly otherwise: string;
}

/** An object whose members have one shape, and any names or these. */
export function mapOf<const S extends v.GenericSchema>(
  item: S,
  names?: NameRules,
): v.RecordSchema<v.StringSchema<undefined>, S, undefined> {
  const run = ({ value: file }: Dataset, config: Config): Read<unknown> => {
    if (!isObject(file)) return refuse(file, 'an object');
    const given = Object.entries(file);
    if (names && given.length > names.most)
      return refuse(file, sentence(`it holds ${given.length} entries, and ${names.most} is the most`));
    const one: Dataset = { value: undefined };
    for (const entry of given) {
      const [name, value] = entry;
      if (names && !names.pattern.test(name)) return refuse(value, sentence(names.otherwise), [name]);
      if (value === undefined || value === null) return refuse(undefined, missing, [name]);
      one.value = value;
      const read = item['~run'](one, config);
      if (read.issues) return { ...below(name, read), value: file };
      entry[1] = read.value;
    }
    return { typed: true, value: Object.fromEntries(given) };
  };
  return { ...v.record(v.string(), item), '~run': run } as never;
}

export interface Format {
  readonly format: string;
  /** The newest version. An older one can always be read; a newer one is refused with its number. */
  readonly version: number;
  /** `this is not a scenario` */
  readonly otherwise: string;
}

/** A whole file: its format and version, which are no part of what is read, and its members. */
export function fileOf<const E extends v.ObjectEntries>(
  { format, version: newest, otherwise }: Format,
  entries: E,
  besides: 'no others' | 'any others' = 'no others',
): v.StrictObjectSchema<E, undefined> {
  const head = {
    $schema: optional(v.string('a text')),
    format: v.literal(format),
    version: v.picklist(Array.from({ length: newest }, (_, at) => at + 1)),
  };
  const whole = objectOf({ ...head, ...entries }, besides);
  const run = (dataset: Dataset, config: Config): Read<unknown> => {
    const { value: file } = dataset;
    if (!isObject(file)) return refuse(file, 'an object');
    if (file['format'] !== format)
      return refuse(file, sentence(`${otherwise}: \`"format": "${format}"\` is missing`));
    const version = file['version'];
    if (version === undefined || version === null) return refuse(undefined, missing, ['version']);
    if (!Number.isInteger(version) || Number(version) < 1)
      return refuse(version, 'a whole number from 1', ['version']);
    if (Number(version) > newest) {
      const newer = `made by a newer version: format ${Number(version)}, this page reads up to ${newest}; reload it`;
      return refuse(version, sentence(newer), ['version']);
    }
    const read = whole['~run'](dataset, config) as Read<object>;
    if (!read.issues) for (const name of Object.keys(head)) Reflect.deleteProperty(read.value, name);
    return read;
  };
  return { ...whole, '~run': run } as unknown as v.StrictObjectSchema<E, undefined>;
}

/**
 * A member that may be left out. At run time `undefined` is the same as absent, because a row of an earlier version may
 * hold it; our own code never writes it.
 */
export const optional = <const S extends v.GenericSchema>(schema: S) =>
  v.optional(schema) as unknown as v.ExactOptionalSchema<S, undefined>;

/** Says what is wrong at a path below the value, in a sentence. */
export type Refuse = (path: Path, message: string) => never;

/** Thrown by `Refuse` to leave a rule; it never leaves `made`. */
const refusal = new Error('refused');

/** Makes another value of one that fits, or refuses it. Rules about several members stand here. */
export const made = <const S extends v.GenericSchema, T>(
  schema: S,
  make: (value: v.InferOutput<S>, refuse: Refuse) => T,
): v.GenericSchema<v.InferInput<S>, T> =>
  v.pipe(
    schema,
    v.rawTransform<v.InferOutput<S>, T>(({ dataset, addIssue, NEVER }) => {
      try {
        return make(dataset.value, (path, message) => {
          const [first, ...rest] = path.map(pathItem);
          addIssue({ message: sentence(message), ...(first ? { path: [first, ...rest] } : {}) });
          throw refusal;
        });
      } catch (error) {
        if (error === refusal) return NEVER;
        throw error;
      }
    }),
  );

/** Adds a rule about several members, which runs when each of them fits. */
export const withRule = <const S extends v.GenericSchema>(
  schema: S,
  rule: (value: v.InferOutput<S>, refuse: Refuse) => void,
): S =>
  made(schema, (value, fault) => {
    rule(value, fault);
    return value;
  }) as unknown as S;

/** A list of at most so many items, which are counted before they are read. */
export const few = <const S extends v.GenericSchema>(item: S, most: number): v.ArraySchema<S, string> => {
  const whole = list(item);
  const run = (dataset: Dataset, config: Config) => {
    const { value } = dataset;
    return Array.isArray(value) && value.length > most
      ? refuse(value, sentence(`it holds ${value.length} entries, and ${most} is the most`))
      : whole['~run'](dataset, config);
  };
  return { ...whole, '~run': run } as v.ArraySchema<S, string>;
};

/** An object that is kept as it stands in the file: JSON of others, such as a policy or the parameters of a call. */
export const anyObject = {
  ...v.record(v.string(), v.unknown()),
  '~run': ({ value }: Dataset): Read<unknown> =>
    isObject(value) ? { typed: true, value } : refuse(value, 'an object'),
} as unknown as v.RecordSchema<v.StringSchema<undefined>, v.UnknownSchema, undefined>;

/** A value that is checked and then kept as it stands, with whatever the schema does not name. */
export const asItIs = <const S extends v.GenericSchema>(schema: S): S => ({
  ...schema,
  '~run': (dataset: Dataset, config: Config) => {
    const { value } = dataset;
    const read = schema['~run'](dataset, config);
    return read.issues ? read : { typed: true, value };
  },
});

/** One of several schemas; `which` tells by the value, so that its faults are those of one and not of all. */
export const choice = <const S extends readonly [v.GenericSchema, ...v.GenericSchema[]]>(
  options: S,
  which: (value: unknown) => number,
): v.UnionSchema<S, undefined> => ({
  ...v.union(options),
  '~run': (dataset: Dataset, config: Config) =>
    (options[which(dataset.value)] ?? options[0])['~run'](dataset, config),
});

/** Returns `{ [key]: value }`, or `{}` when reading would fill in the value. */
export const unless = <K extends string, T>(value: T, usual: T, key: K): { [Key in K]?: T } =>
  value === usual ? {} : ({ [key]: value } as { [Key in K]: T });
