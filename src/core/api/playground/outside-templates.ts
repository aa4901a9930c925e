/**
 * The contents of a new simulated provider. Its people differ in what policies ask about (department,
 * project, contractor), and its applications have the names of each product. Providers of machines have the
 * runs that trust policies must tell apart (main branch, pull request, fork).
 */

import { newUuid } from '../../model/ids.ts';
import { issuerOfProduct, organizationLabel } from '../../model/federation/issuers.ts';
import type {
  OutsideApplication,
  OutsidePerson,
  OutsideProviderRecord,
  OutsideWorkload,
} from '../../model/records/outside-providers.ts';
import type { OutsideKind } from '../../model/records/lists.ts';
import { randomText } from '../base64.ts';

type Draft = Pick<
  OutsideProviderRecord,
  'entityId' | 'issuer' | 'groups' | 'people' | 'workloads' | 'applications'
>;
const digits = '0123456789';
const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';

const organization = [
  [
    'ana.ruiz',
    'Ana Ruiz',
    'Engineering',
    { department: 'Engineering', project: 'shop', costCenter: '1001', employeeType: 'employee' },
  ],
  [
    'ben.cole',
    'Ben Cole',
    'Finance',
    { department: 'Finance', project: 'payroll', costCenter: '2002', employeeType: 'employee' },
  ],
  [
    'chidi.obi',
    'Chidi Obi',
    'Engineering',
    { department: 'Engineering', project: 'search', costCenter: '1002', employeeType: 'contractor' },
  ],
  [
    'dana.kim',
    'Dana Kim',
    'Security',
    { department: 'Security', project: 'audit', costCenter: '3003', employeeType: 'employee' },
  ],
] as const;
const groups = ['Everyone', 'Engineering', 'Finance', 'Security'];

const people = (domain: string, idOf: () => string): OutsidePerson[] =>
  organization.map(([userName, name, group, attributes]) => ({
    id: idOf(),
    userName,
    name,
    email: `${userName}@${domain}`,
    groups: ['Everyone', group],
    attributes,
  }));

const application = (
  protocol: OutsideApplication['protocol'],
  id: string,
  name: string,
): OutsideApplication => ({ id, name, protocol, grants: [], tags: [], sessionName: 'email' });

/** Returns a provider that vouches for programs only, with the one application that they ask for. */
const machines = (
  issuer: string,
  workloads: readonly OutsideWorkload[],
  client: string,
  name: string,
): Draft => ({
  issuer,
  groups: [],
  people: [],
  workloads,
  applications: [application('oidc', client, name)],
});

/** Returns everything but name, keys and dates. `domain` is the organization's own, like `acme.example`. */
export function outsideTemplateOf(kind: OutsideKind, domain: string, random: () => number): Draft {
  const label = organizationLabel(domain);
  const name = issuerOfProduct(kind, domain);
  const issuer = name === undefined ? '' : `https://${name}`;
  const text = (length: number, from = letters) => randomText(random, length, from);
  const staff = (idOf: () => string) => ({ groups, people: people(domain, idOf), workloads: [] });
  switch (kind) {
    case 'okta':
      return {
        entityId: `http://www.okta.com/exk${text(17)}`,
        issuer,
        ...staff(() => `00u${text(17)}`),
        applications: [
          application('saml', 'aws', 'AWS Account Federation'),
          application('oidc', `0oa${text(17)}`, 'AWS command line'),
        ],
      };
    case 'ad-fs': {
      const site = `S-1-5-21-${text(10, digits)}-${text(10, digits)}-${text(9, digits)}`;
      let next = 1103;
      return {
        entityId: `http://sts.${domain}/adfs/services/trust`,
        ...staff(() => `${site}-${next++}`),
        applications: [application('saml', 'aws', 'Amazon Web Services')],
      };
    }
    case 'google':
      return {
        entityId: `https://accounts.google.com/o/saml2?idpid=C0${text(7)}`,
        issuer,
        ...staff(() => `1${text(20, digits)}`),
        applications: [
          application('saml', 'aws', 'Amazon Web Services'),
          application(
            'oidc',
            `${text(12, digits)}-${text(32)}.apps.googleusercontent.com`,
            'Web application',
          ),
        ],
      };
    case 'cognito':
      return machines(
        issuer,
        identities(() => `us-east-1:${newUuid(random)}`),
        `us-east-1:${newUuid(random)}`,
        'Identity pool',
      );
    case 'github':
      return machines(issuer, runs(label), 'sts.amazonaws.com', 'Deployments to AWS');
    case 'kubernetes':
      return machines(
        `https://oidc.eks.us-east-1.amazonaws.com/id/${text(32, '0123456789ABCDEF')}`,
        pods,
        'sts.amazonaws.com',
        'Roles for service accounts',
      );
  }
}

const identities = (idOf: () => string): OutsideWorkload[] => [
  { id: 'guest', name: 'A guest', claims: { sub: idOf() }, methods: ['unauthenticated'] },
  {
    id: 'signed-in',
    name: 'Somebody who signed in with Google',
    claims: { sub: idOf() },
    methods: ['authenticated', 'accounts.google.com'],
  },
];

const pod = (id: string, name: string, account: string): OutsideWorkload => ({
  id,
  name,
  claims: { sub: `system:serviceaccount:${account}` },
});

/** Service accounts that differ in the namespace alone, and the default one of a pod. */
const pods: readonly OutsideWorkload[] = [
  pod('checkout', 'Pods of the checkout', 'shop:checkout'),
  pod('default', 'Pods of the shop that name no service account', 'shop:default'),
  pod('test', 'Pods of the checkout under test', 'shop-test:checkout'),
];

function runs(owner: string): OutsideWorkload[] {
  const run = (id: string, name: string, by: string, subject: string, more: Record<string, string>) => ({
    id,
    name,
    claims: {
      sub: `repo:${by}/shop:${subject}`,
      repository: `${by}/shop`,
      repository_owner: by,
      workflow: 'deploy',
      ...more,
    },
  });
  const main = { ref: 'refs/heads/main', event_name: 'push' };
  return [
    run('main', 'Push to the main branch', owner, 'ref:refs/heads/main', main),
    run('production', 'Deployment to production', owner, 'environment:production', {
      ...main,
      environment: 'production',
    }),
    run('pull-request', 'Pull request', owner, 'pull_request', {
      ref: 'refs/pull/7/merge',
      event_name: 'pull_request',
    }),
    run('fork', 'Main branch of a fork', 'stranger', 'ref:refs/heads/main', main),
  ];
}
