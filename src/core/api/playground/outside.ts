/**
 * Simulated identity providers outside AWS, as a person sets them up in the product's own console.
 * `src/federation` makes the keys with WebCrypto. Here they are checked and saved, the secret half apart.
 */

import { type Change, created, deleted, replaced } from '../../model/world/change.ts';
import type { SecretRecord } from '../../model/records/credentials.ts';
import { newUuid, unsafeEntityId } from '../../model/ids.ts';
import { maxJwks, readJwks } from '../../model/federation/jwks.ts';
import type {
  OutsideApplication,
  OutsideKey,
  OutsidePerson,
  OutsideProviderRecord,
  OutsideWorkload,
} from '../../model/records/outside-providers.ts';
import type { OutsideKind } from '../../model/records/lists.ts';
import { secretIdOf } from '../../model/world/row-ids.ts';
import type { AwsError } from '../../model/request/request.ts';
import { type Result, ok } from '../../model/result.ts';
import { type World, findByArn } from '../../model/world/world.ts';
import { type ApiFailure, fail } from '../errors/codes.ts';
import { type PlaygroundCall, type PlaygroundOperation, done, playgroundOperation } from '../operation.ts';
import { accountMeant } from './accounts.ts';
import { outsideTemplateOf } from './outside-templates.ts';
import { unverifiedTexts } from '../errors/texts.ts';
import { defined } from '../../model/defined.ts';

export interface KeyInput {
  readonly Kid: string;
  readonly Algorithm: 'RS256' | 'ES256';
  /** A JWK with its secret members, as JSON. */
  readonly PrivateJwk: string;
  /** Base64 of an X.509 certificate in DER. */
  readonly Certificate: string;
}

interface CreateInput {
  readonly Kind: OutsideKind;
  readonly Name: string;
  readonly Domain: string;
  readonly Key: KeyInput;
}

const createOutsideProvider = playgroundOperation<CreateInput>('CreateOutsideProvider', (call) => {
  const { params, world, env, now } = call;
  const account = accountMeant(call, undefined);
  if (!account.ok) return account;
  const id = unsafeEntityId(newUuid(env.random));
  const draft = outsideTemplateOf(params.Kind, params.Domain, env.random);
  const same = [...world.outsideProviders.values()].find(
    ({ issuer, entityId }) =>
      (issuer !== undefined && issuer === draft.issuer) ||
      (entityId !== undefined && entityId === draft.entityId),
  );
  if (same) {
    const issuer = draft.issuer ?? draft.entityId ?? '';
    return fail('EntityAlreadyExists', `\`${same.name}\` is already the provider at ${issuer}`);
  }
  const provider: OutsideProviderRecord = {
    id,
    account: account.value.id,
    kind: params.Kind,
    name: params.Name,
    domain: params.Domain,
    createDate: now,
    keys: [],
    revision: 0,
    ...draft,
  };
  const keyed = withKey(provider, params.Key, now);
  if (!keyed.ok) return keyed;
  return done({ Id: id }, [
    created('outsideProviders', keyed.value.provider),
    created('secrets', keyed.value.secret),
  ]);
});

/** Returns the provider with the key first, so that it signs from now on. The others stay published. */
function withKey(
  provider: OutsideProviderRecord,
  input: KeyInput,
  now: string,
): Result<{ readonly provider: OutsideProviderRecord; readonly secret: SecretRecord }, AwsError> {
  const { Kid: kid, Algorithm: alg, Certificate: certificate } = input;
  const secretHalf = readPrivate(input.PrivateJwk);
  const publicHalf =
    secretHalf && readJwks(JSON.stringify({ keys: [{ ...secretHalf, kid, alg, use: 'sig' }] }));
  if (!publicHalf) return fail('InvalidInput', 'the key is no private JWK');
  if (!publicHalf.ok) return fail('InvalidInput', `the key cannot be used: ${publicHalf.error}`);
  const [jwk] = publicHalf.value;
  if (!jwk || jwk.kty !== (alg === 'RS256' ? 'RSA' : 'EC')) {
    return fail('InvalidInput', `the key is not one for ${alg}`);
  }
  if (provider.keys.some((key) => key.kid === kid)) {
    return fail('EntityAlreadyExists', `the provider has a key \`${kid}\` already`);
  }
  if (provider.keys.length >= maxJwks)
    return fail('LimitExceeded', `a provider publishes ${maxJwks} keys at most`);
  const key: OutsideKey = { kid, createDate: now, jwk, certificate };
  const { id, account } = provider;
  return ok({
    provider: { ...provider, keys: [key, ...provider.keys], revision: provider.revision + 1 },
    secret: {
      id: unsafeEntityId(secretIdOf(id, kid)),
      account,
      kind: 'signing-key',
      jwk: input.PrivateJwk,
    },
  });
}

/** Returns the public members of a private key; `undefined` when the text is no private key. */
function readPrivate(text: string): Record<string, unknown> | undefined {
  try {
    const { d, kty, n, e, crv, x, y } = JSON.parse(text) as Record<string, unknown>;
    return typeof d === 'string' ? { kty, n, e, crv, x, y } : undefined;
  } catch {
    return undefined;
  }
}

const missing = (id: string): ApiFailure => fail('NoSuchEntity', `there is no outside provider \`${id}\``);

/** Tokens that the old key signed stay valid until that key is retired. */
const rotateKey = playgroundOperation<{ readonly Id: string; readonly Key: KeyInput }>(
  'RotateOutsideProviderKey',
  ({ world, params, now }) => {
    const provider = world.outsideProviders.get(params.Id);
    if (!provider) return missing(params.Id);
    const keyed = withKey(provider, params.Key, now);
    if (!keyed.ok) return keyed;
    return done({ Kid: params.Key.Kid }, [
      replaced('outsideProviders', provider, keyed.value.provider),
      created('secrets', keyed.value.secret),
    ]);
  },
);

const retireKey = playgroundOperation<{ readonly Id: string; readonly Kid: string }>(
  'RetireOutsideProviderKey',
  ({ world, params }) => {
    const provider = world.outsideProviders.get(params.Id);
    if (!provider) return missing(params.Id);
    const keys = provider.keys.filter(({ kid }) => kid !== params.Kid);
    if (keys.length === provider.keys.length) {
      return fail('NoSuchEntity', `the provider has no key \`${params.Kid}\``);
    }
    if (keys.length === 0) {
      return fail('DeleteConflict', 'the provider signs with this key: rotate it before you retire it');
    }
    return done({}, [
      replaced('outsideProviders', provider, { ...provider, keys, revision: provider.revision + 1 }),
      ...secretGone(world, provider.id, params.Kid),
    ]);
  },
);

const secretGone = (world: World, provider: string, kid: string): Change[] => {
  const secret = world.secrets.get(secretIdOf(provider, kid));
  return secret ? [deleted('secrets', secret)] : [];
};

interface UpdateInput {
  readonly Id: string;
  readonly Name?: string;
  readonly Groups?: readonly string[];
  readonly People?: readonly OutsidePerson[];
  readonly Workloads?: readonly OutsideWorkload[];
  readonly Applications?: readonly OutsideApplication[];
}

/** Lists are replaced as a whole; members that are not sent stay. */
const updateOutsideProvider = playgroundOperation<UpdateInput>(
  'UpdateOutsideProvider',
  ({ world, params }: PlaygroundCall<UpdateInput>) => {
    const provider = world.outsideProviders.get(params.Id);
    if (!provider) return missing(params.Id);
    const after: OutsideProviderRecord = {
      ...provider,
      name: params.Name ?? provider.name,
      groups: params.Groups ?? provider.groups,
      people: params.People ?? provider.people,
      workloads: params.Workloads ?? provider.workloads,
      applications: params.Applications ?? provider.applications,
    };
    // Workloads of a file may lack members that a token needs: this is refused only when they are changed.
    const problem = inconsistent(after) ?? (params.Workloads && unsayable(after));
    if (problem !== undefined) return fail('InvalidInput', problem);
    return done({}, [replaced('outsideProviders', provider, after)]);
  },
);

/** Claims that the provider itself makes for each token; `amr` has a member of its own. */
const madeClaims: ReadonlySet<string> = new Set(['iss', 'aud', 'iat', 'nbf', 'exp', 'jti', 'amr']);

/** Names a workload without a possible token (OIDC-07: `sub`, at most 255 characters), as one line. */
function unsayable({ workloads, issuer }: OutsideProviderRecord): string | undefined {
  const names = new Set<string>();
  for (const { name, claims } of workloads) {
    const { sub = '' } = claims;
    if (names.has(name.toLowerCase())) return `the workload \`${name}\` stands twice`;
    names.add(name.toLowerCase());
    if (issuer === undefined) return `\`${name}\` needs OIDC, which this provider does not speak`;
    if (sub === '') return `\`${name}\` has no subject: a token needs the claim \`sub\``;
    if (sub.length > 255) return `the subject of \`${name}\` has ${sub.length} characters; AWS takes 255`;
    const made = Object.keys(claims).find((claim) => madeClaims.has(claim));
    if (made !== undefined) return `\`${name}\` claims \`${made}\`, which the provider itself makes`;
  }
  return undefined;
}

/** Names a repeated name (ignoring case), a missing group or a wrong protocol, as one line. */
function inconsistent({
  groups,
  people,
  workloads,
  applications,
  entityId,
  issuer,
}: OutsideProviderRecord): string | undefined {
  const lists = [
    ['group', groups],
    ['user name', people.map(({ userName }) => userName)],
    ['id of a person', people.map(({ id }) => id)],
    ['workload', workloads.map(({ id }) => id)],
    ['application', applications.map(({ id }) => id)],
  ] as const;
  for (const [what, names] of lists) {
    const seen = new Set<string>();
    for (const name of names) {
      if (seen.has(name.toLowerCase())) return `the ${what} \`${name}\` stands twice`;
      seen.add(name.toLowerCase());
    }
  }
  const known = new Set(groups);
  const used = [
    ...people.flatMap((person) => person.groups.map((group) => [person.userName, group] as const)),
    ...applications.flatMap(({ name, grants }) =>
      grants.flatMap(({ group }) => (group === undefined ? [] : [[name, group] as const])),
    ),
  ];
  const lost = used.find(([, group]) => !known.has(group));
  if (lost) return `\`${lost[0]}\` names the group \`${lost[1]}\`, which does not exist`;
  const mute = applications.find(({ protocol }) => (protocol === 'saml' ? entityId : issuer) === undefined);
  return mute && `\`${mute.name}\` needs ${mute.protocol.toUpperCase()}, which this provider does not speak`;
}

const deleteOutsideProvider = playgroundOperation<{ readonly Id: string }>(
  'DeleteOutsideProvider',
  ({ world, params }) => {
    const provider = world.outsideProviders.get(params.Id);
    if (!provider) return missing(params.Id);
    return done({}, [
      deleted('outsideProviders', provider),
      ...provider.keys.flatMap(({ kid }) => secretGone(world, provider.id, kid)),
    ]);
  },
);

export const outsideOperations: PlaygroundOperation[] = [
  createOutsideProvider,
  rotateKey,
  retireKey,
  updateOutsideProvider,
  deleteOutsideProvider,
];

// The keys of an OIDC issuer: AWS fetches them from the issuer (OIDC-03), but the page has no network.

interface SetKeysInput {
  readonly OpenIDConnectProviderArn: string;
  /** A JWKS document (RFC 7517). Without it the issuer no longer answers. */
  readonly Jwks?: string;
}

const setOidcProviderKeys = playgroundOperation<SetKeysInput>(
  'SetOpenIDConnectProviderKeys',
  ({ world, params }) => {
    const { OpenIDConnectProviderArn: arn, Jwks: text } = params;
    const provider = findByArn(world, 'oidcProviders', arn);
    if (!provider) return fail('NoSuchEntity', unverifiedTexts.oidcMissing(arn));
    const read = text === undefined ? ok(undefined) : readJwks(text);
    if (!read.ok) return fail('InvalidInput', `the keys cannot be used: ${read.error}`);
    const keys = read.value;
    const { jwks: _, ...rest } = provider;
    const revision = (provider.revision ?? 0) + 1;
    const after = { ...rest, revision, ...defined({ jwks: keys }) };
    return done({ Keys: keys?.length ?? 0 }, [replaced('oidcProviders', provider, after)]);
  },
);

export const oidcKeyOperations: PlaygroundOperation[] = [setOidcProviderKeys];
