/**
 * Service-specific credentials (N-34): a user name and a password for CodeCommit and Keyspaces, an API key with
 * an alias and perhaps an end for Bedrock and CloudWatch Logs.
 */

import { type Change, created, replaced } from '#core/model/world/change.ts';
import { credentialStatus } from '#core/model/world/dates.ts';
import { type EntityId, idPrefixes, newUniqueId } from '#core/model/ids.ts';
import { isoSeconds } from '#core/model/request/request.ts';
import { ownedBy } from '#core/model/world/world.ts';
import { base64, base64Alphabet, bytesOfText, randomText } from '../../base64.ts';
import { type ApiFailure, fail, overFixedQuota } from '../../errors/codes.ts';
import { errorTexts, unverifiedTexts } from '../../errors/texts.ts';
import type * as Api from '../../model/generated/iam-types.ts';
import { type Answer, type Call, type Operation, done, iamOperation } from '../../operation.ts';
import { pageOf } from '../../paging.ts';
import { checkAccount } from '../entities.ts';
import { type Of, base, families, findCredential, heldOf, remove, setStatus } from './held-credentials.ts';
import { ownerOperation, type Owner, checkOwner, ownerByKey, credentialOwnerOf } from './owners.ts';
import { hashPassword } from './password-hashes.ts';
import { defined } from '#core/model/defined.ts';

type Row = Of<'service-specific'>;

/** The services, with the beginning of their API keys; CodeCommit and Keyspaces have passwords. */
const services: ReadonlyMap<string, string | undefined> = new Map([
  ['codecommit.amazonaws.com', undefined],
  ['cassandra.amazonaws.com', undefined],
  ['bedrock.amazonaws.com', 'ABSK'],
  ['logs.amazonaws.com', 'ACWL'],
]);

const hasApiKeys = (service: string): boolean => services.get(service) !== undefined;

const unsupported = (service: string): ApiFailure | undefined =>
  services.has(service) ? undefined : fail('NoSuchEntity', errorTexts.serviceUnsupported(service));

const view = (
  { env }: Call<unknown>,
  owner: Owner,
  row: Row,
): Api.ServiceSpecificCredentialMetadata & { readonly CreateDate: string } => ({
  UserName: owner.name,
  Status: credentialStatus(row, env.now),
  ...(hasApiKeys(row.serviceName) ? { ServiceCredentialAlias: row.alias } : { ServiceUserName: row.alias }),
  CreateDate: row.createDate,
  ...defined({ ExpirationDate: row.expirationDate }),
  ServiceSpecificCredentialId: row.id,
  ServiceName: row.serviceName,
});

interface Made {
  /** The answer's members that show the password or the key, this once. */
  readonly shown: Partial<Api.ServiceSpecificCredential>;
  /** Stores its hash. */
  readonly change: Change;
}

function newSecret(call: Call<unknown>, { id, serviceName, alias }: Row): Made {
  const start = services.get(serviceName);
  const password = `${randomText(call.env.random, 43, base64Alphabet)}=`;
  const secret = start === undefined ? password : `${start}${base64(bytesOfText(`${alias}:${password}`))}`;
  const before = call.world.secrets.get(id);
  const current = hashPassword(secret, call.env.random);
  const after = { id, account: call.account.id, kind: 'service-password', current } as const;
  return {
    shown: start === undefined ? { ServicePassword: secret } : { ServiceCredentialSecret: secret },
    change: before ? replaced('secrets', before, after) : created('secrets', after),
  };
}

const dayMs = 86_400_000;

function create(call: Call<Api.CreateServiceSpecificCredentialRequest>) {
  const { UserName, ServiceName: serviceName, CredentialAgeDays: days } = call.params;
  const found = credentialOwnerOf(call, UserName);
  if (!found.ok) return found;
  const owner = found.value;
  const refused = unsupported(serviceName);
  if (refused) return refused;
  if (days !== undefined && !hasApiKeys(serviceName))
    return fail('ValidationError', unverifiedTexts.credentialAgeUnsupported(serviceName));
  const held = heldOf(call, owner, 'service-specific').filter((row) => row.serviceName === serviceName);
  const exceeded = overFixedQuota(families['service-specific'].quota, held.length + 1);
  if (exceeded) return exceeded;
  const id: EntityId = newUniqueId(idPrefixes.serviceCredential, call.env.random);
  const name = `${owner.name}-at-${call.account.id}`;
  const taken = new Set(held.map(({ alias }) => alias));
  const row: Row = {
    ...base(call, owner, id),
    kind: 'service-specific',
    serviceName,
    alias: taken.has(name) ? `${name}-1` : name,
    ...(days === undefined ? {} : { expirationDate: isoSeconds(call.env.now + days * dayMs) }),
  };
  const { shown, change } = newSecret(call, row);
  return done({ ServiceSpecificCredential: { ...view(call, owner, row), ...shown } }, [
    created('userCredentials', row),
    change,
  ]);
}

type Listing = Call<Api.ListServiceSpecificCredentialsRequest>;

/** Returns the rows of one owner, or of all users: AWS keeps `AllUsers` apart from `UserName`. */
function rowsAsked(call: Listing): { readonly rows: readonly Row[] } | ApiFailure {
  const { UserName, AllUsers } = call.params;
  if (AllUsers !== true) {
    const owner = credentialOwnerOf(call, UserName);
    return owner.ok ? { rows: heldOf(call, owner.value, 'service-specific') } : owner;
  }
  const rows = ownedBy(call.world, 'userCredentials', call.account.id);
  return { rows: rows.filter((row): row is Row => row.kind === 'service-specific') };
}

function list(call: Listing): Answer<Api.ListServiceSpecificCredentialsResponse> {
  const { ServiceName } = call.params;
  const asked = rowsAsked(call);
  if (!('rows' in asked)) return asked;
  const refused = ServiceName === undefined ? undefined : unsupported(ServiceName);
  if (refused) return refused;
  const rows = asked.rows.filter(
    ({ serviceName }) => ServiceName === undefined || serviceName === ServiceName,
  );
  const page = pageOf(rows, ({ id }) => id, call.params);
  if (!page.ok) return page;
  return done({
    ServiceSpecificCredentials: page.value.items.flatMap((row) => {
      const owner = ownerByKey(call, row.owner);
      return owner ? [view(call, owner, row)] : [];
    }),
    ...page.value.more,
  });
}

export const serviceCredentialOperations: Operation[] = [
  iamOperation('CreateServiceSpecificCredential', {
    checks: (c) => checkOwner(c, 'CreateServiceSpecificCredential', c.params.UserName, contextOf(c.params)),
    run: create,
  }),
  iamOperation('ListServiceSpecificCredentials', {
    checks: (c) => {
      const { UserName, AllUsers } = c.params;
      if (AllUsers !== true) return checkOwner(c, 'ListServiceSpecificCredentials', UserName);
      return UserName === undefined
        ? [checkAccount('ListServiceSpecificCredentials')]
        : fail('ValidationError', unverifiedTexts.allUsersOrOne);
    },
    run: list,
  }),
  ownerOperation('UpdateServiceSpecificCredential', (c) =>
    setStatus(c, 'service-specific', c.params.ServiceSpecificCredentialId, c.params.Status),
  ),
  ownerOperation('ResetServiceSpecificCredential', (c) => {
    const found = findCredential(c, 'service-specific', c.params.ServiceSpecificCredentialId);
    if (!found.ok) return found;
    const { owner, row } = found.value;
    const { shown, change } = newSecret(c, row);
    return done({ ServiceSpecificCredential: { ...view(c, owner, row), ...shown } }, [change]);
  }),
  ownerOperation('DeleteServiceSpecificCredential', (c) =>
    remove(c, 'service-specific', c.params.ServiceSpecificCredentialId),
  ),
];

/** K-34: returns the context keys of the service and the age (unverified). */
const contextOf = ({ ServiceName, CredentialAgeDays }: Api.CreateServiceSpecificCredentialRequest) => ({
  'iam:ServiceSpecificCredentialServiceName': ServiceName,
  ...(CredentialAgeDays === undefined
    ? {}
    : { 'iam:ServiceSpecificCredentialAgeDays': String(CredentialAgeDays) }),
});
