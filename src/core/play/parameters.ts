/**
 * The parameters of each call of a method, as an actor would send them who wants everything. They name what the decisions
 * of the step name, so the door decides the same again.
 */

import { administratorAccess, everythingText } from '../analysis/everything.ts';
import { oldestVersion } from '../model/policy-document.ts';
import type { Choice } from '../analysis/ways/choices.ts';
import { resolvePrincipal } from '../authz/principal.ts';
import { currentStep, totpCode } from '../api/iam/credentials/totp.ts';
import { arnAccount, arnName, arnRegion, parseArn } from '../model/arn.ts';
import type { Env, ServiceName } from '../model/request/request.ts';
import { type OwnedTable, type World, credentialsOf, findByArn, ownedBy } from '../model/world/world.ts';
import type { RoleRecord } from '../model/records/identities.ts';
import type { NeededPermission, PlayableStep } from './playable.ts';
import type { HeldCredentials } from './stage.ts';
import { defined } from '../model/defined.ts';

export type Params = Readonly<Record<string, unknown>>;

export interface ParameterQuestion {
  readonly world: World;
  readonly env: Env;
  readonly step: PlayableStep;
  readonly held: HeldCredentials;
  /** Services that a new role trusts beside its maker. */
  readonly takers: readonly string[];
  /** The permissions of this call: one, or one for each thing that it touches. */
  readonly needs: readonly [NeededPermission, ...NeededPermission[]];
}

type Written = (asked: ParameterQuestion) => Params;

export interface CallForm {
  readonly service: ServiceName;
  readonly operation: string;
  readonly params: Written;
}

/** Returns the form of the call behind an action; `undefined` when the door only knows whether it is allowed. */
export function callFormOf(action: string): CallForm | undefined {
  const params = written[action];
  const [service = '', name = ''] = action.split(':');
  const operation = action === 'lambda:InvokeFunction' ? 'Invoke' : name;
  return params && { service: service as ServiceName, operation, params };
}

const nameOf = ({ needs: [{ resource }] }: ParameterQuestion): string => arnName(resource);
const user: Written = (asked) => ({ UserName: nameOf(asked) });
const group: Written = (asked) => ({ GroupName: nameOf(asked) });
const role: Written = (asked) => ({ RoleName: nameOf(asked) });

const and =
  (more: Written) =>
  (holder: Written): Written =>
  (asked) => ({ ...holder(asked), ...more(asked) });
const inlineOn = and(({ step }) => ({
  PolicyName: inlineName(step.choice) ?? 'Everything',
  PolicyDocument: everythingText,
}));
const attachedTo = and(({ step }) => ({ PolicyArn: step.choice.attaches ?? administratorAccess }));
const boundedBy = and(({ step }) => ({ PermissionsBoundary: step.choice.attaches ?? administratorAccess }));
const namedOn = and(({ step }) => ({ PolicyName: inlineName(step.choice) }));
const inlineName = (choice: Choice & { readonly inline?: string }): string | undefined => choice.inline;
const taggedAs = and(({ needs }) => tagsIn(needs[0].context));
const untaggedAs = and(({ step }) => ({ TagKeys: [step.choice.tag] }));

/** Returns the path of what is made, when its ARN has one, its tags and its boundary. */
function madeWith({ needs: [{ resource, context }] }: ParameterQuestion): Params {
  const path = resource.slice(resource.indexOf('/'), resource.lastIndexOf('/') + 1);
  return {
    ...(path.length > 1 ? { Path: path } : {}),
    ...optionalMember('PermissionsBoundary', context['iam:PermissionsBoundary']),
    ...tagsIn(context),
  };
}

/** Long enough for every policy about passwords, with a character of each kind. */
export const newPassword = 'Played-1-Way!'.repeat(9);

const written: Readonly<Record<string, Written>> = {
  'iam:PutUserPolicy': inlineOn(user),
  'iam:PutGroupPolicy': inlineOn(group),
  'iam:PutRolePolicy': inlineOn(role),
  'iam:AttachUserPolicy': attachedTo(user),
  'iam:AttachGroupPolicy': attachedTo(group),
  'iam:AttachRolePolicy': attachedTo(role),
  'iam:CreatePolicyVersion': ({ needs: [{ resource }] }) => ({
    PolicyArn: resource,
    PolicyDocument: everythingText,
    SetAsDefault: true,
  }),
  'iam:DeletePolicyVersion': ({ world, needs: [{ resource }] }) => {
    const policy = findByArn(world, 'policies', resource);
    return { PolicyArn: resource, VersionId: policy && oldestVersion(policy) };
  },
  'iam:SetDefaultPolicyVersion': ({ needs: [{ resource }], step }) => ({
    PolicyArn: resource,
    VersionId: step.choice.version,
  }),
  'iam:AddUserToGroup': (asked) => ({ ...group(asked), UserName: arnName(asked.step.to) }),
  'iam:RemoveUserFromGroup': (asked) => ({ ...group(asked), UserName: arnName(asked.step.to) }),
  'iam:DetachUserPolicy': attachedTo(user),
  'iam:DetachGroupPolicy': attachedTo(group),
  'iam:DetachRolePolicy': attachedTo(role),
  'iam:DeleteUserPolicy': namedOn(user),
  'iam:DeleteGroupPolicy': namedOn(group),
  'iam:DeleteRolePolicy': namedOn(role),
  'iam:PutUserPermissionsBoundary': boundedBy(user),
  'iam:PutRolePermissionsBoundary': boundedBy(role),
  'iam:TagUser': taggedAs(user),
  'iam:TagRole': taggedAs(role),
  'iam:TagPolicy': ({ needs: [{ resource, context }] }) => ({ PolicyArn: resource, ...tagsIn(context) }),
  'iam:UntagUser': untaggedAs(user),
  'iam:UntagRole': untaggedAs(role),
  'iam:CreateUser': (asked) => ({ ...user(asked), ...madeWith(asked) }),
  'iam:CreateGroup': (asked) => ({ ...group(asked), ...madeWith(asked) }),
  'iam:CreatePolicy': (asked) => ({
    PolicyName: nameOf(asked),
    PolicyDocument: everythingText,
    ...madeWith(asked),
  }),
  'iam:CreateVirtualMFADevice': (asked) => ({ VirtualMFADeviceName: nameOf(asked) }),
  'iam:EnableMFADevice': (asked) => ({
    ...user(asked),
    SerialNumber: deviceOf(asked),
    AuthenticationCode1: codeOf(asked, -2),
    AuthenticationCode2: codeOf(asked, -1),
  }),
  'iam:CreateInstanceProfile': (asked) => ({ InstanceProfileName: nameOf(asked) }),
  'iam:RemoveRoleFromInstanceProfile': (asked) => ({
    InstanceProfileName: nameOf(asked),
    RoleName: roleIn(asked),
  }),
  'iam:AddRoleToInstanceProfile': (asked) => ({
    InstanceProfileName: nameOf(asked),
    RoleName: arnName(asked.step.to),
  }),
  'iam:DeleteUserPermissionsBoundary': user,
  'iam:DeleteRolePermissionsBoundary': role,
  'iam:CreateAccessKey': user,
  'iam:DeleteAccessKey': (asked) => ({ ...user(asked), AccessKeyId: heldBy(asked, 'accessKeys')[0]?.id }),
  'iam:CreateLoginProfile': (asked) => ({ ...user(asked), Password: newPassword }),
  'iam:DeactivateMFADevice': (asked) => ({
    ...user(asked),
    SerialNumber: heldBy(asked, 'mfaDevices')[0]?.id,
  }),
  'iam:DeleteLoginProfile': user,
  'iam:UpdateLoginProfile': (asked) => ({
    ...user(asked),
    Password: newPassword,
    PasswordResetRequired: false,
  }),
  'iam:UpdateAssumeRolePolicy': (asked) => ({ ...role(asked), PolicyDocument: trusting(asked) }),
  'iam:UpdateAccessKey': (asked) => ({
    ...user(asked),
    AccessKeyId: heldBy(asked, 'accessKeys').find(({ status }) => status !== 'Active')?.id,
    Status: 'Active',
  }),
  'iam:CreateRole': (asked) => ({
    ...role(asked),
    ...madeWith(asked),
    AssumeRolePolicyDocument: trusting(asked),
  }),
  'sts:AssumeRole': (asked) => {
    const [{ resource, context }] = asked.needs;
    return {
      RoleArn: resource,
      RoleSessionName: textOf(context['sts:RoleSessionName']) ?? 'session',
      ...optionalMember('ExternalId', context['sts:ExternalId']),
      ...optionalMember('SourceIdentity', context['sts:SourceIdentity']),
      ...tagsIn(context),
      ...(deviceOf(asked) === undefined
        ? {}
        : { SerialNumber: deviceOf(asked), TokenCode: codeOf(asked, 0) }),
    };
  },
  'lambda:CreateFunction': (asked) => ({
    ...fn(asked),
    Runtime: 'nodejs20.x',
    Handler: 'index.handler',
    Role: asked.step.to,
  }),
  'lambda:UpdateFunctionCode': (asked) => ({ ...fn(asked), ZipFile: emptyArchive }),
  'lambda:UpdateFunctionConfiguration': (asked) => ({
    ...fn(asked),
    Handler: 'own.handler',
    ...(asked.step.decided.some(({ action }) => action === 'iam:PassRole') ? { Role: asked.step.to } : {}),
  }),
  'lambda:InvokeFunction': fn,
  'lambda:AddPermission': (asked) => ({
    ...fn(asked),
    StatementId: 'played',
    Action: 'lambda:InvokeFunction',
    Principal: textOf(asked.needs[0].context['lambda:Principal']) ?? invokerOf(asked),
  }),
  'lambda:CreateEventSourceMapping': (asked) => ({
    FunctionName: functionOf(asked),
    EventSourceArn: sourceOf(asked),
  }),
  'dynamodb:CreateTable': (asked) => ({
    TableName: nameOf(asked),
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  }),
  'ec2:RunInstances': (asked) => ({
    ...launch(asked),
    MinCount: 1,
    MaxCount: 1,
    ...taggedInstance(asked),
  }),
  'ec2:RequestSpotInstances': (asked) => ({ InstanceCount: 1, LaunchSpecification: launch(asked) }),
  'ec2:CreateTags': (asked) => ({ Resources: [nameOf(asked)], ...tagsIn(asked.needs[0].context) }),
  'ec2:StopInstances': (asked) => ({ InstanceIds: [nameOf(asked)] }),
  'ec2:StartInstances': (asked) => ({ InstanceIds: [nameOf(asked)] }),
  'ec2:ModifyInstanceAttribute': (asked) => ({
    InstanceId: nameOf(asked),
    UserData: { Value: emptyArchive },
  }),
};

function fn({ held, needs: [{ resource }] }: ParameterQuestion): Params {
  return { FunctionName: functionNameFor(held, resource) };
}

/**
 * Returns the name of a function; its ARN where it is of another account, because a name means the caller's own.
 * https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html
 */
export const functionNameFor = ({ arn }: HeldCredentials, resource: string): string =>
  arnAccount(resource) === arnAccount(arn) ? arnName(resource).replace(/^function:/, '') : resource;

/**
 * Whoever is let in to invoke a function: the session itself, because a boundary limits what is granted to its role. In
 * another account its own policies count too, so a service is let in, which then invokes for anybody.
 */
const invokerOf = ({ world, held, needs: [{ resource }] }: ParameterQuestion): string =>
  arnAccount(resource) === arnAccount(held.arn) ? resolvePrincipal(world, held.arn).arn : outsideInvoker;

/** Amazon S3 invokes a function for a bucket of any account, where the permission names no source. */
const outsideInvoker = 's3.amazonaws.com';

/** An empty archive in Base64: what the code does is not simulated. */
const emptyArchive = 'UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==';

const textOf = (value: unknown): string | undefined => {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first : undefined;
};

const optionalMember = (member: string, value: unknown): Params => {
  const text = textOf(value);
  return text === undefined ? {} : { [member]: text };
};

function tagsIn(context: NeededPermission['context']): { Tags?: readonly { Key: string; Value: string }[] } {
  const tags = Object.entries(context).flatMap(([key, value]) => {
    const name = /^aws:requesttag\/(.+)$/i.exec(key)?.[1];
    return name === undefined ? [] : [{ Key: name, Value: textOf(value) ?? '' }];
  });
  return tags.length > 0 ? { Tags: tags } : {};
}

function heldBy<T extends OwnedTable>({ world, needs: [{ resource }] }: ParameterQuestion, table: T) {
  const owner = findByArn(world, 'users', resource);
  return owner ? credentialsOf(world, table, owner.id) : [];
}

/** The MFA device that the step makes; `undefined` in a step without one. */
const deviceOf = ({ step }: ParameterQuestion): string | undefined =>
  step.decided.find(({ action }) => action === 'iam:CreateVirtualMFADevice')?.resource;

/** Returns what the new device shows so many steps of 30 seconds from now. */
function codeOf(asked: ParameterQuestion, away: number): string | undefined {
  const id = deviceOf(asked) ?? '';
  const [device, secret] = [asked.world.mfaDevices.get(id), asked.world.secrets.get(id)];
  if (!device || secret?.kind !== 'totp') return undefined;
  return totpCode(secret.base32, currentStep(device, asked.env) + away);
}

/** The trust of the role with the actor in it, with the services that take a new role, and without what it denies. */
function trusting({ world, needs: [{ resource }], step, held, takers }: ParameterQuestion): string {
  const before = findByArn(world, 'roles', resource)?.assumeRolePolicyDocument;
  const { Statement = [] } = JSON.parse(before ?? '{}') as { Statement?: object | object[] };
  const allows = [Statement].flat().filter((one) => 'Effect' in one && one.Effect === 'Allow');
  const principal = step.from.startsWith('arn:') ? step.from : held.arn;
  const services = takers.length > 0 ? { Service: takers } : {};
  const own = { Effect: 'Allow', Principal: { AWS: principal, ...services }, Action: 'sts:AssumeRole' };
  return JSON.stringify({ Version: '2012-10-17', Statement: [...allows, own] });
}

/** The function that the step makes or changes. */
function functionOf({ step, held }: ParameterQuestion): string {
  const made = step.decided.find(
    ({ action, resource }) => action.startsWith('lambda:') && resource.includes(':function:'),
  );
  return made ? functionNameFor(held, made.resource) : '';
}

/** A queue or stream of the account; for a new table its stream. */
function sourceOf({ world, step }: ParameterQuestion): string {
  const table = step.decided.find(({ action }) => action === 'dynamodb:CreateTable');
  if (table) return `${table.resource}/stream/2026-01-01T00:00:00.000`;
  const { account = '' } = parseArn(step.to) ?? {};
  const owner = world.accounts.get(account)?.id;
  const found = owner && ownedBy(world, 'resources', owner).find(({ arn }) => arn.startsWith('arn:aws:sqs:'));
  const region = arnRegion(
    step.decided.find(({ resource }) => resource.includes(':function:'))?.resource ?? '',
  );
  return found ? found.arn : `arn:aws:sqs:${region ?? 'us-east-1'}:${account}:new`;
}

/** An instance with the role of the step; the things that it touches are those of the decisions. */
function launch(asked: ParameterQuestion): Params {
  const { world, needs, step } = asked;
  const named = (type: string): string | undefined => {
    const found = needs.find(({ resource }) => parseArn(resource)?.resource.startsWith(`${type}/`));
    return found && arnName(found.resource);
  };
  const image = named('image');
  const [subnet, securityGroup] = [named('subnet'), named('security-group')];
  const type = needs.map(({ context }) => textOf(context['ec2:InstanceType'])).find(Boolean);
  return {
    ImageId: image !== undefined && /^ami-[0-9a-f]{8,17}$/.test(image) ? image : 'ami-0123456789abcdef0',
    ...(subnet?.startsWith('subnet-') ? { SubnetId: subnet } : {}),
    ...(securityGroup?.startsWith('sg-') ? { SecurityGroupIds: [securityGroup] } : {}),
    ...defined({ InstanceType: type }),
    ...profileOf(world, findByArn(world, 'roles', step.to)),
  };
}

function roleIn({ world, needs: [{ resource }] }: ParameterQuestion): string | undefined {
  const [id] = findByArn(world, 'instanceProfiles', resource)?.roles ?? [];
  return id === undefined ? undefined : world.roles.get(id)?.roleName;
}

function profileOf(world: World, target: RoleRecord | undefined): Params {
  const [id] = target ? (world.index.profilesOf.get(target.id) ?? []) : [];
  const profile = id === undefined ? undefined : world.instanceProfiles.get(id);
  return profile ? { IamInstanceProfile: { Arn: profile.arn } } : {};
}

function taggedInstance({ needs }: ParameterQuestion): Params {
  const { Tags } = tagsIn(
    Object.assign({}, ...needs.map(({ context }) => context)) as NeededPermission['context'],
  );
  return Tags ? { TagSpecifications: [{ ResourceType: 'instance', Tags }] } : {};
}
