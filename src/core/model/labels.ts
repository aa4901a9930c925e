/**
 * Short names of principals, policies and resources for people, made from their ARNs. Sentences about
 * decisions take them as `Labels`, so that a screen can use the names of its own world.
 */

import { arnName, parseArn } from './arn.ts';
import { anyAccount } from './request/unsigned-calls.ts';
import { type World, controlPolicyOf } from './world/world.ts';

export interface Labels {
  readonly principal: (text: string) => string;
  /** `name` is the name of a NamedPolicy. */
  readonly policy: (name: string) => string;
  readonly resource: (arn: string) => string;
  /** The request in a sentence that stands under the question: `it`. Absent: action and resource. */
  readonly request?: string;
  /** The check of a resource in a sentence, where other checks of the call carry more keys. Absent: the request. */
  readonly check?: (resource: string) => string;
}

/** Returns `alice`, `role Deploy`, `session ci of role Deploy`, `root`, `lambda.amazonaws.com`, `anyone`. */
export function principalLabel(text: string): string {
  if (text === '*') return 'anyone';
  if (text === anyAccount) return 'anybody with an AWS account';
  const arn = parseArn(text);
  if (!arn) return text;
  const [type, name, session] = arn.resource.split('/');
  if (type === 'root') return 'root';
  if (type === 'assumed-role' && name && session) return `session ${session} of role ${name}`;
  if (type === 'role') return `role ${arnName(text)}`;
  return arnName(text);
}

/** Returns `s3://logs`, `dynamodb:orders`, `iam:role/ops/*` or `everything`. */
export function resourceLabel(arn: string): string {
  if (arn === '*') return 'everything';
  const parts = parseArn(arn);
  if (!parts) return arn;
  const { service, resource } = parts;
  if (service === 's3') return `s3://${resource}`;
  if (service === 'iam') return `iam:${resource}`;
  const name = resource.replace(/^(table|function|key|secret|stream|log-group|repository|queue)[/:]/, '');
  return `${service}:${name}`;
}

/** Returns the label as people say it: an S3 path without its scheme, `corp-data/*`. */
export const spokenResource = (arn: string): string => resourceLabel(arn).replace(/^s3:\/\//, '');

const ordinals = ['first', 'second', 'third'];

/** Returns `the second scope-down policy of ci` or `the session policy of ci`; `undefined` for other policies. */
function sessionPolicyLabel(holder: string, name: string): string | undefined {
  const number = /^scope-down\/(\d)\//.exec(name)?.[1];
  if (number !== undefined)
    return `the ${ordinals[Number(number) - 1] ?? `${number}th`} scope-down policy of ${arnName(holder)}`;
  return parseArn(holder)?.service === 'sts' ? `the session policy of ${arnName(holder)}` : undefined;
}

/** Returns `ReadPayroll`, `Notes of alice`, `the trust policy of Deploy` or `the policy of s3://logs`. */
export function policyLabel(name: string): string {
  const hash = name.indexOf('#');
  const arn = parseArn(hash < 0 ? name : name.slice(0, hash));
  if (!arn) return name;
  const ofSession = hash >= 0 ? sessionPolicyLabel(name.slice(0, hash), name.slice(hash + 1)) : undefined;
  if (ofSession !== undefined) return ofSession;
  if (hash >= 0 && arn.service === 'iam') return `${name.slice(hash + 1)} of ${arnName(name.slice(0, hash))}`;
  if (arn.service === 'iam' && arn.resource.startsWith('role/'))
    return `the trust policy of ${arnName(name)}`;
  if (arn.service === 'iam' && arn.resource.startsWith('policy/')) return arnName(name);
  return `the policy of ${resourceLabel(name)}`;
}

/** Returns `role Deploy` or `user alice` for an entity of IAM, `resourceLabel` for anything else. */
function thingLabel(resource: string): string {
  const arn = parseArn(resource);
  const [type = '', name] = arn?.service === 'iam' ? arn.resource.split('/') : [];
  return name === undefined || /[*?]/.test(resource)
    ? resourceLabel(resource)
    : `${type} ${arnName(resource)}`;
}

export const plainLabels: Labels = {
  principal: principalLabel,
  policy: policyLabel,
  resource: thingLabel,
};

/** Returns the labels of one world, which call a control policy by the name that people gave it. */
export const labelsIn = (world: World): Labels => ({
  ...plainLabels,
  policy: (name) => {
    return controlPolicyOf(world, name)?.name ?? policyLabel(name);
  },
});
