/**
 * The parameters of the call that a question is about: members that name its resources get their names, members
 * that a context key is about get the key's value, and what else the model requires gets a stand-in.
 */

import type { CallQuestion } from '../../authz/authorize.ts';
import type { RequestContext } from '../../authz/decision.ts';
import { arnName, parseArn } from '../../model/arn.ts';
import { kindNear, kindOfArn } from '../../model/resource-kinds/lookup.ts';
import { type World, findByArn, ownedBy } from '../../model/world/world.ts';
import type { ServiceModel, Shape } from '../model/shapes.ts';
import { launched } from '../resource/ec2.ts';
import { standIn, takes, textsIn } from './stand-ins.ts';

export interface Parameters {
  readonly params: Readonly<Record<string, unknown>>;
  readonly standIns: ReadonlySet<string>;
}

export function parametersFor(
  world: World,
  model: ServiceModel,
  input: string | undefined,
  question: CallQuestion,
): Parameters {
  const shape = input === undefined ? undefined : model.shapes[input];
  if (shape?.type !== 'structure') return { params: {}, standIns: new Set() };
  const further = (question.resources ?? []).map(namesOf);
  const known = [
    namesOf(question.resource),
    ...further,
    ...further.map(asNew),
    ofPassedRole(world, question.passedRole),
    ofContext(question.context ?? {}),
  ];
  const params: Record<string, unknown> = {};
  const open: unknown[] = [];
  for (const [member, of] of Object.entries(shape.members)) {
    const found = known.flatMap((names) => names[member.toLowerCase()] ?? []);
    const value = fitted(model, model.shapes[of], found);
    if (value !== undefined) params[member] = value;
    else if (shape.required?.includes(member)) {
      params[member] = usable[member.toLowerCase()] ?? standIn(model, of);
      open.push(params[member]);
    }
  }
  return { params, standIns: new Set(open.flatMap(textsIn)) };
}

/** Values that operations take, though the model names no others that they refuse. */
const usable: Readonly<Record<string, string>> = { signingalgorithm: 'RS256' };

/** A change of name is authorized on the old name and the new one: UserName, NewUserName. */
const asNew = (names: Names): Names =>
  Object.fromEntries(Object.entries(names).map(([member, values]) => [`new${member}`, values]));

/** Possible values by member, whose name is in lower case. */
type Names = Readonly<Record<string, readonly unknown[]>>;

/** Returns the value in the form of the member's shape; `undefined`: none fits. */
function fitted(model: ServiceModel, shape: Shape | undefined, found: readonly unknown[]): unknown {
  switch (shape?.type) {
    case 'string':
      return found.find((value) => typeof value === 'string' && takes(shape, value));
    case 'list': {
      const fits = found
        .flat()
        .filter((value) => fitted(model, model.shapes[shape.member], [value]) !== undefined);
      return fits.length > 0 ? fits : undefined;
    }
    case 'map':
      return found.find(isPairs)?.reduce((all, { Key, Value }) => ({ ...all, [Key]: Value }), {});
    case 'structure':
      return found.find(
        (value) => isRecord(value) && Object.keys(value).every((key) => key in shape.members),
      );
    case 'integer':
    case 'long':
      return found.map(Number).find(Number.isInteger);
    default:
      return undefined;
  }
}

const isRecord = (value: unknown): value is object => typeof value === 'object' && !Array.isArray(value);

interface Pair {
  readonly Key: string;
  readonly Value: string;
}
const isPairs = (value: unknown): value is readonly Pair[] => Array.isArray(value);

/** Members that name a resource, by the service and the type in its ARN. `name`, `id` and `path` are its parts. */
function namesOf(text: string): Names {
  const arn = parseArn(text);
  if (!arn) return {};
  const { service, resource } = arn;
  const [type = ''] = resource.split(/[/:]/);
  const name = arnName(text);
  const rest = resource.slice(type.length + 1);
  const path = rest.includes('/') ? `/${rest.slice(0, rest.lastIndexOf('/') + 1)}` : '/';
  switch (service) {
    case 'iam':
      return { ...ofIam(type, { text, name, path, rest }), ...byArn(text) };
    case 'sts':
      return { name: [name] };
    case 'organizations':
      return ofOrganizations(type, name);
    case 'ec2':
      return ofEc2(type, name, text);
    default:
      return kindNear(text)?.members(text, name) ?? {};
  }
}

/** Members that take an ARN of several types. */
const byArn = (text: string): Names => ({
  arn: [text],
  policysourcearn: [text],
  entityarn: [text],
  templatearn: [text],
});

interface IamParts {
  readonly text: string;
  readonly name: string;
  readonly path: string;
  readonly rest: string;
}

function ofIam(type: string, { text, name, path, rest }: IamParts): Names {
  const at = { path: [path] };
  switch (type) {
    case 'user':
      return { username: [name], ...at };
    case 'group':
      return { groupname: [name], ...at };
    case 'role':
      return { rolename: [name], rolearn: [text], ...at };
    case 'policy':
      return { policyarn: [text], policyname: [name], ...at };
    case 'instance-profile':
      return { instanceprofilename: [name], ...at };
    case 'server-certificate':
      return { servercertificatename: [name], ...at };
    case 'mfa':
      return { serialnumber: [text], virtualmfadevicename: [name], ...at };
    case 'saml-provider':
      return { samlproviderarn: [text], name: [name] };
    case 'oidc-provider':
      return { openidconnectproviderarn: [text], url: [`https://${rest}`] };
    case 'delegation-request':
      return { delegationrequestid: [name] };
    case 'access-report':
      return { entitypath: [rest] };
    default:
      return { targetprincipal: [text] };
  }
}

function ofOrganizations(type: string, id: string): Names {
  const members: Readonly<Record<string, readonly string[]>> = {
    account: ['accountid', 'targetid', 'childid', 'resourceid'],
    ou: ['organizationalunitid', 'parentid', 'targetid', 'childid', 'resourceid'],
    root: ['rootid', 'parentid', 'targetid', 'resourceid'],
    policy: ['policyid', 'resourceid'],
    handshake: ['handshakeid'],
  };
  return {
    ...Object.fromEntries((members[type] ?? []).map((member) => [member, [id]])),
    ...(type === 'account' ? { target: [{ Id: id, Type: 'ACCOUNT' }] } : {}),
  };
}

/** Instances and what a launch names beside them. */
function ofEc2(type: string, id: string, arn: string): Names {
  const members: Readonly<Record<string, readonly string[]>> = {
    image: ['imageid'],
    subnet: ['subnetid'],
    'security-group': ['securitygroupids'],
    'key-pair': ['keyname'],
  };
  if (id === '*') return {};
  return (
    kindOfArn(arn)?.members(arn, id) ??
    Object.fromEntries((members[type] ?? []).map((member) => [member, [id]]))
  );
}

/** Returns the members that hand a role over; EC2 takes an instance profile that holds it. */
function ofPassedRole(world: World, arn: string | undefined): Names {
  if (arn === undefined) return {};
  const role = findByArn(world, 'roles', arn);
  const profile =
    role && ownedBy(world, 'instanceProfiles', role.account).find(({ roles }) => roles.includes(role.id));
  return {
    role: [arn],
    rolearn: [arn],
    rolename: [arnName(arn)],
    ...(profile ? { iaminstanceprofile: [{ Arn: profile.arn }] } : {}),
  };
}

/** Returns the members that context keys are about: `sts:ExternalId` → ExternalId, request tags → Tags. */
function ofContext(context: RequestContext): Names {
  const names: Record<string, readonly unknown[]> = {};
  const tags: Pair[] = [];
  for (const [key, value] of Object.entries(context)) {
    const [prefix = '', rest = ''] = key.split(/:(.*)/s);
    const tag = /^RequestTag\/(.+)$/i.exec(rest)?.[1];
    if (tag !== undefined) tags.push({ Key: tag, Value: String(value) });
    else if (prefix.toLowerCase() !== 'aws') names[rest.toLowerCase()] = [value].flat();
  }
  if (tags.length === 0) return names;
  const ofKms = tags.map(({ Key, Value }) => ({ TagKey: Key, TagValue: Value }));
  const made = launched.map((type) => ({ ResourceType: type, Tags: tags }));
  return { ...names, tags: [tags, ofKms], tagspecifications: [made] };
}

// Calls that must hand over a role, where no model of the operation is here to say it. Each list is under the folder
// of its API reference, whose page `API_{operation}.html` marks the role as required.

const lists: Readonly<Record<string, string>> = {
  // See https://docs.aws.amazon.com/aws-backup/latest/devguide/
  backup: 'StartBackupJob',
  // See https://docs.aws.amazon.com/bedrock/latest/APIReference/
  bedrock: 'CreateModelCustomizationJob CreateKnowledgeBase',
  // See https://docs.aws.amazon.com/codebuild/latest/APIReference/
  codebuild: 'CreateProject',
  // See https://docs.aws.amazon.com/codedeploy/latest/APIReference/
  codedeploy: 'CreateDeploymentGroup',
  // See https://docs.aws.amazon.com/codepipeline/latest/APIReference/
  codepipeline: 'CreatePipeline',
  // See https://docs.aws.amazon.com/eks/latest/APIReference/
  eks: 'CreateCluster',
  // See https://docs.aws.amazon.com/emr-serverless/latest/APIReference/
  'emr-serverless': 'StartJobRun',
  // See https://docs.aws.amazon.com/glue/latest/webapi/
  glue: 'CreateJob CreateCrawler',
  // See https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/
  pipes: 'CreatePipe',
  // See https://docs.aws.amazon.com/sagemaker/latest/APIReference/
  sagemaker: 'CreateNotebookInstance CreateProcessingJob CreateTrainingJob',
  // See https://docs.aws.amazon.com/scheduler/latest/APIReference/: the role is that of its Target.
  scheduler: 'CreateSchedule',
  // See https://docs.aws.amazon.com/step-functions/latest/apireference/
  states: 'CreateStateMachine',
  // See https://docs.aws.amazon.com/transfer/latest/APIReference/
  transfer: 'CreateUser',
};

/** Every action that cannot be done without a role, in AWS's spelling. */
export const requiringRole: ReadonlySet<string> = new Set(
  Object.entries(lists).flatMap(([prefix, names]) => names.split(' ').map((name) => `${prefix}:${name}`)),
);
