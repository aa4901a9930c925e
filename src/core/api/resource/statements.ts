/**
 * Policies that calls write statement by statement (AddPermission, PutPermission, RemovePermission). The text is the
 * service's own, and a statement is found by its Sid.
 */

import { defined } from '../../model/defined.ts';
export interface ApiStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Principal: unknown;
  readonly Action: string | readonly string[];
  readonly Resource: string;
  readonly Condition?: unknown;
}

interface Document {
  readonly Version: string;
  readonly Id?: string;
  readonly Statement: ApiStatement[];
}

function read(policy: string): Document {
  const written = JSON.parse(policy) as Omit<Document, 'Statement'> & {
    Statement: ApiStatement | ApiStatement[];
  };
  return { ...written, Statement: [written.Statement].flat() };
}

/** The head of a policy that a call begins. */
interface Fresh {
  readonly version: string;
  readonly id?: string;
}

/** Adds the statement after the others; `undefined` when its Sid is taken. */
export function policyWith(
  policy: string | undefined,
  statement: ApiStatement,
  { version, id }: Fresh,
): string | undefined {
  const head = { Version: version, ...defined({ Id: id }) };
  const written: Document = policy === undefined ? { ...head, Statement: [] } : read(policy);
  if (written.Statement.some(({ Sid }) => Sid === statement.Sid)) return undefined;
  return JSON.stringify({ ...written, Statement: [...written.Statement, statement] });
}

/** Removes the statement of that Sid. Returns '' when none is left, `undefined` when it was not there. */
export function policyWithout(policy: string | undefined, sid: string): string | undefined {
  if (policy === undefined) return undefined;
  const written = read(policy);
  const left = written.Statement.filter(({ Sid }) => Sid !== sid);
  if (left.length === written.Statement.length) return undefined;
  return left.length === 0 ? '' : JSON.stringify({ ...written, Statement: left });
}
