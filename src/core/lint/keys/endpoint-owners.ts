/**
 * The services whose requests say who owns the VPC endpoint that they come through. Source: the page "AWS global
 * condition context keys", under `aws:VpceAccount`, `aws:VpceOrgID` and `aws:VpceOrgPaths`; the service reference has
 * no global keys.
 */

const ofAllKeys = [
  'acm-pca',
  'apprunner',
  'applicationinsights',
  'athena',
  'cloudformation',
  'comprehendmedical',
  'compute-optimizer',
  'datasync',
  'discovery',
  'dynamodb',
  'ebs',
  'ecr',
  'ecs',
  'firehose',
  'gamelift',
  'healthlake',
  'iam',
  'iotfleetwise',
  'iotwireless',
  'kinesisanalytics',
  'kms',
  'lambda',
  'medical-imaging',
  'omics',
  'payment-cryptography',
  'polly',
  'rbin',
  'rekognition',
  'route53',
  's3',
  'scheduler',
  'servicediscovery',
  'servicequotas',
  'shield',
  'ssm-contacts',
  'storagegateway',
  'textract',
  'transcribe',
  'transfer',
];
const ofOrganization = [
  'b2bi',
  'cassandra',
  'cognito-identity',
  'dms',
  'ds-data',
  'identitystore',
  'iottwinmaker',
  'network-firewall',
  'pricing',
  'ses',
  'sms-voice',
  'sqs',
  'workmail',
];

const always: ReadonlySet<string> = new Set(ofAllKeys);
const withOrganization: ReadonlySet<string> = new Set([...always, ...ofOrganization]);

/** Returns true when every action of the pattern carries the key, given in lower case. */
export function supportsEndpointOwner(key: string, pattern: string): boolean {
  const name = pattern.toLowerCase();
  const services = key === 'aws:vpceorgid' ? withOrganization : always;
  return name !== 'iam:passrole' && services.has(name.slice(0, Math.max(0, name.indexOf(':'))));
}
