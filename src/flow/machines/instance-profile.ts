/** The role of an EC2 instance (G-64, N-30): EC2 assumes it; a program gets its credentials by IMDSv2. */

import type { Artefact } from '../log/log.ts';
import { protocol } from './protocol.ts';
import { type Use, useRequest, useSending } from './use-credentials.ts';

export interface InstanceProfileInput extends Use {
  readonly roleArn: string;
  readonly roleName: string;
  /** The session's name, `i-…`. */
  readonly instanceId: string;
  readonly instanceArn: string;
  readonly account: string;
}

const { machine, message, sent, refused, watched } = protocol<InstanceProfileInput>();
const metadata = 'http://169.254.169.254/latest';

const request = (method: string, path: string, headers: Record<string, string>): Artefact => ({
  kind: 'http-request',
  method,
  url: `${metadata}/${path}`,
  headers,
  body: '',
});
const token = { 'X-aws-ec2-metadata-token': '••••••••' };
const responded = (body: string): Artefact => ({ kind: 'http-response', status: 200, headers: {}, body });

const assumption = ({ input }: { readonly input: InstanceProfileInput }) => ({
  service: 'sts' as const,
  operation: 'AssumeRole',
  params: { RoleArn: input.roleArn, RoleSessionName: input.instanceId },
  caller: {
    kind: 'service' as const,
    principal: 'ec2.amazonaws.com',
    sourceArn: input.instanceArn,
    sourceAccount: input.account,
  },
});
const sending = {
  from: 'service',
  to: 'sts',
  name: 'AssumeRole by EC2',
  reply: 'credentials for six hours',
} as const;

export const instanceProfileMachine = machine('instance-profile', 'token', {
  token: watched(
    'token',
    () => ({
      name: 'PUT for a metadata token',
      from: 'client',
      to: 'service',
      artefacts: [
        request('PUT', 'api/token', { 'X-aws-ec2-metadata-token-ttl-seconds': '21600' }),
        {
          kind: 'note',
          text: 'A web page or a badly configured proxy cannot send this PUT. This is why version 2 exists.',
        },
      ],
    }),
    'role',
  ),
  role: watched(
    'role',
    ({ input }) => ({
      name: 'which role?',
      from: 'client',
      to: 'service',
      artefacts: [request('GET', 'meta-data/iam/security-credentials/', token), responded(input.roleName)],
    }),
    'request',
  ),
  request: message(assumption, 'assuming'),
  assuming: sent('assuming', sending, { then: 'credentials', refused: 'refused' }),
  refused: refused('assuming'),
  credentials: watched(
    'credentials',
    ({ input, sessions }) => ({
      name: 'the role’s credentials',
      from: 'service',
      to: 'client',
      artefacts: [
        request('GET', `meta-data/iam/security-credentials/${input.roleName}`, token),
        responded(
          JSON.stringify(
            {
              Code: 'Success',
              Type: 'AWS-HMAC',
              AccessKeyId: sessions.at(-1)?.id,
              Expiration: sessions.at(-1)?.expiration,
            },
            null,
            2,
          ),
        ),
      ],
    }),
    'using',
  ),
  using: sent('using', useSending('client'), { then: 'used', refused: 'denied' }, useRequest),
  denied: { tags: 'refused', on: { next: 'renewal' } },
  used: { on: { next: 'renewal' } },
  renewal: message(assumption, 'renewing'),
  renewing: sent(
    'renewing',
    { ...sending, name: 'renewed before they end' },
    { then: 'done', refused: 'notRenewed' },
  ),
  notRenewed: refused('renewing'),
  done: {},
});
