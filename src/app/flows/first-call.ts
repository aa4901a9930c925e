/**
 * Finds the permission that a flow needs before it gets anywhere, so that the page can say who lacks it before AWS
 * does. Flows are left out whose first call needs none, or more than a policy: a code, a token, an external ID.
 */

import { rootArn } from '../../core/model/arn.ts';
import { type AccountId, unsafeAccountId } from '../../core/model/ids.ts';
import { countOwned, type World } from '../../core/model/world/world.ts';
import type { FirstCall, FlowField, FlowInfo, FormState, FieldValues } from './fields.ts';

const byService =
  (principal: string, sourceOf: (values: FieldValues, account: AccountId) => string) =>
  (values: FieldValues, account: AccountId): FirstCall => ({
    principal,
    action: 'sts:AssumeRole',
    resource: values['role'] ?? '',
    context: { 'aws:SourceArn': sourceOf(values, account), 'aws:SourceAccount': account },
  });
const byCaller =
  (
    action: string,
    more: (values: FieldValues, account: AccountId) => Pick<FirstCall, 'resource' | 'context'>,
  ) =>
  (values: FieldValues, account: AccountId): FirstCall => ({
    principal: values['caller'] ?? '',
    action: `sts:${action}`,
    ...more(values, account),
  });

const calls: Readonly<Record<string, (values: FieldValues, account: AccountId) => FirstCall>> = {
  'lambda-role': byService(
    'lambda.amazonaws.com',
    (values, account) => `arn:aws:lambda:us-east-1:${account}:function:${values['function'] ?? ''}`,
  ),
  'instance-profile': byService(
    'ec2.amazonaws.com',
    (values, account) => `arn:aws:ec2:us-east-1:${account}:instance/${values['instance'] ?? ''}`,
  ),
  'scoped-credentials': byCaller('GetScopedCredentials', () => ({ resource: '*' })),
  outbound: byCaller('GetWebIdentityToken', (values, account) => ({
    resource: `arn:aws:sts::${account}:self`,
    context: {
      'sts:IdentityTokenAudience': values['audience'] ?? '',
      'sts:SigningAlgorithm': values['algorithm'] ?? '',
    },
  })),
  'assume-root': byCaller('AssumeRoot', (values) => ({
    resource: rootArn(unsafeAccountId(values['target'] ?? '')),
    context: { 'sts:TaskPolicyArn': values['task'] ?? '' },
  })),
  'federation-token': byCaller('GetFederationToken', (values, account) => ({
    resource: `arn:aws:sts::${account}:federated-user/${values['name'] ?? ''}`,
  })),
};

/** Few questions keep the form fast where an account has thousands of users. */
const mostAsked = 30;

export interface FlowStart {
  readonly fields: readonly FlowField[];
  /** The call that AWS will refuse, with the choices as they are. */
  readonly barred?: FirstCall;
}

/** Returns the fields with a caller who may make the first call, if there is one, unless the person chose another. */
export function startOf(
  { id, fields: fieldsOf }: FlowInfo,
  world: World,
  account: AccountId,
  form: FormState,
): FlowStart {
  const fields = fieldsOf(world, account, form);
  const callOf = calls[id];
  if (!callOf) return { fields };
  const presets = Object.fromEntries(fields.map(({ name, preset }) => [name, preset]));
  const call = (more: FieldValues) => callOf({ ...presets, ...form.chosen, ...more }, account);
  const able = fields
    .find(({ name }) => name === 'caller')
    ?.options?.slice(0, mostAsked)
    .find(({ value }) => form.isAllowed(call({ caller: value })))?.value;
  const caller = form.chosen['caller'] ?? able ?? presets['caller'] ?? '';
  const made = call({ caller });
  return {
    fields: fields.map((field) => (field.name === 'caller' ? { ...field, preset: caller } : field)),
    ...(form.isAllowed(made) ? {} : { barred: made }),
  };
}

/** The same before any choice. Left out in a large account, where the list of flows must cost nothing. */
export function barredFrom(
  info: FlowInfo,
  world: World,
  account: AccountId,
  isAllowed: FormState['isAllowed'],
): FirstCall | undefined {
  if (countOwned(world, 'users', account) + countOwned(world, 'roles', account) > 5 * mostAsked) return;
  if (!calls[info.id]) return;
  return startOf(info, world, account, { chosen: {}, canAssume: () => true, isAllowed }).barred;
}
