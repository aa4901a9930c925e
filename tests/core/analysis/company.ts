/**
 * A random company in a member account of an organization: users, groups, roles, boundaries, control policies, and
 * resources with policies; and random edits of it. Everything goes through the door.
 */

import { TestAccount, expectOk } from '../api/door.ts';
import { withOrganization } from '../api/organizations/account.ts';
import type { Dice } from '../property/random/dice.ts';

type Json = Record<string, unknown>;
const users = ['alice', 'bob', 'carol', 'dave', 'eve', 'fay', 'gus', 'hal'];
const roles = ['dev', 'ops', 'audit', 'app'];
const groups = ['staff', 'admins', 'readers'];

export const askedActions = [
  's3:GetObject',
  's3:PutObject',
  's3:DeleteBucket',
  's3:ListAllMyBuckets',
  'sqs:SendMessage',
  'iam:PassRole',
  'iam:ChangePassword',
  'kms:Decrypt',
  'sts:AssumeRole',
  'ec2:RunInstances',
];

export class Company {
  readonly t = new TestAccount(7);
  readonly account: string;
  readonly root: string;
  readonly #dice: Dice;
  readonly #organization: ReturnType<typeof withOrganization>;
  #names = 0;

  constructor(dice: Dice) {
    this.#dice = dice;
    this.#organization = withOrganization(this.t);
    this.account = this.#organization.member('Company');
    this.root = `arn:aws:iam::${this.account}:root`;
    this.#control('SERVICE_CONTROL_POLICY');
    this.#control('RESOURCE_CONTROL_POLICY');
    for (const GroupName of groups) this.#ok('CreateGroup', { GroupName });
    for (const UserName of users) this.#ok('CreateUser', { UserName, Tags: this.#tags() });
    for (const RoleName of roles) this.#ok('CreateRole', { RoleName, ...this.#trust(), Tags: this.#tags() });
    for (let at = 0; at < 8; at++) this.#policy();
    for (let at = 0; at < 60; at++) this.edit();
    for (const arn of [
      'arn:aws:s3:::logs',
      'arn:aws:s3:::data',
      this.arn('sqs', 'jobs'),
      this.arn('kms', 'key/1'),
    ])
      this.#resource(arn);
  }

  arn(service: string, name: string): string {
    return `arn:aws:${service}:${/^iam$/.test(service) ? '' : 'us-east-1'}:${this.account}:${name}`;
  }

  resources(): string[] {
    return [
      ...[
        '*',
        'arn:aws:s3:::logs',
        'arn:aws:s3:::logs/2026/a',
        'arn:aws:s3:::data/alice/x',
        'arn:aws:s3:::logs/*',
      ],
      ...[
        this.arn('sqs', 'jobs'),
        this.arn('sqs', '*'),
        this.arn('iam', 'role/app'),
        this.arn('iam', 'user/alice'),
      ],
      ...[this.arn('kms', 'key/1'), this.arn('kms', 'alias/main'), 'arn:aws:sqs:us-east-1:999988887777:far'],
    ];
  }

  /** Changes something at random; the door may refuse. */
  edit(): void {
    const policies = [...this.t.world.policies.values()].filter(({ account }) => account === this.account);
    const PolicyArn = this.#dice.pick(policies).arn;
    const [UserName, RoleName, GroupName] = [
      this.#dice.pick(users),
      this.#dice.pick(roles),
      this.#dice.pick(groups),
    ];
    const PolicyName = this.#dice.pick(['one', 'two']);
    const calls: (() => unknown)[] = [
      () => this.#call('AttachUserPolicy', { UserName, PolicyArn }),
      () => this.#call('DetachUserPolicy', { UserName, PolicyArn }),
      () => this.#call('AttachRolePolicy', { RoleName, PolicyArn }),
      () => this.#call('AttachGroupPolicy', { GroupName, PolicyArn }),
      () => this.#call('DetachGroupPolicy', { GroupName, PolicyArn }),
      () => this.#call('PutUserPolicy', { UserName, PolicyName, ...this.#document() }),
      () => this.#call('PutRolePolicy', { RoleName, PolicyName, ...this.#document() }),
      () => this.#call('PutGroupPolicy', { GroupName, PolicyName, ...this.#document() }),
      () => this.#call('DeleteUserPolicy', { UserName, PolicyName }),
      () => this.#call('DeleteGroupPolicy', { GroupName, PolicyName }),
      () => this.#call('AddUserToGroup', { UserName, GroupName }),
      () => this.#call('RemoveUserFromGroup', { UserName, GroupName }),
      () => this.#call('PutUserPermissionsBoundary', { UserName, PermissionsBoundary: PolicyArn }),
      () => this.#call('PutRolePermissionsBoundary', { RoleName, PermissionsBoundary: PolicyArn }),
      () => this.#call('DeleteUserPermissionsBoundary', { UserName }),
      () => this.#call('CreatePolicyVersion', { PolicyArn, ...this.#document(), SetAsDefault: true }),
      () => this.#call('TagUser', { UserName, Tags: this.#tags() }),
      () => this.#replaceUser(UserName),
      () => this.#policy(),
    ];
    this.#dice.pick(calls)();
  }

  #call(operation: string, params: Json) {
    return this.t.as(this.root, operation, params);
  }

  #ok(operation: string, params: Json): void {
    expectOk(this.#call(operation, params));
  }

  /** Deletes a user that has nothing, and makes one of the same name. */
  #replaceUser(UserName: string): void {
    if (this.#call('DeleteUser', { UserName }).ok) this.#ok('CreateUser', { UserName });
  }

  #policy(): void {
    this.#ok('CreatePolicy', { PolicyName: `p${this.#names++}`, ...this.#document() });
  }

  #control(Type: 'SERVICE_CONTROL_POLICY' | 'RESOURCE_CONTROL_POLICY'): void {
    const { ok, top } = this.#organization;
    ok('EnablePolicyType', { RootId: top, PolicyType: Type });
    const isOfResources = Type === 'RESOURCE_CONTROL_POLICY';
    const statement = {
      Effect: 'Deny',
      ...(isOfResources && { Principal: '*' }),
      Action: this.#dice.pick(['s3:DeleteBucket', 'sqs:*', 's3:Put*']),
      Resource: '*',
      Condition: this.#condition(),
    };
    const made = ok('CreatePolicy', { Name: Type, Description: '', Type, Content: this.#text([statement]) });
    const { Id } = (made as { Policy: { PolicySummary: { Id: string } } }).Policy.PolicySummary;
    ok('AttachPolicy', { PolicyId: Id, TargetId: this.account });
  }

  #resource(Arn: string): void {
    const role = this.arn('iam', `role/${this.#dice.pick(roles)}`);
    const principals = ['*', this.account, this.arn('iam', `user/${this.#dice.pick(users)}`), role];
    const service = Arn.split(':', 3)[2] ?? '';
    const statements = this.#dice.several(1, 3, () => ({
      Effect: this.#dice.pick(['Allow', 'Allow', 'Deny']),
      Principal: { AWS: this.#dice.pick(principals) },
      Action: this.#dice.pick([
        `${service}:*`,
        ...askedActions.filter((one) => one.startsWith(`${service}:`)),
      ]),
      Resource: service === 's3' ? [Arn, `${Arn}/*`] : '*',
      ...(this.#dice.chance(0.4) && { Condition: this.#condition() }),
    }));
    const params = { Arn, Policy: this.#text(statements) };
    const caller = { kind: 'principal', arn: this.root } as const;
    expectOk(this.t.send({ service: 'playground', operation: 'PutResource', params, caller }));
  }

  #tags() {
    return [{ Key: 'team', Value: this.#dice.pick(['red', 'blue']) }];
  }

  #trust(): Json {
    const AWS = this.#dice.pick([this.account, '*', `arn:aws:iam::${this.account}:root`]);
    return {
      AssumeRolePolicyDocument: this.#text([
        { Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' },
      ]),
    };
  }

  #document(): Json {
    return { PolicyDocument: this.#text(this.#dice.several(1, 3, () => this.#statement())) };
  }

  #statement(): Json {
    const Effect = this.#dice.chance(0.25) ? 'Deny' : 'Allow';
    const actions = ['*', 's3:*', 's3:Get*', 'sqs:*', 'iam:*', ...askedActions];
    const resources = [
      'arn:aws:s3:::${aws:username}/*',
      'arn:aws:s3:::data/${aws:PrincipalTag/team}/*',
      'arn:aws:s3:::l*',
    ];
    return {
      Effect,
      ...(this.#dice.chance(0.1)
        ? { NotAction: this.#dice.pick(actions) }
        : { Action: this.#dice.several(1, 2, () => this.#dice.pick(actions)) }),
      ...(this.#dice.chance(0.1)
        ? { NotResource: this.#dice.pick(this.resources()) }
        : { Resource: this.#dice.pick(['*', '*', ...this.resources(), ...resources]) }),
      ...(this.#dice.chance(0.35) && { Condition: this.#condition() }),
    };
  }

  #condition(): Json {
    return this.#dice.pick([
      { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
      { StringEquals: { 'aws:PrincipalTag/team': 'red' } },
      { StringNotEquals: { 'aws:PrincipalTag/team': '${aws:ResourceTag/team}' } },
      { ArnLike: { 'aws:PrincipalArn': this.arn('iam', 'role/*') } },
      { StringLike: { 'aws:username': '?a*' } },
      { Null: { 'aws:username': 'true' } },
      { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
      { StringEquals: { 's3:prefix': ['${aws:username}', 'home'] } },
      { StringEquals: { 'aws:PrincipalAccount': this.account } },
      { DateLessThan: { 'aws:CurrentTime': '2026-06-01T00:00:00Z' } },
    ]);
  }

  #text(Statement: readonly Json[]): string {
    return JSON.stringify({ Version: '2012-10-17', Statement });
  }
}
