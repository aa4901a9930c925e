/** The fields of the form before a flow begins, and the options that the world offers for them. */

import type { Question } from '../../core/authz/authorize.ts';
import { type World, findByArn, ownedBy } from '../../core/model/world/world.ts';
import type { AccountId } from '../../core/model/ids.ts';
import type { RoleRecord } from '../../core/model/records/identities.ts';
import { namedPrincipals } from '../../core/model/trust-principals.ts';
import type { AnyStateMachine } from 'xstate';
import { defined } from '../../core/model/defined.ts';

/** One field of the form. With `options` it is a choice, without them a text. */
export interface FlowField {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly optional?: boolean;
  readonly options?: readonly FieldOption[];
  readonly preset: string;
}
export interface FieldOption {
  readonly value: string;
  readonly label: string;
}
export type FieldValues = Readonly<Record<string, string>>;

export const userOptions = (world: World, account: AccountId): FieldOption[] =>
  ownedBy(world, 'users', account).map(({ arn, userName }) => ({ value: arn, label: userName }));
export const roleOptions = (world: World, account: AccountId, service?: string): FieldOption[] =>
  ownedBy(world, 'roles', account)
    .map((role) => ({
      value: `${role.arn}`,
      label: role.roleName,
      fits: namedPrincipals(role.assumeRolePolicyDocument).some(({ type, value }) =>
        service === undefined ? type === 'AWS' : type === 'Service' && value === service,
      ),
    }))
    .toSorted((a, b) => Number(b.fits) - Number(a.fits))
    .map(({ value, label }) => ({ value, label }));

const elsewhere = (
  world: World,
  account: AccountId,
  options: (world: World, account: AccountId) => FieldOption[],
): FieldOption[] =>
  [...world.accounts.values()]
    .filter(({ id }) => id !== account)
    .flatMap(({ id, name }) =>
      options(world, id).map(({ value, label }) => ({ value, label: `${label} (${name})` })),
    );

/** A question about the call that a flow needs before it gets anywhere. */
export type FirstCall = Pick<Question, 'principal' | 'action' | 'resource' | 'context'>;

export interface FormState {
  /** The values that a person or the address chose; those left alone are absent. */
  readonly chosen: FieldValues;
  readonly canAssume: (caller: string, role: string) => boolean;
  readonly isAllowed: (call: FirstCall) => boolean;
}

/** Few questions keep the form fast where an account has thousands of users. */
const mostAsked = 30;

/** Returns a user who can assume the role; else one that its trust policy names, or whose account it names; else any. */
function callerFor(world: World, role: string, everybody: readonly FieldOption[], form?: FormState): string {
  const document = findByArn(world, 'roles', role)?.assumeRolePolicyDocument ?? '';
  const named = new Set(namedPrincipals(document).map(({ value }) => value));
  const isOfNamed = (user: string) =>
    named.has('*') ||
    [user.split(':')[4] ?? '', user.replace(/:user\/.*$/, ':root')].some((one) => named.has(one));
  const byName = everybody.map(({ value }) => value).filter((user) => named.has(user));
  const byAccount = everybody.map(({ value }) => value).filter(isOfNamed);
  const candidates = [...byName, ...byAccount];
  const able = form && candidates.slice(0, mostAsked).find((user) => form.canAssume(user, role));
  return able ?? candidates[0] ?? everybody[0]?.value ?? '';
}

export const pick = (
  name: string,
  label: string,
  options: readonly FieldOption[],
  hint?: string,
): FlowField => ({
  name,
  label,
  options,
  preset: options[0]?.value ?? '',
  ...defined({ hint }),
});
export const typed = (name: string, label: string, preset: string, hint?: string): FlowField => ({
  name,
  label,
  preset,
  ...defined({ hint }),
});
export const optionalField = (field: FlowField): FlowField => ({ ...field, optional: true });
export const sessionPolicy = optionalField(
  typed(
    'policy',
    'Session policy',
    '',
    'JSON of a policy. The session can do only what both the role and this policy allow.',
  ),
);
export const use = [
  optionalField(
    typed('action', 'Then do', '', 'An action like s3:GetObject. If empty, the session asks STS who it is.'),
  ),
  optionalField(typed('resource', 'On', '', 'ARN of the resource.')),
];
export const used = ({ action = '', resource = '' }: FieldValues) => ({
  ...(action.trim() === '' ? {} : { action: action.trim() }),
  ...(resource.trim() === '' ? {} : { resource: resource.trim() }),
});
export const nameInArn = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);
export const givenMembers = (members: FieldValues): FieldValues =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== ''));

export const assumption = ({
  role = '',
  session = '',
  externalId = '',
  serial = '',
  code = '',
  policy = '',
}: FieldValues) => ({
  RoleArn: role,
  RoleSessionName: session,
  ...givenMembers({ ExternalId: externalId, SerialNumber: serial, TokenCode: code, Policy: policy.trim() }),
});
export const assumptionFields = (world: World, account: AccountId, form?: FormState): FlowField[] => {
  const everybody = [...userOptions(world, account), ...elsewhere(world, account, userOptions)];
  const role = pick('role', 'Which role', [
    ...roleOptions(world, account),
    ...elsewhere(world, account, roleOptions),
  ]);
  const first = callerFor(world, form?.chosen['role'] || role.preset, everybody, form);
  return [
    { ...pick('caller', 'Who asks', everybody), preset: first },
    role,
    // Uses the name from the ARN: the label of a user of another account has characters that STS refuses.
    typed(
      'session',
      'Session name',
      nameInArn(form?.chosen['caller'] || first || 'session'),
      'Activity shows this name in each event of the session.',
    ),
    optionalField(typed('externalId', 'External ID', '')),
    optionalField(
      typed('serial', 'MFA device', '', 'The serial number of the device, if the role requires MFA.'),
    ),
    optionalField(typed('code', 'MFA code', '')),
  ];
};

/** Returns everybody who can sign in with this protocol. `value` is the option's value in a field. */
export const loginsOf = (world: World, protocol: 'saml' | 'oidc') =>
  [...world.outsideProviders.values()].flatMap((provider) =>
    provider.applications
      .filter((application) => application.protocol === protocol)
      .flatMap((application) =>
        [...provider.people, ...(protocol === 'oidc' ? provider.workloads : [])].map((who) => ({
          provider,
          application,
          who,
          value: `${provider.id} ${application.id} ${who.id}`,
        })),
      ),
  );
export const loginOptions = (world: World, protocol: 'saml' | 'oidc'): FieldOption[] =>
  loginsOf(world, protocol).map(({ provider, application, who, value }) => ({
    value,
    label: `${who.name} at ${provider.name}, ${application.name}`,
  }));
export function loginOf(world: World, protocol: 'saml' | 'oidc', login = '') {
  const found = loginsOf(world, protocol).find(({ value }) => value === login);
  const { provider, application, who } = found ?? {};
  return {
    found,
    providerId: provider?.id ?? '',
    providerName: provider?.name ?? '',
    applicationId: application?.id ?? '',
    who: { id: who?.id ?? '', name: who?.name ?? '' },
  };
}
/** The text is searched before it is read: most trust policies name no provider, and an account has thousands. */
export const isFederatedRole = ({ assumeRolePolicyDocument: text }: RoleRecord): boolean =>
  /Federated|\\u/.test(text) && namedPrincipals(text).some(({ type }) => type === 'Federated');
export const federated = (world: World, account: AccountId): FieldOption[] =>
  ownedBy(world, 'roles', account)
    .filter(isFederatedRole)
    .map(({ arn, roleName }) => ({ value: arn, label: roleName }));

export const userKey = (world: World, arn: string): string | undefined => findByArn(world, 'users', arn)?.id;

export const flowLevels = ['beginner', 'intermediate', 'advanced'] as const;

export interface FlowInfo {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly level: (typeof flowLevels)[number];
  /** The time that a first reading of all its messages takes. */
  readonly minutes: number;
  readonly lesson: string;
  /** True when the flow signs and checks something, which needs WebCrypto. */
  readonly signs?: true;
  readonly machine: () => Promise<AnyStateMachine>;
  readonly fields: (world: World, account: AccountId, form?: FormState) => readonly FlowField[];
  readonly input: (values: FieldValues, world: World, account: AccountId) => object;
}
