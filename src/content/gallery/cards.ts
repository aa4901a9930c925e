/**
 * The gallery: scenarios that each teach one thing. The cards are here, so that they can be searched. The
 * files are in public/gallery, where a teacher can download and change them; each is loaded by import when it
 * is opened, so a copy of the page on a disk has them too.
 */

import { type ScenarioCard, firstMinutes, hospital, smallCompany } from './examples.ts';

export interface GalleryCard extends ScenarioCard {
  /** The lesson in one sentence. */
  readonly learn: string;
  readonly topics: readonly string[];
  /** A text such as `3 users, 2 groups`. */
  readonly size: string;
}

export const gallery: readonly GalleryCard[] = [
  {
    ...firstMinutes,
    learn: 'AWS allows a request only if a policy allows it. You see what attaching a policy does.',
    topics: ['users', 'policies'],
    size: '2 users, 1 policy',
  },
  {
    ...smallCompany,
    learn: 'You find out why somebody can or cannot do something when several policies count.',
    topics: ['groups', 'explicit deny', 'resource policies'],
    size: '16 users, 8 groups, 3 roles, 8 policies',
  },
  {
    ...hospital,
    learn: 'You see how limits work together: boundaries, tags, MFA, and a role for another account.',
    topics: ['permissions boundary', 'tags', 'MFA', 'cross-account', 'roles'],
    size: '2 accounts, 31 users, 12 groups, 7 roles, 15 policies',
  },
  {
    id: 'tutorial-account',
    title: 'A first IAM account',
    purpose: 'Users in groups, one customer managed policy, and a role for a server.',
    learn: 'You see how users, groups, roles and policies fit together. A new user can do nothing.',
    topics: ['users', 'groups', 'roles', 'policies'],
    size: '3 users, 2 groups, 1 role, 2 policies',
    file: () => import('../../../public/gallery/tutorial-account.json'),
  },
  {
    id: 'groups-add-up',
    title: 'Groups add up',
    purpose: 'A newsroom where each group gives one right. A member of two groups has both.',
    learn: 'A user can do what all their groups allow together.',
    topics: ['groups', 'users'],
    size: '3 users, 2 groups, 1 policy',
    file: () => import('../../../public/gallery/groups-add-up.json'),
  },
  {
    id: 'deny-wins',
    title: 'A deny wins',
    purpose: 'An administrator can do everything, except delete from the audit trail.',
    learn: 'One Deny is stronger than every Allow, and a second Allow does not help.',
    topics: ['policies', 'groups', 'explicit deny'],
    size: '2 users, 1 group, 1 policy',
    file: () => import('../../../public/gallery/deny-wins.json'),
  },
  {
    id: 'boundary-delegation',
    title: 'Delegation with a boundary',
    purpose: 'Developers make their own roles, but no role can do more than the boundary allows.',
    learn: 'A permissions boundary limits what a role can do, and delegation must keep it on.',
    topics: ['permissions boundary', 'roles', 'delegation'],
    size: '1 user, 1 role, 1 policy',
    file: () => import('../../../public/gallery/boundary-delegation.json'),
  },
  {
    id: 'external-id',
    title: 'A vendor with an external id',
    purpose: 'A cost auditor of another company assumes a role here. It must act for this customer only.',
    learn: 'Across accounts, both sides must allow. An external ID says for which customer a vendor acts.',
    topics: ['cross-account', 'roles', 'external id', 'confused deputy'],
    size: '2 accounts, 2 users, 1 role',
    file: () => import('../../../public/gallery/external-id.json'),
  },
  {
    id: 'tags-decide',
    title: 'Tags decide',
    purpose:
      'One policy for all projects: people can stop the machines that have the tag of their own project.',
    learn: 'With tags, the policy stays as it is. So nobody should change their own tags.',
    topics: ['tags', 'ABAC', 'conditions'],
    size: '3 users, 1 group, 2 policies',
    file: () => import('../../../public/gallery/tags-decide.json'),
  },
  {
    id: 'region-guard-rail',
    title: 'A guard-rail for regions',
    purpose:
      'An organization keeps its workloads in Europe, whatever the administrator of an account allows.',
    learn:
      'A service control policy limits whole accounts, gives no rights, and does not limit the management account.',
    topics: ['organization', 'SCP', 'conditions'],
    size: '2 accounts, 3 users',
    file: () => import('../../../public/gallery/region-guard-rail.json'),
  },
  {
    id: 'saml-sign-in',
    title: 'Signing in with SAML',
    purpose: 'People of a hospital sign in at their own directory. They get a role here without an IAM user.',
    learn:
      'You see how a signed assertion becomes temporary credentials, and what the trust policy must check.',
    topics: ['SAML', 'federation', 'roles'],
    size: '1 role',
    file: () => import('../../../public/gallery/saml-sign-in.json'),
  },
  {
    id: 'pipeline-oidc',
    title: 'Deploying from a pipeline',
    purpose: 'A build on GitHub Actions deploys with temporary credentials instead of a stored key.',
    learn:
      'The trust policy must check three claims of a pipeline’s token: the audience, the repository and the branch.',
    topics: ['OIDC', 'federation', 'roles'],
    size: '1 role',
    file: () => import('../../../public/gallery/pipeline-oidc.json'),
  },
  {
    id: 'role-chain',
    title: 'A chain of roles',
    purpose:
      'A user reaches production through a jump role, one session at a time. Then the chain becomes shorter.',
    learn:
      'Each role in a chain has only its own rights, and its session is short. The next role must trust it.',
    topics: ['roles', 'sessions', 'cross-account'],
    size: '2 accounts, 1 user, 2 roles',
    file: () => import('../../../public/gallery/role-chain.json'),
  },
  {
    id: 'leaked-key',
    title: 'A leaked access key',
    purpose: 'A key of the build robot is in a public repository. Stop it, without stopping the company.',
    learn: 'First take away what the user can do, then deactivate the key, then replace it.',
    topics: ['access keys', 'incident', 'users'],
    size: '2 users, 1 policy',
    file: () => import('../../../public/gallery/leaked-key.json'),
  },
  {
    id: 'public-bucket',
    title: 'A bucket open to everybody',
    purpose: 'A bucket policy says Principal “*”: everybody can read the reports, also without signing in.',
    learn: 'A resource policy alone can let in everybody. A condition lets in only your own people.',
    topics: ['resource policies', 'public access', 'S3'],
    size: '2 accounts, 2 users',
    file: () => import('../../../public/gallery/public-bucket.json'),
  },
  {
    id: 'passrole-way-up',
    title: 'The way up through PassRole',
    purpose: 'A developer who can pass any role to a function becomes an administrator with two calls.',
    learn: 'A policy must name the roles that iam:PassRole can pass. You see why.',
    topics: ['escalation', 'PassRole', 'Lambda'],
    size: '1 user, 2 roles, 1 policy',
    file: () => import('../../../public/gallery/passrole-way-up.json'),
  },
  {
    id: 'service-deputy',
    title: 'A service as confused deputy',
    purpose: 'CloudTrail can write into our log bucket, for anybody who tells it to.',
    learn: 'A service acts for many customers. The resource policy must name the customer.',
    topics: ['resource policies', 'confused deputy', 'services'],
    size: '1 user',
    file: () => import('../../../public/gallery/service-deputy.json'),
  },
  {
    id: 'mfa-only',
    title: 'Nothing without MFA',
    purpose: 'People can set up their own device without MFA, and do everything else only with MFA.',
    learn: 'A request with a long-term access key says nothing about MFA. So the condition is BoolIfExists.',
    topics: ['MFA', 'conditions', 'self-service'],
    size: '2 users, 1 group, 1 policy',
    file: () => import('../../../public/gallery/mfa-only.json'),
  },
  {
    id: 'messy-account',
    title: 'An account that grew',
    purpose:
      'Seven years, four administrators, and nobody cleaned up. Find what is dangerous and what is only old.',
    learn: 'You read a real account: unused users, wildcard policies, a trust too wide, a forgotten key.',
    topics: ['review', 'users', 'roles', 'groups', 'access keys'],
    size: '2 accounts, 8 users, 4 groups, 3 roles, 4 policies',
    file: () => import('../../../public/gallery/messy-account.json'),
  },
  {
    id: 'billing-switch',
    title: 'The switch for billing',
    purpose:
      'A policy allows Finn to see the bills, and still the answer is No. The root user must open billing first.',
    learn: 'Only the root user can open some things, whatever policies say.',
    topics: ['root user', 'billing', 'account settings'],
    size: '2 users',
    file: () => import('../../../public/gallery/billing-switch.json'),
  },
];

export const findInGallery = (id: string): GalleryCard | undefined => gallery.find((one) => one.id === id);
