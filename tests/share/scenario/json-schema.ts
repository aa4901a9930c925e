/**
 * This checks as much of JSON Schema as public/scenario.schema.json uses, so that a test can hold schema,
 * reader and examples together. An unknown keyword is a fault of the test, not silently ignored.
 */

type Json = unknown;
type Schema = Readonly<Record<string, Json>>;

const annotations = new Set(['$schema', '$defs', 'title', 'description', 'default']);

/** The paths at which the value does not satisfy the schema. */
export function schemaFaults(value: Json, schema: Schema, root: Schema = schema, path = ''): string[] {
  return Object.entries(schema).flatMap(([keyword, wanted]) =>
    annotations.has(keyword) ? [] : check(keyword, wanted, value, schema, root, path),
  );
}

function check(
  keyword: string,
  wanted: Json,
  value: Json,
  schema: Schema,
  root: Schema,
  path: string,
): string[] {
  const fault = (holds: boolean) => (holds ? [] : [`${path} ${keyword}`]);
  const object = isObject(value) ? value : undefined;
  const items = Array.isArray(value) ? (value as Json[]) : undefined;
  switch (keyword) {
    case '$ref':
      return schemaFaults(value, definition(root, wanted as string), root, path);
    case 'type':
      return fault(
        [wanted].flat().includes(typeOf(value)) || (wanted === 'integer' && Number.isInteger(value)),
      );
    case 'const':
      return fault(value === wanted);
    case 'enum':
      return fault((wanted as Json[]).includes(value));
    case 'pattern':
      return fault(typeof value !== 'string' || new RegExp(wanted as string, 'u').test(value));
    case 'minLength':
      return fault(typeof value !== 'string' || value.length >= (wanted as number));
    case 'maxLength':
      return fault(typeof value !== 'string' || value.length <= (wanted as number));
    case 'minimum':
      return fault(typeof value !== 'number' || value >= (wanted as number));
    case 'maximum':
      return fault(typeof value !== 'number' || value <= (wanted as number));
    case 'minItems':
      return fault(!items || items.length >= (wanted as number));
    case 'maxItems':
      return fault(!items || items.length <= (wanted as number));
    case 'items':
      return (items ?? []).flatMap((item, at) =>
        schemaFaults(item, wanted as Schema, root, `${path}[${at}]`),
      );
    case 'required':
      return fault(!object || (wanted as string[]).every((name) => Object.hasOwn(object, name)));
    case 'properties':
      return Object.entries(wanted as Record<string, Schema>).flatMap(([name, member]) =>
        object && Object.hasOwn(object, name)
          ? schemaFaults(object[name], member, root, `${path}.${name}`)
          : [],
      );
    case 'additionalProperties': {
      const known = Object.keys(schema['properties'] ?? {});
      const others = Object.keys(object ?? {}).filter((name) => !known.includes(name));
      if (wanted === false) return others.map((name) => `${path}.${name} unknown`);
      return others.flatMap((name) =>
        schemaFaults(object?.[name], wanted as Schema, root, `${path}.${name}`),
      );
    }
    case 'anyOf':
      return fault((wanted as Schema[]).some((one) => schemaFaults(value, one, root, path).length === 0));
    case 'propertyNames':
      return Object.keys(object ?? {}).flatMap((name) =>
        schemaFaults(name, wanted as Schema, root, `${path}.${name}`),
      );
    case 'dependentRequired':
      return Object.entries(wanted as Record<string, string[]>).flatMap(([name, others]) =>
        object && Object.hasOwn(object, name)
          ? others.flatMap((other) => fault(Object.hasOwn(object, other)))
          : [],
      );
    case 'oneOf':
      return fault(
        (wanted as Schema[]).filter((one) => schemaFaults(value, one, root, path).length === 0).length === 1,
      );
    default:
      throw new Error(`unknown keyword ${keyword}`);
  }
}

const isObject = (value: Json): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const typeOf = (value: Json) => (Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value);

function definition(root: Schema, pointer: string): Schema {
  const name = pointer.replace('#/$defs/', '');
  const found = (root['$defs'] as Record<string, Schema> | undefined)?.[name];
  if (!found) throw new Error(`no definition ${pointer}`);
  return found;
}
