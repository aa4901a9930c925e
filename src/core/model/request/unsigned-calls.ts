/**
 * The calls that AWS takes without a signature, each with its source. AWS refuses every other unsigned call before it
 * reads a policy, so a policy that names everybody lets in anybody with an AWS account there, and nobody else.
 * See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html: only what is listed as an exception is here.
 */

/**
 * The caller of a question about anybody with an AWS account. `*` is a request without credentials (E-59): what a
 * policy gives to everybody, this caller has, and `*` has it only where the call takes no credentials.
 */
export const anyAccount = 'AWS:*';

interface UnsignedCalls {
  /** The prefix of the actions, in lower case. */
  readonly service: string;
  /** Absent: every action of the service. In lower case. */
  readonly actions?: ReadonlySet<string>;
  /** The page of AWS that says so, or `unverified`. */
  readonly source: string;
}

const named = (names: string): ReadonlySet<string> => new Set(names.toLowerCase().split(/\s+/));

const docs = 'https://docs.aws.amazon.com';

/** @internal */
export const unsignedCalls: readonly UnsignedCalls[] = [
  { service: 's3', source: `${docs}/AmazonS3/latest/userguide/security_iam_service-with-iam.html` },
  {
    service: 'sqs',
    source: `${docs}/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-creating-custom-policies-access-policy-examples.html`,
  },
  { service: 'es', source: `${docs}/opensearch-service/latest/developerguide/ac.html` },
  {
    service: 'execute-api',
    source: `${docs}/apigateway/latest/developerguide/apigateway-authorization-flow.html`,
  },
  { service: 'mediastore', source: `${docs}/mediastore/latest/ug/policies-examples-public-https.html` },
  {
    service: 'lambda',
    actions: named('InvokeFunctionUrl'),
    source: `${docs}/lambda/latest/dg/urls-auth.html`,
  },
  {
    service: 'vpc-lattice-svcs',
    source: `${docs}/vpc-lattice/latest/ug/auth-policies.html`,
  },
  {
    service: 'sns',
    actions: named('ConfirmSubscription Unsubscribe'),
    source: `${docs}/sns/latest/api/API_ConfirmSubscription.html`,
  },
  {
    service: 'sts',
    actions: named('AssumeRoleWithSAML AssumeRoleWithWebIdentity'),
    source: `${docs}/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html`,
  },
  {
    service: 'cognito-identity',
    actions: named('GetId GetOpenIdToken GetCredentialsForIdentity UnlinkIdentity'),
    source: `${docs}/cognitoidentity/latest/APIReference/API_GetId.html`,
  },
  {
    service: 'cognito-idp',
    actions: named(
      'ConfirmForgotPassword ConfirmSignUp ForgotPassword InitiateAuth ResendConfirmationCode ' +
        'RespondToAuthChallenge RevokeToken SignUp',
    ),
    source: `${docs}/cognito/latest/developerguide/authentication-flows-public-server-side.html`,
  },
];

const byService = new Map(unsignedCalls.map((row) => [row.service, row]));

/** Tells if a pattern of actions, like `s3:Get*`, covers a call that AWS may take without credentials. */
export function coversUnsigned(pattern: string): boolean {
  const covers = (name: string, text: string) =>
    new RegExp(
      `^${text
        .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
        .replaceAll('*', '.*')
        .replaceAll('?', '.')}$`,
    ).test(name);
  const [service = '', name = '*'] = pattern.toLowerCase().split(':');
  return unsignedCalls.some(
    (row) =>
      covers(row.service, service) && (!row.actions || [...row.actions].some((one) => covers(one, name))),
  );
}

/** Tells if AWS may take the call without credentials. `service` and `name` are in lower case. */
export function mayBeUnsigned({
  service,
  name,
}: {
  readonly service: string;
  readonly name: string;
}): boolean {
  const row = byService.get(service);
  return row !== undefined && (row.actions?.has(name) ?? true);
}
