/** Ways on which something new is made first: with the boundary, the name and the policy that conditions ask for. */

import { test } from 'vitest';
import { account, allow, deny, group, policy, role, user } from '../../../accounts.ts';
import { type Case, type Right, expectNone, expectWay } from './account.ts';

const equals = (key: string, value: string, operator = 'StringEquals') => ({
  Condition: { [operator]: { [key]: value } },
});
const bounded = equals('iam:PermissionsBoundary', policy('Bound'));
const own = equals('iam:PolicyARN', `arn:aws:iam::${account}:policy/*`, 'ArnLike');
const team = user('team/*');
const narrow = { Bound: [allow('s3:*')] };
const wide = { Bound: [allow('*')] };
const on = (...calls: readonly (string | Right)[]): Right[] =>
  calls.map((one) =>
    typeof one === 'string' ? [`iam:${one}`] : ([`iam:${one[0]}`, ...one.slice(1)] as unknown as Right),
  );

const All = [allow('*')];
const byRole = { byRole: true, policies: { All } };
const noAssuming = {
  users: { dev: { attached: ['Never'] } },
  policies: { Never: [deny('sts:AssumeRole')] },
};
const handedOver = on('CreateRole', 'PutRolePolicy', 'PassRole');

const found: Readonly<Record<string, Case>> = {
  'a new role is handed to a service where nobody may be assumed': {
    rights: [...handedOver, ['lambda:CreateFunction'], ['lambda:InvokeFunction']],
    ...noAssuming,
    calls: 'CreateRole PutRolePolicy AssumeRole PassRole CreateFunction InvokeFunction',
  },
  'a new role of a name is handed to a service': {
    rights: [
      ['iam:CreateRole', `arn:aws:iam::${account}:role/app-*`],
      ['iam:PutRolePolicy', '*'],
      ['iam:PassRole', '*', equals('iam:PassedToService', 'ec2.amazonaws.com')],
      ['ec2:RunInstances'],
      ['iam:CreateInstanceProfile'],
      ['iam:AddRoleToInstanceProfile'],
    ],
    ...noAssuming,
    calls:
      'CreateRole PutRolePolicy AssumeRole CreateInstanceProfile AddRoleToInstanceProfile PassRole PassRole ' +
      'RunInstances RunInstances RunInstances RunInstances RunInstances RunInstances',
  },
  'a boundary that has to be set is taken off again': {
    rights: on(['CreateRole', '*', bounded], 'AttachRolePolicy', 'DeleteRolePermissionsBoundary'),
    policies: narrow,
    calls: 'CreateRole AttachRolePolicy DeleteRolePermissionsBoundary AssumeRole',
  },
  'a boundary that has to be set on a new user is taken off again': {
    rights: on(
      ['CreateUser', '*', bounded],
      ['PutUserPolicy', team],
      'DeleteUserPermissionsBoundary',
      'CreateAccessKey',
    ),
    policies: narrow,
    calls: 'CreateUser DeleteUserPermissionsBoundary PutUserPolicy CreateAccessKey',
  },
  'a boundary that has to be set gets a new version': {
    rights: on(
      ['CreateRole', '*', bounded],
      ['PutRolePolicy', '*', bounded],
      ['CreatePolicyVersion', policy('Bound')],
    ),
    policies: narrow,
    calls: 'CreateRole PutRolePolicy CreatePolicyVersion AssumeRole',
  },
  'a boundary that has to be set lets everything through': {
    rights: on(['CreateRole', '*', bounded], ['AttachRolePolicy', '*', bounded]),
    policies: wide,
    calls: 'CreateRole AttachRolePolicy AssumeRole',
  },
  'a boundary of AWS that has to be set lets everything through': {
    rights: on(
      ['CreateRole', '*', equals('iam:PermissionsBoundary', 'arn:aws:iam::aws:policy/AdministratorAccess')],
      [
        'AttachRolePolicy',
        '*',
        equals('iam:PermissionsBoundary', 'arn:aws:iam::aws:policy/AdministratorAccess'),
      ],
    ),
    calls: 'CreateRole AttachRolePolicy AssumeRole',
  },
  'an own policy is written and attached to oneself': {
    rights: on('CreatePolicy', ['AttachUserPolicy', user('dev'), own]),
    calls: 'CreatePolicy AttachUserPolicy',
  },
  'an own policy is written with the name that may be attached': {
    rights: on(
      ['CreatePolicy', `arn:aws:iam::${account}:policy/team/*`],
      ['AttachUserPolicy', '*', equals('iam:PolicyARN', `arn:aws:iam::${account}:policy/*-app`, 'ArnLike')],
    ),
    calls: 'CreatePolicy AttachUserPolicy',
  },
  'an own policy is written and attached to a group': {
    rights: on('CreatePolicy', ['AttachGroupPolicy', group('Crew'), own]),
    users: { dev: { groups: ['Crew'] } },
    groups: { Crew: {} },
    calls: 'CreatePolicy AttachGroupPolicy',
  },
  'an own policy is written for a new role': {
    rights: on('CreatePolicy', 'CreateRole', ['AttachRolePolicy', role('*'), own]),
    calls: 'CreatePolicy CreateRole AttachRolePolicy AssumeRole',
  },
  'a new user gets a password instead of a key': {
    rights: on('CreateUser', ['AttachUserPolicy', team], 'CreateLoginProfile'),
    calls: 'CreateUser AttachUserPolicy CreateLoginProfile',
  },
  'a new user gets an inline policy and a password': {
    rights: on('CreateUser', ['PutUserPolicy', team], 'CreateLoginProfile'),
    calls: 'CreateUser PutUserPolicy CreateLoginProfile',
  },
  'a new user joins the group of administrators and gets a key': {
    rights: on('CreateUser', 'AddUserToGroup', ['CreateAccessKey', user('team/*')]),
    ...byRole,
    groups: { Bosses: { attached: ['All'] } },
    calls: 'CreateUser AddUserToGroup CreateAccessKey',
  },
  'a new user joins the group of administrators and gets a password': {
    rights: on('CreateUser', ['AddUserToGroup', group('Bosses')], 'CreateLoginProfile'),
    ...byRole,
    groups: { Bosses: { attached: ['All'] } },
    calls: 'CreateUser AddUserToGroup CreateLoginProfile',
  },
  'a new group is written and joined by oneself': {
    rights: on('CreateGroup', 'PutGroupPolicy', 'AddUserToGroup'),
    calls: 'CreateGroup AddUserToGroup PutGroupPolicy',
  },
  'a new group gets a policy and a user whose key is made': {
    rights: on('CreateGroup', 'AttachGroupPolicy', 'AddUserToGroup', 'CreateAccessKey'),
    ...byRole,
    users: { ann: {} },
    calls: 'CreateGroup AddUserToGroup AttachGroupPolicy CreateAccessKey',
  },
  'a new role needs a tag that the next call asks for': {
    rights: on('CreateRole', ['AttachRolePolicy', '*', equals('aws:ResourceTag/team', 'red')]),
    calls: 'CreateRole AttachRolePolicy AssumeRole',
  },
  'a new user needs a tag in both calls': {
    rights: on(
      ['CreateUser', '*', equals('aws:RequestTag/team', 'red')],
      ['PutUserPolicy', '*', equals('iam:ResourceTag/team', 'red')],
      ['CreateAccessKey', '*', equals('aws:ResourceTag/team', 'red')],
    ),
    calls: 'CreateUser PutUserPolicy CreateAccessKey',
  },
  'a new role has a name that fits two patterns': {
    rights: on(['CreateRole', role('app-*')], ['AttachRolePolicy', role('*-x')]),
    calls: 'CreateRole AttachRolePolicy AssumeRole',
  },
  'a new user has a name that fits three patterns': {
    rights: on(
      ['CreateUser', user('app-*')],
      ['PutUserPolicy', user('*-x')],
      ['CreateAccessKey', user('*b*')],
    ),
    calls: 'CreateUser PutUserPolicy CreateAccessKey',
  },
};

test.each(Object.entries(found))('a way leads on with something new where %s', (_, one) => {
  expectWay(one);
});

const none: Readonly<Record<string, Omit<Case, 'calls'>>> = {
  'the boundary that has to be set stays': {
    rights: on(['CreateRole', role('app-*'), bounded], 'AttachRolePolicy', [
      'DeleteRolePermissionsBoundary',
      role('web-*'),
    ]),
    policies: narrow,
  },
  'another policy than the boundary gets a new version': {
    rights: on(['CreateRole', '*', bounded], 'AttachRolePolicy', ['CreatePolicyVersion', policy('Other')]),
    policies: { ...narrow, Other: [allow('s3:*')] },
  },
  'the boundary that has to be set is not there': {
    rights: on(['CreateRole', '*', bounded], 'AttachRolePolicy'),
  },
  'the call after asks for another boundary': {
    rights: on(
      ['CreateRole', '*', bounded],
      ['AttachRolePolicy', '*', equals('iam:PermissionsBoundary', policy('Other'))],
    ),
    policies: wide,
  },
  'the policy that can be written has another name than the one that can be attached': {
    rights: on(
      ['CreatePolicy', policy('a-*')],
      ['AttachUserPolicy', user('dev'), equals('iam:PolicyARN', policy('b-*'), 'ArnLike')],
    ),
  },
  'the patterns of two calls have no name together': {
    rights: on(['CreateRole', role('app-*')], ['AttachRolePolicy', role('web-*')]),
  },
  'a Deny takes the names that fit': {
    rights: on(['CreateRole', role('app-*')], ['AttachRolePolicy', role('*-x')]),
    policies: { Guard: [deny('iam:*', role('app-*-x')), deny('iam:*', role('app-x'))] },
    users: { dev: { attached: ['Guard'] } },
  },
  'the tag that the next call asks for may not be set': {
    rights: on(
      ['CreateRole', '*', equals('aws:RequestTag/team', 'blue')],
      ['AttachRolePolicy', '*', equals('aws:ResourceTag/team', 'red')],
    ),
  },
  'a new user can sign in but never has a right': {
    rights: on('CreateUser', 'CreateLoginProfile', 'CreateAccessKey', 'CreateGroup', 'CreatePolicy'),
  },
  'a new role may be handed only to another service': {
    rights: [
      ...on('CreateRole', 'PutRolePolicy', [
        'PassRole',
        '*',
        equals('iam:PassedToService', 'ec2.amazonaws.com'),
      ]),
      ['lambda:CreateFunction'],
      ['lambda:InvokeFunction'],
    ],
    ...noAssuming,
  },
  'a new group has no member': {
    rights: on(['CreateGroup', group('app-*')], 'PutGroupPolicy', ['AddUserToGroup', group('Other')]),
  },
};

test.each(Object.entries(none))('no way leads on with something new where %s', (_, one) => {
  expectNone(one);
});
