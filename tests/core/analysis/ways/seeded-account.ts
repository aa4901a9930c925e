/** Small random accounts in which policies, groups, boundaries and trust lead on or stop, by a seed. */

import type { World } from '#core/model/world/world.ts';
import { seededRandom } from '#share/random.ts';
import { account, allow, anAccount, deny, role, trusts, user } from '../../accounts.ts';

const actions = [
  'iam:PutUserPolicy',
  'iam:AttachUserPolicy',
  'iam:AttachRolePolicy',
  'iam:PutRolePolicy',
  'iam:CreateAccessKey',
  'iam:UpdateLoginProfile',
  'iam:AddUserToGroup',
  'iam:UpdateAssumeRolePolicy',
  'iam:CreatePolicyVersion',
  'iam:DeleteUserPermissionsBoundary',
  'iam:PassRole',
  ['lambda:CreateFunction', 'lambda:InvokeFunction'],
  'sts:AssumeRole',
];
const things = [user('ann'), user('ben'), role('One'), role('Two'), `arn:aws:iam::${account}:group/Team`];

export function randomWorld(seed: number): World {
  const random = seededRandom(`ways ${seed}`);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const statement = () => {
    const make = random() < 0.2 ? deny : allow;
    return make(pick(actions), random() < 0.5 ? '*' : pick(things));
  };
  const some = () => Array.from({ length: 1 + Math.floor(random() * 2) }, statement);
  const holder = () => ({
    attached: random() < 0.6 ? [pick(['Few', 'More'])] : [],
    ...(random() < 0.2 ? { boundary: 'Limit' } : {}),
  });
  const trust = () =>
    trusts(
      pick([
        { Service: 'lambda.amazonaws.com' },
        { AWS: `arn:aws:iam::${account}:root` },
        { AWS: pick([user('ann'), user('ben')]) },
      ]),
    );
  return anAccount({
    users: {
      ann: { ...holder(), groups: random() < 0.5 ? ['Team'] : [] },
      ben: holder(),
    },
    groups: { Team: { attached: random() < 0.3 ? [pick(['Few', 'Everything'])] : [] } },
    roles: {
      One: { ...holder(), trust: [trust()] },
      Two: { attached: random() < 0.7 ? ['Everything'] : [], trust: [trust()] },
    },
    policies: { Few: some(), More: [...some(), ...some()], Everything: [allow('*')], Limit: some() },
  });
}

const tagged = [
  { StringEquals: { 'aws:PrincipalTag/team': 'core' } },
  { StringEquals: { 'aws:ResourceTag/team': 'core' } },
  { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
];
const openActions = [
  'iam:TagUser',
  'iam:TagRole',
  ['iam:TagUser', 'iam:CreateAccessKey'],
  'iam:CreateAccessKey',
  'iam:CreateLoginProfile',
  'iam:UpdateLoginProfile',
  'iam:PutUserPolicy',
  'iam:AttachRolePolicy',
  'iam:UpdateAssumeRolePolicy',
  'iam:PassRole',
  ['lambda:UpdateFunctionCode', 'lambda:InvokeFunction'],
  ['lambda:CreateFunction', 'lambda:InvokeFunction'],
  'ssm:SendCommand',
  'ssm:StartSession',
  'sts:AssumeRole',
];
const openTrusts = [
  { Service: 'lambda.amazonaws.com' },
  { Service: 'ec2.amazonaws.com' },
  { AWS: `arn:aws:iam::${account}:root` },
  { AWS: user('ann') },
  { AWS: user('ben') },
];

/** An account of which nobody knows the keys, the passwords and what runs in it, with conditions on tags and on MFA. */
export function openWorld(seed: number): World {
  const random = seededRandom(`open ways ${seed}`);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const more = () => (random() < 0.3 ? { Condition: pick(tagged) } : {});
  const statement = () => {
    const make = random() < 0.15 ? deny : allow;
    return make(pick(openActions), random() < 0.4 ? '*' : pick(things), more());
  };
  const inline = () => ({ inline: { Work: statement(), ...(random() < 0.6 && { Other: statement() }) } });
  const trust = () => [{ ...trusts(pick(openTrusts)), ...more() }];
  return anAccount({
    unknown: ['access-keys', 'passwords', 'role-settings'],
    users: { ann: inline(), ben: inline(), cat: random() < 0.3 ? {} : inline() },
    roles: {
      One: { ...inline(), trust: trust() },
      Two: {
        inline: { All: allow('*', '*', random() < 0.3 ? { Condition: pick(tagged) } : {}) },
        trust: trust(),
      },
    },
  });
}
