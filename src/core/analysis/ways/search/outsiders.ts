/** Ways in from outside: somebody whom an identity provider vouches for assumes a role that trusts it. */

import { authorize } from '#core/authz/authorize.ts';
import type { RequestContext } from '#core/authz/decision.ts';
import { parseArn } from '#core/model/arn.ts';
import type { RoleRecord } from '#core/model/records/identities.ts';
import type { World } from '#core/model/world/world.ts';
import { type Condition, compile } from '#core/policy/compile.ts';
import type { WayStep } from '../attack-path.ts';
import type { Method } from '../format.ts';
import type { SearchEnv } from '../search-env.ts';

const isProvider = (text: string): boolean => /^arn:aws:iam::\d{12}:(oidc|saml)-provider\//.test(text);

/** Returns true for `{provider ARN}`, `{provider ARN}#{subject or group}`, or a subject as in `repo:org/app:ref:…`. */
export const isOutsider = (text: string): boolean =>
  isProvider(text) || (!text.startsWith('arn:') && text.includes(':'));

const entering = (action: string, how: string): Method => ({
  id: 'sts-001',
  name: 'Assuming a role from outside',
  gain: 'role',
  needs: [{ action, on: 'target' }],
  how,
  stop: 'Ask in the trust policy for exact subjects and audiences.',
  source: 'pathfinding.cloud',
});
const byToken = entering(
  'sts:AssumeRoleWithWebIdentity',
  'The outsider shows a token of an identity provider that the role trusts.',
);
const bySaml = entering(
  'sts:AssumeRoleWithSAML',
  'The outsider shows a SAML assertion of an identity provider that the role trusts.',
);

export function entriesOf(world: World, from: string, env: SearchEnv): WayStep[] {
  const [named = '', subject] = isProvider(from) ? split(from) : [undefined, from];
  const providers = named === '' ? providersOf(world).filter((one) => mayIssue(one, from)) : [named];
  return providers.flatMap((provider) =>
    [...(world.index.trustedBy.get(provider) ?? [])].flatMap((id) => {
      const role = world.roles.get(id);
      return role ? stepInto(world, { from, provider, role, subject }, env) : [];
    }),
  );
}

function split(text: string): [string, string | undefined] {
  const at = text.indexOf('#');
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

const providersOf = (world: World): string[] => [
  ...new Set(
    [...world.roles.values()].flatMap(({ assumeRolePolicyDocument }) =>
      compile(assumeRolePolicyDocument).statements.flatMap(({ principals = [] }) =>
        principals.flatMap(({ type, value }) =>
          type === 'Federated' && value.includes(':oidc-provider/') ? [value] : [],
        ),
      ),
    ),
  ),
];

/** Only GitHub, of its own or of a company, issues subjects that begin with `repo:`. */
const mayIssue = (provider: string, subject: string): boolean =>
  !subject.startsWith('repo:') ||
  /:oidc-provider\/token\.actions\.githubusercontent\.com|\/_services\/token$/.test(provider);

/** The subject of somebody whom no policy names. */
export const anybody = 'anybody';

export interface Outsider {
  readonly from: string;
  readonly provider: string;
  /** The subject or the group, with wildcards as the policy has them; absent: anybody of the provider. */
  readonly subject?: string;
}

/** Returns those whom the trust policies of roles name, each once. */
export function outsidersIn(world: World): Outsider[] {
  const found = new Map<string, Outsider>();
  for (const { assumeRolePolicyDocument } of world.roles.values())
    for (const { effect, principals = [], conditions = [] } of compile(assumeRolePolicyDocument).statements)
      for (const { type, value: provider } of principals) {
        if (effect !== 'Allow' || type !== 'Federated' || !isProvider(provider)) continue;
        for (const subject of subjectsOf(provider, conditions)) {
          const from = `${provider}#${subject ?? anybody}`;
          found.set(from, { from, provider, ...(subject !== undefined && { subject }) });
        }
      }
  return [...found.values()];
}

/** Returns the subjects or groups that conditions ask for; `undefined` alone where none does. */
function subjectsOf(provider: string, conditions: readonly Condition[]): readonly (string | undefined)[] {
  const isSubject = (key: string) =>
    provider.includes(':saml-provider/')
      ? isOfAssertion(key)
      : key.toLowerCase() === `${hostOf(provider)}:sub`.toLowerCase();
  const asking = conditions.filter(({ key, operator }) => isSubject(key) && !/not|null/i.test(operator));
  if (asking.length === 0) return [undefined];
  return asking.flatMap(({ operator, values }) =>
    // A wildcard is a letter like any other for the other operators, and nobody has it in the name.
    /like/i.test(operator) ? values : values.filter((value) => !/[*?]/.test(value)),
  );
}

const hostOf = (provider: string): string =>
  parseArn(provider)?.resource.slice('oidc-provider/'.length) ?? '';

const isOfAssertion = (key: string): boolean => /^saml:(?!aud$|iss$)/i.test(key);

interface Entry {
  readonly from: string;
  readonly provider: string;
  readonly role: RoleRecord;
  readonly subject: string | undefined;
}

function stepInto(world: World, entry: Entry, env: SearchEnv): WayStep[] {
  const { from, provider, role } = entry;
  const isSaml = provider.includes(':saml-provider/');
  const method = isSaml ? bySaml : byToken;
  const action = method.needs[0]?.action ?? '';
  for (const context of isSaml ? assertionsFor(entry) : tokensFor(world, entry)) {
    const question = { principal: provider, action, resource: role.arn, context };
    const decision = authorize(world, question, env);
    if (decision.verdict !== 'allowed') continue;
    const decided = [{ ...question, principal: from, decision }];
    return [{ method, from, to: role.arn, decided, choice: {}, assumes: [] }];
  }
  return [];
}

function tokensFor(world: World, { provider, role, subject }: Entry): RequestContext[] {
  const host = hostOf(provider);
  const asked = (key: string) => wantedOf(role, `${host}:${key}`);
  const id = world.index.byArn.get(provider)?.id;
  const known = id === undefined ? undefined : world.oidcProviders.get(id)?.clientIds;
  const audiences = known ?? [...asked('aud'), 'sts.amazonaws.com'];
  const subjects = subject === undefined ? [...asked('sub'), anybody] : [subject];
  return audiences.flatMap((aud) =>
    subjects.map((sub) => ({
      [`${host}:aud`]: aud,
      [`${host}:sub`]: sub,
      'sts:RoleSessionName': 'session',
    })),
  );
}

function assertionsFor({ role, subject }: Entry): RequestContext[] {
  const fixed = {
    'saml:aud': 'https://signin.aws.amazon.com/saml',
    'sts:RoleSessionName': 'session',
  };
  const keys = compile(role.assumeRolePolicyDocument).statements.flatMap(({ conditions = [] }) =>
    conditions.flatMap(({ key }) => (isOfAssertion(key) ? [key] : [])),
  );
  const groups = (key: string) => (subject === undefined ? wantedOf(role, key) : [subject]);
  return [fixed, { ...fixed, ...Object.fromEntries(keys.map((key) => [key, groups(key)[0] ?? ''])) }];
}

/** Returns the values that the trust policy asks for, with something in place of wildcards. */
const wantedOf = ({ assumeRolePolicyDocument }: RoleRecord, wanted: string): string[] =>
  compile(assumeRolePolicyDocument).statements.flatMap(({ conditions = [] }) =>
    conditions.flatMap(({ key, values }) =>
      key.toLowerCase() === wanted.toLowerCase() ? values.map((value) => value.replaceAll('*', 'new')) : [],
    ),
  );
