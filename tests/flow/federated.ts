/**
 * These are accounts that trust an outside provider, inputs with which flows through them begin, and attacks
 * on any flow.
 */

import type { AnyStateMachine } from 'xstate';
import type { OutsideKind } from '#core/model/records/lists.ts';
import type { OutsideProviderRecord } from '#core/model/records/outside-providers.ts';
import { providerMetadata } from '#federation/outside/documents.ts';
import { type SigningKey, newSigningKey } from '#federation/keys/signing-key.ts';
import { messageAttacks } from '#flow/message/attacks.ts';
import type { FlowRequest } from '#flow/send.ts';
import type { ProtocolEvent } from '#flow/machines/protocol.ts';
import { TestAccount, account, expectOk, noon } from '../core/api/door.ts';
import { statement } from '../core/api/sts/account.ts';
import { walk } from './walk.ts';

export const dev = `arn:aws:iam::${account}:role/Dev`;
const keys = await Promise.all(
  (['RS256', 'ES256'] as const).map((alg) => newSigningKey(alg, { name: 'idp', from: noon })),
);
const keyInput = (key: SigningKey | undefined) => ({
  Kid: key?.kid,
  Algorithm: key?.alg,
  PrivateJwk: JSON.stringify(key?.privateJwk),
  Certificate: key?.certificate,
});

function outside(t: TestAccount, kind: OutsideKind, key: number): () => OutsideProviderRecord {
  const params = { Kind: kind, Name: `Our ${kind}`, Domain: 'acme.example', Key: keyInput(keys[key]) };
  const id = String(expectOk(t.play('CreateOutsideProvider', params))['Id']);
  return () => {
    const found = t.world.outsideProviders.get(id);
    if (!found) throw new Error('gone');
    return found;
  };
}

/** The account trusts an Okta-like provider, and Engineering may take the role Dev. */
/** `roles` beside Dev that Engineering may take. */
export function saml(...roles: readonly string[]) {
  const t = new TestAccount();
  const provider = outside(t, 'okta', 0);
  outside(t, 'google', 1);
  const principalArn = `arn:aws:iam::${account}:saml-provider/Okta`;
  const trust = statement({ Federated: principalArn }, 'sts:AssumeRoleWithSAML', {
    StringEquals: { 'saml:aud': 'https://signin.aws.amazon.com/saml' },
  });
  t.given(
    ['CreateSAMLProvider', { Name: 'Okta', SAMLMetadataDocument: providerMetadata(provider()) }],
    ...['Dev', ...roles].map(
      (RoleName) => ['CreateRole', { RoleName, AssumeRolePolicyDocument: trust }] as const,
    ),
  );
  const grants = ['Dev', ...roles].map((name) => ({
    group: 'Engineering',
    roleArn: `arn:aws:iam::${account}:role/${name}`,
    providerArn: principalArn,
  }));
  const Applications = provider().applications.map((one) => ({ ...one, grants }));
  expectOk(t.play('UpdateOutsideProvider', { Id: provider().id, Applications }));
  const [person] = provider().people;
  const input = {
    startedAt: 'provider',
    providerId: provider().id,
    providerName: 'Our okta',
    person: { id: person?.id, name: person?.name },
    applicationId: provider().applications[0]?.id,
    roleArn: dev,
    principalArn,
  };
  return { t, input };
}

/** The account trusts GitHub-like workload tokens of one repository. */
export function workload(condition = true) {
  const t = new TestAccount();
  const provider = outside(t, 'github', 1);
  outside(t, 'google', 0);
  const application = provider().applications.find(({ protocol }) => protocol === 'oidc');
  const [who] = provider().workloads;
  const host = 'token.actions.githubusercontent.com';
  const trust = statement(
    { Federated: `arn:aws:iam::${account}:oidc-provider/${host}` },
    'sts:AssumeRoleWithWebIdentity',
    {
      StringEquals: { [`${host}:aud`]: application?.id },
      // A wildcard at the end of the owner is the mistake that lets a fork in.
      StringLike: { [`${host}:sub`]: condition ? who?.claims['sub'] : 'repo:*' },
    },
  );
  t.given(
    ['CreateOpenIDConnectProvider', { Url: provider().issuer, ClientIDList: [application?.id] }],
    ['CreateRole', { RoleName: 'Dev', AssumeRolePolicyDocument: trust }],
  );
  const input = {
    kind: 'workload',
    providerId: provider().id,
    providerName: host,
    who: { id: who?.id, name: who?.name },
    applicationId: application?.id,
    roleArn: dev,
    sessionName: 'deploy',
  };
  return { t, input };
}

export const next: ProtocolEvent = { type: 'next' };

const edit = ({ params, caller }: FlowRequest, attack: string): ProtocolEvent => ({
  type: 'edit',
  params,
  attack,
  ...(caller ? { caller } : {}),
});

/** Walks to the message that the attack changes, changes it, and goes on. */
export async function attacked(t: TestAccount, machine: AnyStateMachine, input: object, id: string) {
  const attack = messageAttacks.find((one) => one.id === id);
  if (!attack) throw new Error(`no attack ${id}`);
  for (let steps = 0; steps < 8; steps += 1) {
    const events = Array.from({ length: steps }, () => next);
    const probe = await walk(t, machine, input, events, false);
    const { draft } = probe.context;
    if (!draft || !attack.operations.includes(draft.operation) || !probe.waiting) continue;
    const changed = attack.apply(draft, { providers: [...t.world.outsideProviders.keys()] });
    return walk(t, machine, input, [...events, edit(changed, attack.title)]);
  }
  throw new Error(`the flow never sends ${attack.operations.join(' or ')}`);
}
