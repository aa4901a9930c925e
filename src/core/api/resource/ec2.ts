/**
 * EC2: instances. RunInstances is authorized on every resource that a launch touches, passes the role of its
 * instance profile, and tags what it makes. Each is a permission of its own, and each refusal is encoded.
 */

import type { RequestContext } from '../../authz/decision.ts';
import { requestTagKeys } from '../../authz/context.ts';
import { defaultInstanceType } from '../../model/request/defaults.ts';
import { ec2Instance } from '../../model/resource-kinds/ec2-instance.ts';
import { type Change, created, deleted, replaced } from '../../model/world/change.ts';
import type { InstanceProfileRecord } from '../../model/records/identities.ts';
import type { ResourceRecord } from '../../model/records/tables.ts';
import type { AwsError } from '../../model/request/request.ts';
import { type Result, ok } from '../../model/result.ts';
import { findByArn, findByName } from '../../model/world/world.ts';
import type { ApiFailure } from '../errors/codes.ts';
import { serviceTexts as say } from '../errors/service-texts.ts';
import { checkPassRole } from '../iam/identities/instance-profiles.ts';
import { type ApiTag, apiTags, withoutTags } from '../iam/tag-rules.ts';
import { type PermissionCheck, type Operation, type Answer, done } from '../operation.ts';
import {
  changed,
  newRecord,
  onAccount,
  onOne,
  operation,
  optionalParam,
  tagList,
  textParam,
  withDetails,
  withTags,
} from './calls.ts';
import {
  type ResourceParams,
  type ResourceCall,
  apiKind,
  findResource,
  ofKind,
  callRegionOf,
} from './kinds.ts';
import { failed, refuseRegion, refuseResourceTags } from './refusals.ts';
import { defined } from '../../model/defined.ts';

const instance = apiKind(ec2Instance, {
  missing: (id) => failed('InvalidInstanceID.NotFound', 400, `The instance ID '${id}' does not exist`),
  tags: {
    code: 'InvalidParameterValue',
    limitCode: 'TagLimitExceeded',
    reserved: (key) => `Value ( ${key} ) for parameter key is invalid. ${say.instanceReservedTags}`,
    duplicate: say.instanceDuplicateTag,
    tooMany: () => say.instanceTooManyTags,
  },
});
type Response = Record<string, unknown>;
const here = (call: ResourceCall, resource: string): string =>
  `arn:aws:ec2:${callRegionOf(call)}:${call.account.id}:${resource}`;
const check = (action: string, resource: string, context: RequestContext = {}): PermissionCheck => ({
  action: `ec2:${action}`,
  resource,
  printed: resource,
  context,
});
const ids = (params: ResourceParams): readonly string[] => (params['InstanceIds'] ?? []) as readonly string[];

/** Returns the tags for one type of resource among those that the launch makes. */
const tagsFor = (params: ResourceParams, type: string): ApiTag[] =>
  ((params['TagSpecifications'] ?? []) as readonly ResourceParams[])
    .filter((specification) => specification['ResourceType'] === type)
    .flatMap(tagList('Tags'));

function profileOf({
  world,
  account,
  params,
}: ResourceCall): Result<InstanceProfileRecord | undefined, AwsError> {
  const given = params['IamInstanceProfile'] as ResourceParams | undefined;
  if (!given) return ok(undefined);
  const [arn, name] = [optionalParam(given, 'Arn'), optionalParam(given, 'Name')];
  const profile =
    arn === undefined
      ? findByName(world, 'instanceProfiles', account.id, name ?? '')
      : findByArn(world, 'instanceProfiles', arn);
  if (profile?.account === account.id) return ok(profile);
  const [member, value, noun] = arn === undefined ? ['name', name ?? '', 'Name'] : ['arn', arn, 'ARN'];
  const message = `Value (${value}) for parameter iamInstanceProfile.${member} is invalid. Invalid IAM Instance Profile ${noun.toLowerCase()}`;
  return failed('InvalidParameterValue', 400, message);
}

/** E-58: a launch with an instance profile passes its role to EC2. */
function passesProfile(call: ResourceCall, instanceArn: string): readonly PermissionCheck[] | ApiFailure {
  const found = profileOf(call);
  if (!found.ok) return found;
  const profile = found.value;
  if (!profile) return [];
  const role = call.world.roles.get(profile.roles[0] ?? '');
  if (!role) {
    const message = `Value (${profile.instanceProfileName}) for parameter iamInstanceProfile.name is invalid. IAM Instance Profile '${profile.arn}' has no associated IAM Roles`;
    return failed('InvalidParameterValue', 400, message);
  }
  return [checkPassRole(call, role.roleName, 'ec2.amazonaws.com', instanceArn)];
}

function launchChecks(call: ResourceCall): readonly PermissionCheck[] | ApiFailure {
  const { params } = call;
  const region = callRegionOf(call);
  const passing = passesProfile(call, here(call, 'instance/*'));
  if ('ok' in passing) return passing;
  const profile = profileOf(call);
  const ofInstance: RequestContext = {
    'ec2:InstanceType': optionalParam(params, 'InstanceType') ?? defaultInstanceType,
    ...(profile.ok && profile.value ? { 'ec2:InstanceProfile': profile.value.arn } : {}),
  };
  const subnet = optionalParam(params, 'SubnetId');
  const groups = (params['SecurityGroupIds'] ?? []) as readonly string[];
  const keyName = optionalParam(params, 'KeyName');
  const run = (resource: string, keys: RequestContext = {}) =>
    check('RunInstances', resource, { 'ec2:Region': region, ...keys });
  const make = (type: string, keys: RequestContext = {}) =>
    run(here(call, `${type}/*`), { ...keys, ...requestTagKeys(tagsFor(params, type)) });
  return [
    make('instance', ofInstance),
    run(`arn:aws:ec2:${region}::image/${optionalParam(params, 'ImageId') ?? '*'}`),
    make('network-interface'),
    ...(groups.length > 0 ? groups : ['*']).map((id) => run(here(call, `security-group/${id}`))),
    run(here(call, `subnet/${subnet ?? '*'}`)),
    make('volume'),
    ...(keyName === undefined ? [] : [run(here(call, `key-pair/${keyName}`))]),
    ...passing,
    ...launched.flatMap((type) => {
      const tags = tagsFor(params, type);
      if (tags.length === 0) return [];
      const tagging = { ...requestTagKeys(tags), 'ec2:CreateAction': 'RunInstances', 'ec2:Region': region };
      return [check('CreateTags', here(call, `${type}/*`), tagging)];
    }),
  ];
}

/** What a launch makes, and tags. */
export const launched = ['instance', 'volume', 'network-interface'] as const;

const hex = (random: () => number, length: number): string =>
  Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');

function launch(call: ResourceCall): Answer<Response> {
  const { params, env, now } = call;
  const image = optionalParam(params, 'ImageId');
  if (image === undefined)
    return failed('MissingParameter', 400, 'The request must contain the parameter ImageId');
  if (!/^ami-([0-9a-f]{8}|[0-9a-f]{17})$/.test(image)) {
    return failed('InvalidAMIID.Malformed', 400, `Invalid id: "${image}" (expecting "ami-...")`);
  }
  const [least, most] = [Number(params['MinCount'] ?? 1), Number(params['MaxCount'] ?? 1)];
  if (least < 1 || most < least) {
    return failed(
      'InvalidParameterValue',
      400,
      `Value (${most}) for parameter maxCount is invalid. It must be at least the minimum count.`,
    );
  }
  if (most > 20)
    return failed(
      'InstanceLimitExceeded',
      400,
      `You have requested more instances (${most}) than this playground starts at once (20).`,
    );
  if (params['DryRun'] === true) return dryRun();
  const profile = profileOf(call);
  if (!profile.ok) return profile;
  const tags = tagsFor(params, 'instance');
  const refused = refuseResourceTags(instance, tags);
  if (refused) return refused;
  const keyName = optionalParam(params, 'KeyName');
  const records = Array.from({ length: most }, () =>
    newRecord(call, here(call, `instance/i-0${hex(env.random, 16)}`), tags, {
      details: {
        imageId: image,
        instanceType: optionalParam(params, 'InstanceType') ?? defaultInstanceType,
        state: 'running',
        launchTime: now,
        ...(profile.value ? { instanceProfile: profile.value.arn } : {}),
        ...defined({ keyName }),
      },
    }),
  );
  const reservation = {
    ReservationId: `r-0${hex(env.random, 16)}`,
    OwnerId: call.account.id,
    Instances: records.map(view),
  };
  const changes = records.map((record) => created('resources', record));
  return done(reservation, changes);
}

const exactly = { ignoreCase: false };
const dryRun = () => failed('DryRunOperation', 412, 'Request would have succeeded, but DryRun flag is set.');

const codes: Readonly<Record<string, number>> = { running: 16, 'shutting-down': 32, stopped: 80 };
const stateOf = (name: string) => ({ Code: codes[name] ?? 16, Name: name });
const stateName = ({ details }: ResourceRecord): string => details?.['state'] ?? 'running';

function view(record: ResourceRecord): Response {
  const { details = {}, name, tags } = record;
  const { imageId, instanceType, launchTime, instanceProfile, keyName } = details;
  return {
    InstanceId: name,
    State: stateOf(stateName(record)),
    InstanceType: instanceType ?? defaultInstanceType,
    ...defined({ ImageId: imageId, LaunchTime: launchTime, KeyName: keyName }),
    ...(instanceProfile === undefined ? {} : { IamInstanceProfile: { Arn: instanceProfile } }),
    ...(tags.length > 0 ? { Tags: apiTags(tags) } : {}),
  };
}

/** Returns the instances, or the refusal of the first that does not exist. */
function instancesOf(call: ResourceCall, wanted: readonly string[]): Result<ResourceRecord[], AwsError> {
  const records: ResourceRecord[] = [];
  for (const id of wanted) {
    const record = findResource(call, instance, id);
    if (!record) return instance.missing(id);
    records.push(record);
  }
  return ok(records);
}

/** Makes the calls that start, stop and terminate. Each named instance is a check, and all must exist. */
const moving = (name: string, result: string, to: string): Operation =>
  operation('ec2', name, {
    checks: (call) =>
      refuseRegion(call, 'ec2') ??
      ids(call.params).map((id) => check(name, instance.arn(call, id), { 'ec2:Region': callRegionOf(call) })),
    run: (call) => {
      const found = instancesOf(call, ids(call.params));
      if (!found.ok) return found;
      const records = found.value;
      if (call.params['DryRun'] === true) return dryRun();
      const steps = records.map((record) => ({
        InstanceId: record.name,
        PreviousState: stateOf(stateName(record)),
        CurrentState: stateOf(to),
      }));
      return done(
        { [result]: steps },
        records.map((record) => moved(record, to)),
      );
    },
  });

/** A terminated instance is gone at once; EC2 still lists it for an hour. */
const moved = (record: ResourceRecord, to: string): Change =>
  to === 'shutting-down'
    ? deleted('resources', record)
    : replaced('resources', record, withDetails(record, { state: to }));

const named = (call: ResourceCall): readonly string[] =>
  (call.params['Resources'] ?? []) as readonly string[];

const changingTags = (
  name: 'CreateTags' | 'DeleteTags',
  change: (record: ResourceRecord, tags: readonly ApiTag[]) => Result<ResourceRecord, AwsError>,
): Operation =>
  operation('ec2', name, {
    checks: (call) => {
      const context = { ...requestTagKeys(tagList('Tags')(call.params)), 'ec2:Region': callRegionOf(call) };
      return (
        refuseRegion(call, 'ec2') ?? named(call).map((id) => check(name, instance.arn(call, id), context))
      );
    },
    run: (call) => {
      const found = instancesOf(call, named(call));
      if (!found.ok) return found;
      const changes: Change[] = [];
      for (const record of found.value) {
        const after = change(record, tagList('Tags')(call.params));
        if (!after.ok) return after;
        changes.push(replaced('resources', record, after.value));
      }
      return call.params['DryRun'] === true ? dryRun() : done({}, changes);
    },
  });

export const ec2Operations: Operation[] = [
  operation('ec2', 'RunInstances', {
    checks: (call) => refuseRegion(call, 'ec2') ?? launchChecks(call),
    run: launch,
  }),
  operation('ec2', 'RequestSpotInstances', {
    checks: (given) => {
      const call = launchOf(given);
      const passing = passesProfile(call, here(call, 'instance/*'));
      if ('ok' in passing) return passing;
      const asked = here(call, 'spot-instances-request/*');
      return (
        refuseRegion(call, 'ec2') ?? [
          check('RequestSpotInstances', asked, { 'ec2:Region': callRegionOf(call) }),
          ...passing,
        ]
      );
    },
    run: (call) => {
      const launched = launch(launchOf(call));
      if (!launched.ok) return launched;
      const instances = (launched.response['Instances'] ?? []) as readonly { InstanceId: string }[];
      const requests = instances.map(({ InstanceId }) => ({
        SpotInstanceRequestId: `sir-${InstanceId.slice(-8)}`,
        InstanceId,
        State: 'active',
      }));
      return { ...launched, response: { SpotInstanceRequests: requests } };
    },
  }),
  moving('TerminateInstances', 'TerminatingInstances', 'shutting-down'),
  moving('StartInstances', 'StartingInstances', 'running'),
  moving('StopInstances', 'StoppingInstances', 'stopped'),
  onAccount('ec2', 'DescribeInstances', (call) => {
    const wanted = ids(call.params);
    const found = instancesOf(call, wanted);
    if (!found.ok) return found;
    const shown = ofKind(call, instance).filter(({ name }) => wanted.length === 0 || wanted.includes(name));
    return done({
      Reservations: shown.map((record) => ({
        ReservationId: `r-${record.name.slice(2)}`,
        OwnerId: record.account,
        Instances: [view(record)],
      })),
    });
  }),
  onAccount('ec2', 'DescribeTags', (call) =>
    done({
      Tags: ofKind(call, instance).flatMap(({ name, tags }) =>
        apiTags(tags).map((tag) => ({ ResourceType: 'instance', ResourceId: name, ...tag })),
      ),
    }),
  ),
  changingTags('CreateTags', (record, given) => {
    const tags = withTags(record.tags, given);
    return refuseResourceTags(instance, given, tags.length) ?? ok({ ...record, tags });
  }),
  changingTags('DeleteTags', (record, tags) => {
    const keys = tags.map(({ Key }) => Key);
    return ok({ ...record, tags: keys.length === 0 ? [] : withoutTags(record.tags, keys, exactly) });
  }),
  onOne(
    instance,
    'AssociateIamInstanceProfile',
    textParam('InstanceId'),
    (call, record) => {
      const found = profileOf(call);
      if (!found.ok) return found;
      const profile = found.value;
      if (!profile)
        return failed('MissingParameter', 400, 'The request must contain the parameter IamInstanceProfile');
      if (record.details?.['instanceProfile'] !== undefined) {
        return failed('IncorrectState', 400, `There is an existing association for instance ${record.name}`);
      }
      const association = {
        AssociationId: `iip-assoc-0${hex(call.env.random, 16)}`,
        InstanceId: record.name,
        IamInstanceProfile: { Arn: profile.arn, Id: profile.id },
        State: 'associated',
      };
      return changed(
        { IamInstanceProfileAssociation: association },
        record,
        withDetails(record, { instanceProfile: profile.arn }),
      );
    },
    { also: (call) => passesProfile(call, instance.arn(call, textParam('InstanceId')(call.params))) },
  ),
  onOne(
    instance,
    'ModifyInstanceAttribute',
    textParam('InstanceId'),
    (call, record) => {
      if (call.params['UserData'] === undefined)
        return failed('MissingParameter', 400, 'The request must contain the parameter UserData');
      const name = stateName(record);
      // User data runs at the next start; it is not kept, since nothing runs here.
      return name === 'stopped'
        ? done({})
        : failed(
            'IncorrectInstanceState',
            400,
            `The instance '${record.name}' is not in the 'stopped' state.`,
          );
    },
    { context: (call) => ({ 'ec2:Attribute': 'UserData', 'ec2:Region': callRegionOf(call) }) },
  ),
];

/** Returns the launch that a request for spot instances describes. */
const launchOf = (call: ResourceCall): ResourceCall => ({
  ...call,
  params: {
    ...(call.params['LaunchSpecification'] as ResourceParams | undefined),
    DryRun: call.params['DryRun'],
    MaxCount: call.params['InstanceCount'] ?? 1,
  },
});
