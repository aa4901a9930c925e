/** Writes the policies of questions as text that is short enough to read at a glance. */

export interface ArcadeStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: unknown;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

type Texts = string | readonly string[];
type Condition = ArcadeStatement['Condition'];

const when = (condition: Condition) => (condition === undefined ? {} : { Condition: condition });

export const allow = (action: Texts, resource: Texts = '*', condition?: Condition): ArcadeStatement => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...when(condition),
});

export const deny = (action: Texts, resource: Texts = '*', condition?: Condition): ArcadeStatement => ({
  ...allow(action, resource, condition),
  Effect: 'Deny',
});

export const trust = (principal: unknown, condition?: Condition): ArcadeStatement => ({
  Effect: 'Allow',
  Principal: principal,
  Action: 'sts:AssumeRole',
  ...when(condition),
});

export const grant = (
  principal: unknown,
  action: Texts,
  resource: Texts,
  condition?: Condition,
): ArcadeStatement => ({
  Effect: 'Allow',
  Principal: principal,
  Action: action,
  Resource: resource,
  ...when(condition),
});

export const policyOfStatements = (...statements: readonly ArcadeStatement[]): string =>
  written('2012-10-17', statements);

/** A policy in the old language, in which variables are only text. */
export const oldPolicy = (...statements: readonly ArcadeStatement[]): string =>
  written('2008-10-17', statements);

function written(version: string, statements: readonly ArcadeStatement[]): string {
  const texts = statements.map((one) => objectText(one, 2));
  return `{\n  "Version": "${version}",\n  "Statement": [${texts.join(', ')}]\n}`;
}

/** The longest value that stays on one line. */
const lineLength = 46;

function valueText(value: unknown, indent: number): string {
  const short = oneLine(value);
  if (typeof value !== 'object' || value === null || short.length <= lineLength) return short;
  if (!Array.isArray(value)) return objectText(value, indent);
  const inner = ' '.repeat(indent + 2);
  const items = value.map((item) => inner + valueText(item, indent + 2));
  return `[\n${items.join(',\n')}\n${' '.repeat(indent)}]`;
}

function objectText(value: object, indent: number): string {
  const inner = ' '.repeat(indent + 2);
  const members = Object.entries(value).map(
    ([name, member]) => `${inner}${JSON.stringify(name)}: ${valueText(member, indent + 2)}`,
  );
  return `{\n${members.join(',\n')}\n${' '.repeat(indent)}}`;
}

function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([name, member]) => `${JSON.stringify(name)}: ${oneLine(member)}`,
  );
  return `{ ${members.join(', ')} }`;
}
