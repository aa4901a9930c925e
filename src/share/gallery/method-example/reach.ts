/** The resources of each call in a method's example: wide enough that it works, and narrow enough that it does not. */

import { formOf } from '../../../core/analysis/ways/placeholders.ts';
import type { Method, Need } from '../../../core/analysis/ways/format.ts';
import { foreign, home, iamArn, reader, region } from '../example-parts.ts';

export interface Reach {
  readonly wide: string;
  /** Absent: no other resource would stop the call. */
  readonly narrow?: { readonly resource: string; readonly because: string };
}

const below = (kind: string, path: string): Reach => ({
  wide: iamArn(`${kind}/*`),
  narrow: {
    resource: iamArn(`${kind}/${path}/*`),
    because: `The permission now reaches only what is below the path \`/${path}/\`.`,
  },
});
const users = below('user', 'interns');
const roles = below('role', 'apps');
const groups = below('group', 'interns');
const policies = below('policy', 'apps');

const passing: Reach = {
  wide: iamArn('role/*'),
  narrow: {
    resource: iamArn(`role/${reader}`),
    because: `Only the role ${reader} can be passed now, and it can do little.`,
  },
};

const kinds: readonly (readonly [RegExp, Reach])[] = [
  [/User$/, users],
  [/Group$/, groups],
  [/Role$/, roles],
  [/Policy$/, policies],
];

export function reachOf(method: Method, one: Need): Reach {
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
  return ofForm(formOf(method, one));
}

/** What is made and strengthened later is below `/team/`, so that only the first call has to be narrowed. */
function ofMade(action: string): Reach {
  const kind = /Role/.test(action) ? 'role' : 'user';
  return action.startsWith('iam:Create') && !action.endsWith('Key')
    ? kind === 'role'
      ? roles
      : users
    : { wide: iamArn(`${kind}/team/*`) };
}

const providers = (isSaml: boolean): Reach => ({
  wide: iamArn(`${isSaml ? 'saml' : 'oidc'}-provider/*`),
  narrow: {
    resource: iamArn(isSaml ? 'saml-provider/Partner' : 'oidc-provider/partner.example.org'),
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
