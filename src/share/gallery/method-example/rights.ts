/** The permissions of the one who uses a method, and the one line of them that is changed so that it fails. */

import type { Method, Need } from '#core/analysis/ways/format.ts';
import {
  allowing,
  type ExampleStatement,
  foreign,
  home,
  exampleIamArn,
  reader,
  region,
} from '../example-parts.ts';
import { placeholderFormOf } from '#core/analysis/ways/placeholders.ts';

interface Reach {
  readonly wide: string;
  /** Absent: no other resource would stop the call. */
  readonly narrow?: { readonly resource: string; readonly because: string };
}

const below = (kind: string, path: string): Reach => ({
  wide: exampleIamArn(`${kind}/*`),
  narrow: {
    resource: exampleIamArn(`${kind}/${path}/*`),
    because: `The permission now reaches only what is below the path \`/${path}/\`.`,
  },
});
const users = below('user', 'interns');
const roles = below('role', 'apps');
const groups = below('group', 'interns');
const policies = below('policy', 'apps');

const passing: Reach = {
  wide: exampleIamArn('role/*'),
  narrow: {
    resource: exampleIamArn(`role/${reader}`),
    because: `Only the role ${reader} can be passed now, and it can do little.`,
  },
};

const kinds: readonly (readonly [RegExp, Reach])[] = [
  [/User$/, users],
  [/Group$/, groups],
  [/Role$/, roles],
  [/Policy$/, policies],
];

function reachOf(method: Method, one: Need): Reach {
  const { action, on } = one;
  if (action === 'iam:PassRole') return passing;
  if (on === 'target') return method.gain === 'user' ? users : roles;
  if (on === 'self') return method.by === 'role' ? roles : users;
  if (on === 'group') return groups;
  if (on === 'policy') return policies;
  if (on === 'made') return kinds.find(([end]) => end.test(action))?.[1] ?? { wide: '*' };
  if (on === 'provider') return providers(action.includes('SAML'));
  if (on === '*') return { wide: '*' };
  if (method.makes !== undefined && on.startsWith('iam::')) return ofMade(action);
  return ofForm(placeholderFormOf(method, one));
}

/** What is made and strengthened later is below `/team/`, so that only the first call has to be narrowed. */
function ofMade(action: string): Reach {
  const kind = /Role/.test(action) ? 'role' : 'user';
  return action.startsWith('iam:Create') && !action.endsWith('Key')
    ? kind === 'role'
      ? roles
      : users
    : { wide: exampleIamArn(`${kind}/team/*`) };
}

const providers = (isSaml: boolean): Reach => ({
  wide: exampleIamArn(`${isSaml ? 'saml' : 'oidc'}-provider/*`),
  narrow: {
    resource: exampleIamArn(isSaml ? 'saml-provider/Partner' : 'oidc-provider/partner.example.org'),
    because: 'The permission now reaches only a partner’s provider, which no role trusts.',
  },
});

const otherIds: Readonly<Record<string, string>> = {
  instance: 'i-0fedcba9876543210',
  'launch-template': 'lt-0fedcba9876543210',
};

function ofForm(form: string): Reach {
  const filled = (name: string, account: string = home) =>
    `arn:aws:${form
      .replaceAll('{region}', region)
      .replaceAll('{account}', account)
      .replaceAll(/\{(?:name|parent)\}/g, name)
      .replaceAll('{any}', '*')}`;
  const wide = filled('*');
  if (form === 'sso:::account/{account}')
    return {
      wide,
      narrow: {
        resource: filled('*', foreign),
        because: `Rights can now be assigned only in account ${foreign}.`,
      },
    };
  const kind = /^ec2:.*:([\w-]+)\/\{name\}$/.exec(form)?.[1] ?? '';
  const resource = filled(otherIds[kind] ?? 'website-*');
  if (resource === wide) return { wide };
  const because = otherIds[kind]
    ? 'The permission now reaches only one other resource.'
    : 'The permission now reaches only what has a name that begins with `website-`.';
  return { wide, narrow: { resource, because } };
}

/** The same statements twice. They differ in one line at most. */
export interface BothWays {
  readonly works: readonly ExampleStatement[];
  readonly fails: readonly ExampleStatement[];
  readonly because: string;
}

const attaches = ({ action }: Need): boolean => /^iam:Attach(?:User|Role|Group)Policy$/.test(action);
const attachable = (arn: string) => ({ ArnLike: { 'iam:PolicyARN': arn } });

/** Calls that no other resource stops. Whoever reads instead gains nothing. */
const readInstead: Readonly<Record<string, string>> = {
  'sso:AttachManagedPolicyToPermissionSet': 'sso:ListManagedPoliciesInPermissionSet',
  'sso:PutInlinePolicyToPermissionSet': 'sso:GetInlinePolicyForPermissionSet',
};

/** Returns a statement for each thing that the calls are made on. */
export function rightsOf(method: Method): BothWays {
  const key = keyOf(method);
  const works: ExampleStatement[] = [];
  const fails: ExampleStatement[] = [];
  for (const alike of alikeOnes(method)) {
    const [first] = alike;
    if (!first) continue;
    const { wide, narrow } = reachOf(method, alike.find((one) => one === key) ?? first);
    const actions = [...new Set(alike.map(({ action }) => action))];
    const isAttach = attaches(first);
    works.push(allowing(actions, wide, isAttach ? attachable('arn:aws:iam::aws:policy/*') : undefined));
    if (key === undefined || !alike.includes(key)) fails.push(works.at(-1) ?? allowing(actions, wide));
    else if (isAttach)
      fails.push(allowing(actions, wide, attachable('arn:aws:iam::aws:policy/ReadOnlyAccess')));
    else if (narrow) fails.push(allowing(actions, narrow.resource));
    else
      fails.push(
        allowing(
          actions.map((action) => readInstead[action] ?? action),
          wide,
        ),
      );
  }
  return { works, fails, because: becauseOf(method, key) };
}

function becauseOf(method: Method, key: Need | undefined): string {
  if (!key) return '';
  if (attaches(key)) return 'Only the policy `ReadOnlyAccess` can be attached now.';
  return reachOf(method, key).narrow?.because ?? 'The permission now allows only to read.';
}

/** Returns the call whose line teaches most: the role that is passed, the policy that is attached, else the first. */
function keyOf(method: Method): Need | undefined {
  const { needs } = method;
  return (
    needs.find(({ action }) => action === 'iam:PassRole') ??
    needs.find(attaches) ??
    needs.find((one) => reachOf(method, one).narrow !== undefined) ??
    needs.find(({ action }) => readInstead[action] !== undefined)
  );
}

/** Returns the calls by what they are made on. One with a condition of its own stands alone. */
function alikeOnes(method: Method): readonly Need[][] {
  const groups = new Map<string, Need[]>();
  for (const one of method.needs) {
    const key = `${reachOf(method, one).wide}${attaches(one) ? ' attached' : ''}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}
