/** Finds sessions in a trust policy whose role the same statement names. */

import { without } from '../edits/text.ts';
import { type Found, type StatementCheck, found } from '../finding.ts';

/** AWS's page of checks writes `iam` in the session's ARN; real ones have `sts`. */
const session = /^arn:([a-z-]+):(?:sts|iam)::(\d{12}):assumed-role\/([^/*?]+)\/[^*?]+$/;
const role = /^arn:([a-z-]+):iam::(\d{12}):role\/(?:.*\/)?([^/*?]+)$/;

/** Returns what a role and its sessions have in common: partition, account and name. */
const key = (form: RegExp, arn: string): string | undefined => form.exec(arn)?.slice(1).join();

export const sessionsOfTrustedRoles: StatementCheck = ({ principal }, { kind, text }): Found[] => {
  if (kind !== 'trust' || !principal) return [];
  const aws = principal.entries.filter(({ type }) => type === 'AWS');
  const roles = new Map(
    aws.flatMap(({ value }) => {
      const name = key(role, value);
      return name === undefined ? [] : [[name, value] as const];
    }),
  );
  return aws.flatMap(({ value, span }) => {
    const by = roles.get(key(session, value) ?? '');
    if (by === undefined) return [];
    const message = `${by} is trusted already, and with it all of its sessions, this one too.`;
    const fix = { label: 'Remove the session', apply: () => without(text, span) };
    return [{ ...found('redundant-principal-in-role-trust-policy', span, message), fix }];
  });
};
