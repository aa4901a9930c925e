/**
 * Reads resource facts that come with account files. Known members are read strictly. Unknown types and
 * fields are left out and named in a notice, because files of later tools may have more.
 */

import { parseArn } from '#core/model/arn.ts';
import { type AccountId, type Arn, parseAccountId, unsafeAccountId, unsafeArn } from '#core/model/ids.ts';
import type { JsonShape } from '../../json/shape.ts';
import { factNotices } from '../notices.ts';
import { type FactType, isFactType, type ImportedFact, type ResourceFacts } from './fact.ts';

/**
 * Returns the facts, and notices about what was left out. `opened`: the accounts of the files. The list is
 * complete for the accounts that it names, and for the opened account if it is the only one. Throws a
 * ShapeProblem.
 */
export function readResourceFacts(
  root: JsonShape,
  opened: readonly AccountId[],
): { readonly facts: ResourceFacts; readonly notices: readonly string[] } {
  const unknownTypes = new Set<string>();
  const unknownFields = new Set<string>();
  const list: ImportedFact[] = [];
  for (const item of root.list()) {
    const type = item.member('type').text();
    if (!isFactType(type)) unknownTypes.add(type);
    else list.push(readFact(item, type, unknownFields));
  }
  const completeFor = new Set(list.map(({ account }) => account));
  const [only, ...others] = opened;
  if (only !== undefined && others.length === 0) completeFor.add(only);
  return {
    facts: { list, completeFor, credentialsFor: completeFor },
    notices: factNotices(unknownTypes, unknownFields),
  };
}

/** Reads one fact, without its type. Throws a ShapeProblem. */
export function readFact(item: JsonShape, type: FactType, unknownFields: Set<string>): ImportedFact {
  const fields: Record<string, unknown> = {};
  for (const name of Object.keys(item.object())) {
    if (name === 'type' || name === 'account') continue;
    const value = item.optional(name);
    if (!isField(name)) unknownFields.add(`${type} ${name}`);
    else if (value) fields[name] = readers[name](value);
  }
  return { type, account: accountOf(item, fields), ...fields };
}

/** Returns the fact's own account, else the account of the first ARN that names one. */
function accountOf(item: JsonShape, fields: Readonly<Record<string, unknown>>): AccountId {
  const given = item.optional('account')?.matching(/^\d{12}$/, 'an account id of twelve digits');
  if (given !== undefined) return unsafeAccountId(given);
  const named = Object.values(fields)
    .map((value) => parseAccountId((typeof value === 'string' ? parseArn(value) : undefined)?.account ?? ''))
    .find((account) => account !== undefined);
  return named ?? item.fail('`account` is missing, and no ARN of the resource names an account');
}

const arn = (shape: JsonShape): Arn => {
  const text = shape.text('an ARN');
  return parseArn(text) ? unsafeArn(text) : shape.expected('an ARN');
};
const role = (shape: JsonShape): string =>
  parseArn(shape.text('an ARN'))
    ? shape.text()
    : shape.matching(/^[\w+=,.@-]{1,64}$/, 'an ARN or the name of a role');
const text = (shape: JsonShape): string => shape.text();
const flag = (shape: JsonShape): boolean => shape.flag();
const texts = (shape: JsonShape): string[] => shape.list().map(text);
const tags = (shape: JsonShape): Record<string, string> =>
  Object.fromEntries(Object.keys(shape.object()).map((key) => [key, shape.member(key).text()]));

type Fields = Required<Omit<ImportedFact, 'type' | 'account'>>;
const readers: { readonly [F in keyof Fields]: (shape: JsonShape) => Fields[F] } = {
  arn,
  name: text,
  tags,
  userArn: arn,
  functionArn: arn,
  roleArn: role,
  taskRoleArn: arn,
  executionRoleArn: arn,
  instanceRoleArn: arn,
  unauthenticatedRoleArn: arn,
  administrationRoleArn: arn,
  instanceProfileArn: arn,
  instanceProfileName: text,
  executionRoleName: text,
  status: text,
  authType: text,
  handler: text,
  streamEnabled: flag,
  family: text,
  requiresCompatibilities: texts,
  cluster: text,
  taskDefinition: text,
  enableExecuteCommand: flag,
  desiredCount: (shape) => shape.whole(0),
  launchTemplateId: text,
  version: text,
  stackSetName: text,
  instanceAccount: text,
  url: text,
  clientIds: texts,
};

const isField = (name: string): name is keyof Fields => Object.hasOwn(readers, name);
