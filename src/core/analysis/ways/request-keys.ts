/** Keys of the request that a call of a method carries, and what they ask for or assume. */

import type { RequestContext } from '../../authz/decision.ts';
import type { Tag } from '../../model/records/tag.ts';
import { administratorAccess } from '../everything.ts';
import type { Method } from './format.ts';

export const sessionName: RequestContext = { 'sts:RoleSessionName': 'session' };

/** Returns the keys of a call that sets one tag, `{key}={value}`, or takes one away, `{key}`. */
export function tagContext(tag: string): RequestContext {
  const at = tag.indexOf('=');
  if (at < 0) return { 'aws:TagKeys': [tag] };
  const key = tag.slice(0, at);
  return { [`aws:RequestTag/${key}`]: tag.slice(at + 1), 'aws:TagKeys': [key] };
}

/** Returns what Cognito says about a token of the pool. `wanted`: the words of a pool that nobody knows of. */
export const poolContexts = (pool: string, wanted: readonly RequestContext[]): RequestContext[] =>
  ['authenticated', 'unauthenticated'].map((amr) => ({
    'cognito-identity.amazonaws.com:aud': pool,
    'cognito-identity.amazonaws.com:amr': [amr],
    ...wanted[0],
  }));

export function clusterContext(
  { exists, beside }: Method,
  choice: { readonly resource?: string; readonly beside?: string },
  action: string,
): RequestContext {
  const type = 'AWS::ECS::Cluster';
  const cluster = exists?.type === type ? choice.resource : beside === type ? choice.beside : undefined;
  return cluster === undefined || !/:(RunTask|StartTask|CreateService)$/.test(action)
    ? {}
    : { 'ecs:cluster': cluster };
}

export const askedOnAssuming = (context: RequestContext): string[] => {
  const keys = Object.keys(context).join(' ').toLowerCase();
  return [
    ...(keys.includes('aws:requesttag/') ? ['sts:TagSession'] : []),
    ...(keys.includes('sts:sourceidentity') ? ['sts:SetSourceIdentity'] : []),
  ];
};

/** Returns a sentence for each key that tells how a thing already is, which no file says. */
export const doubtsAboutKeys = (context: RequestContext, resource: string): string[] =>
  Object.entries(context).flatMap(([key, value]) =>
    /^ec2:(?!attribute|createaction)/i.test(key) ? [`${key} of ${resource} is ${String(value)}.`] : [],
  );

const making =
  /:(Create|Register|Run|Submit|Tag|UpdateStack|RequestSpot|Start(Task|Run|Automation))|^emr-serverless:Start/;
const without =
  /:(Create(Group|StackInstances|Launch|Deployment|AccessKey|LoginProfile|PolicyVersion|Presigned|AccountAssignment|Schedule)|RegisterApplication|RunStatement)/;

/** Returns true for a call that can carry tags. Only those have the keys `aws:RequestTag/…` and `aws:TagKeys` (K-33). */
export const carriesTags = (action: string): boolean => making.test(action) && !without.test(action);

interface Chosen {
  readonly attaches?: string;
  readonly tag?: string;
  readonly made?: string;
  readonly boundary?: string;
  readonly tags?: readonly string[];
}

/** Returns the keys with which a call of IAM says what was chosen; `undefined` where it has none of its own. */
export function keysOfChoice(action: string, chosen: Chosen): RequestContext | undefined {
  const { attaches, tag, made } = chosen;
  if (attaches !== undefined && /^iam:(Attach|Detach)/.test(action)) return { 'iam:PolicyARN': attaches };
  if (attaches !== undefined && action.endsWith('PermissionsBoundary'))
    return { 'iam:PermissionsBoundary': attaches };
  if (/^iam:Attach/.test(action)) return { 'iam:PolicyARN': administratorAccess };
  if (tag !== undefined && /^(iam:(Tag|Untag)|ec2:CreateTags$)/.test(action)) return tagContext(tag);
  return made === undefined ? undefined : madeContext(chosen);
}

function madeContext({ boundary, tags = [] }: Chosen): RequestContext {
  const pairs = tags.map((tag) => [tag.slice(0, tag.indexOf('=')), tag.slice(tag.indexOf('=') + 1)] as const);
  const keys = pairs.flatMap(([key, value]) => [
    [`aws:RequestTag/${key}`, value],
    [`aws:ResourceTag/${key}`, value],
  ]);
  return {
    ...(Object.fromEntries(keys) as Record<string, string>),
    ...(tags.length > 0 && { 'aws:TagKeys': pairs.map(([key]) => key) }),
    ...(boundary !== undefined && { 'iam:PermissionsBoundary': boundary }),
  };
}

export const tagsInRequest = (context: RequestContext): Tag[] =>
  Object.entries(context).flatMap(([key, value]) => {
    const name = /^aws:requesttag\/(.+)$/i.exec(key)?.[1];
    return name === undefined ? [] : [{ key: name, value: String([value].flat()[0] ?? '') }];
  });
