import type { ExampleDocument } from './rule.ts';

/**
 * Short words for the policies in the examples of the rules, so that a rule and its example fit on one
 * screen. Statements are made by `allow…` and `deny…`; `policy` makes a document of them.
 */
type Texts = string | readonly string[];
type Principal = '*' | Readonly<Record<string, Texts>>;
type Condition = Readonly<Record<string, Readonly<Record<string, Texts>>>>;

export const policy = (...statements: readonly ExampleDocument[]): ExampleDocument => ({
  Version: '2012-10-17',
  Statement: statements,
});

export const allow = (Action: Texts, Resource: Texts, Condition?: Condition): ExampleDocument => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition && { Condition }),
});

export const deny = (Action: Texts, Resource: Texts, Condition?: Condition): ExampleDocument => ({
  ...allow(Action, Resource, Condition),
  Effect: 'Deny',
});

/** A statement of a resource policy. */
export const allowTo = (
  Principal: Principal,
  Action: Texts,
  Resource: Texts,
  Condition?: Condition,
): ExampleDocument => ({ Principal, ...allow(Action, Resource, Condition) });

/** A trust policy of one statement. */
export const trust = (Principal: Principal, Condition?: Condition): ExampleDocument =>
  policy({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole', ...(Condition && { Condition }) });

/** Who asks in the examples, and what they ask for. */
export const account = '111122223333';
export const bob = `arn:aws:iam::${account}:user/Bob`;
export const dev = `arn:aws:iam::${account}:role/Dev`;
export const devSession = `arn:aws:sts::${account}:assumed-role/Dev/session`;
export const eve = 'arn:aws:iam::444455556666:user/Eve';
export const target = `arn:aws:iam::${account}:role/Target`;
export const file = 'arn:aws:s3:::reports/2026.csv';
export const key = `arn:aws:kms:us-east-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

/** The question of most examples. */
export const readFile = { action: 's3:GetObject', resource: file } as const;
