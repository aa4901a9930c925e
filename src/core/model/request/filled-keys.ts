/**
 * Context keys that a service fills in by itself, from what it knows of its resources and of the call. A question does
 * not hold them, so their absence says nothing: the answer that turns on one of them is not known.
 */

interface FilledKeys {
  /** The prefix of the actions, in lower case. */
  readonly service: string;
  readonly keys: string;
  /** The page of AWS that says so. */
  readonly source: string;
  /** Actions whose request states these values itself, or that make the resource: beginnings of their names. */
  readonly except?: RegExp;
}

const docs = 'https://docs.aws.amazon.com';

/** @internal */
export const serviceFilledKeys: readonly FilledKeys[] = [
  {
    service: 'sns',
    keys: 'aws:SourceOwner',
    source: `${docs}/sns/latest/dg/sns-access-policy-use-cases.html`,
  },
  {
    service: 's3',
    keys: 's3:authType s3:signatureversion s3:signatureAge',
    source: `${docs}/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html`,
  },
  {
    service: 'kms',
    keys: 'kms:KeyOrigin kms:KeySpec kms:KeyUsage kms:MultiRegion kms:MultiRegionKeyType',
    source: `${docs}/kms/latest/developerguide/conditions-kms.html`,
    except: /^create/,
  },
  {
    service: 'ec2',
    keys: 'ec2:AvailabilityZone ec2:InstanceProfile ec2:InstanceType ec2:Owner ec2:RootDeviceType ec2:Tenancy ec2:Vpc',
    source: `${docs}/service-authorization/latest/reference/list_amazonec2.html`,
    except: /^(create|run|request|modify|launch)/,
  },
];

const byService = new Map(
  serviceFilledKeys.map(({ service, keys, except }) => [
    service,
    { keys: new Set(keys.toLowerCase().split(' ')), except },
  ]),
);
const none: ReadonlySet<string> = new Set();

/** Returns the keys in lower case; none for most actions. `service` and `name` are in lower case. */
export function keysFilledFor({
  service,
  name,
}: {
  readonly service: string;
  readonly name: string;
}): ReadonlySet<string> {
  const row = byService.get(service);
  return row && !row.except?.test(name) ? row.keys : none;
}
