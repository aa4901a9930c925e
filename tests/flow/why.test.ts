/** Above each thing that a flow shows stands who made it and why, true for this message, in two short sentences. */

import type { AnyStateMachine } from 'xstate';
import { expect, test } from 'vitest';
import { assumeRoleMachine } from '#flow/machines/one-call.ts';
import { federationTokenMachine } from '#flow/machines/federation-token.ts';
import { instanceProfileMachine } from '#flow/machines/instance-profile.ts';
import { oidcMachine } from '#flow/machines/oidc.ts';
import { outboundMachine } from '#flow/machines/outbound.ts';
import { revokeSessionsMachine } from '#flow/machines/revoke-sessions.ts';
import { samlMachine } from '#flow/machines/saml.ts';
import { artefactWhyOf } from '#view/places/flows/artefacts/why.ts';
import { type TestAccount, account } from '../core/api/door.ts';
import { bob, dev, statement, withDev } from '../core/api/sts/account.ts';
import { saml, workload } from './federated.ts';
import { walk } from './walk.ts';

const params = { RoleArn: dev, RoleSessionName: 'bob' };
const administrator = `arn:aws:iam::${account}:root`;
const okta = saml();
const gitHub = workload();
const ec2 = withDev(statement({ Service: 'ec2.amazonaws.com' }));
const outbound = {
  caller: administrator,
  administrator,
  audience: 'https://api.example.com',
  algorithm: 'ES384',
  stayOff: false,
};
const instance = { roleArn: dev, roleName: 'Dev', instanceId: 'i-1', instanceArn: 'x', account };

/** Returns a line for each artefact that speaks: the message's name, the artefact's kind, its sentence. */
async function whys(t: TestAccount, machine: AnyStateMachine, input: object): Promise<string[]> {
  const { context } = await walk(t, machine, input);
  return context.log.flatMap((message) =>
    message.artefacts
      .filter(({ kind }) => kind !== 'note')
      .map(
        (artefact) => `${message.name} | ${artefact.kind} | ${artefactWhyOf(artefact, message) ?? 'nothing'}`,
      ),
  );
}

const flows: readonly (readonly [string, TestAccount, AnyStateMachine, object, readonly RegExp[]])[] = [
  [
    'AssumeRole',
    withDev(),
    assumeRoleMachine,
    { caller: bob, params },
    [
      /^AssumeRole \| http-request \| The program asks AWS STS for temporary credentials of a role\./,
      /^temporary credentials \| credentials \| AWS STS made these keys for one session\./,
      /^temporary credentials \| http-response \| AWS STS answers with the credentials\./,
      /^a call with these credentials \| http-request \| This call asks AWS who the caller is\./,
      /^answered \| http-response \| AWS answers with the identity of the session/,
    ],
  ],
  [
    'a refusal',
    withDev(),
    assumeRoleMachine,
    { caller: bob, params: { ...params, RoleArn: `${dev}Not` } },
    [/^AccessDenied \| http-response \| AWS refused the request\./],
  ],
  [
    'outbound federation',
    withDev(),
    outboundMachine,
    outbound,
    [
      /^is outbound federation on\? \| http-request \| An administrator asks/,
      /^FeatureDisabled \| http-response \| AWS refused the request\./,
      /^switch it on \| http-request \| An administrator switches it on\./,
      /^the issuer of the account \| http-response \| AWS answers with the address of the issuer\./,
      /^who signs for this issuer\? \| http-request \| The outside service reads this document once/,
      /^discovery document \| http-response \| The issuer says where its keys are/,
      /^the public keys, please \| http-request \| The outside service reads the public keys\./,
      /^public keys \(JWKS\) \| http-response \| These keys are public\./,
      /^GetWebIdentityToken \| http-request \| The program asks AWS STS for a token/,
      /^signed token \| token \| AWS STS made and signed this\./,
      /^signed token \| http-response \| AWS STS answers with the signed token\./,
      /^a call with the token \| http-request \| The program shows the token/,
      /^a call with the token \| token \| The token of AWS STS\./,
      /^access \| checks \| The outside service makes these checks/,
      /^access \| http-response \| The outside service knows the caller now/,
    ],
  ],
  [
    'SAML',
    okta.t,
    samlMachine,
    okta.input,
    [
      /not signed yet \| xml \| .*only with a signature\.$/,
      /^signed SAML response \| xml \| The provider made and signed this/,
      /^signed SAML response \| http-response \| The provider answers with a page/,
      /^AssumeRoleWithSAML \| http-request \| The browser exchanges the provider’s response/,
    ],
  ],
  [
    'SAML into the console',
    okta.t,
    samlMachine,
    { ...okta.input, into: 'console' },
    [
      /\| http-request \| The browser carries the provider’s response/,
      /\| credentials \| AWS sign-in opened/,
    ],
  ],
  [
    'OIDC',
    gitHub.t,
    oidcMachine,
    gitHub.input,
    [
      /\| token \| The provider writes who the token is about/,
      /^signed ID token \| token \| The provider made and signed this/,
      /^signed ID token \| http-response \| The provider gives the token/,
      /\| http-request \| The program exchanges the provider’s token/,
    ],
  ],
  [
    'EC2',
    ec2,
    instanceProfileMachine,
    instance,
    [
      /\| http-request \| The program asks the metadata service for a token/,
      /\| http-request \| .* which role the instance has\.$/,
      /\| http-response \| The metadata service answers\./,
      /\| http-request \| The AWS service asks AWS STS/,
    ],
  ],
  ['a console link', withDev(), federationTokenMachine, { caller: bob, params: { Name: 'guest' } }, []],
  [
    'revoking',
    withDev(),
    revokeSessionsMachine,
    { caller: bob, params, roleName: 'Dev', administrator },
    [
      /\| http-request \| An administrator adds a policy to the role\./,
      /\| checks \| AWS makes these checks/,
    ],
  ],
];

test.each(flows)(
  '%s says of everything that is shown why it is there',
  async (_, t, machine, input, said) => {
    const lines = await whys(t, machine, input);
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) {
      const sentences = (line.split(' | ')[2] ?? '').split(/(?<=\.) /);
      expect(sentences.length, line).toBeLessThanOrEqual(2);
      for (const sentence of sentences) expect(sentence.split(' ').length, sentence).toBeLessThanOrEqual(18);
      expect(line).not.toContain('nothing');
    }
    for (const pattern of said) expect(lines).toContainEqual(expect.stringMatching(pattern));
  },
);

test('a page of the sign-in says that it sends what the person entered', () => {
  const page = {
    kind: 'http-request',
    method: 'POST',
    url: 'https://signin.aws.amazon.com/signin',
    headers: {},
    body: 'action=EnterPassword',
  } as const;
  expect(artefactWhyOf(page, { from: 'browser' })).toBe(
    'The browser sends what the person entered on this page to AWS sign-in.',
  );
});
