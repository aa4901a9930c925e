/**
 * Handshakes: an invitation to join, or the request to enable all features, which goes to every invited member
 * and which the management account completes. They stand in the organization's row; whether one is open or
 * expired follows from the time and from the answers of the members.
 */

import { standing } from '../../authz/organization.ts';
import { unsafeArn } from '../../model/ids.ts';
import type { HandshakeRecord } from '../../model/records/organization-details.ts';
import type { OrganizationRecord } from '../../model/records/organization.ts';
import type { AccountRecord } from '../../model/records/account.ts';
import { isoSeconds } from '../../model/request/request.ts';
import type { World } from '../../model/world/world.ts';
import type * as Api from '../model/generated/organizations-types.ts';
import type { Call } from '../operation.ts';
import { newOrganizationId } from './organization.ts';
import { memberAccountOf } from './tree.ts';

const day = 86_400_000;
/** Days until a handshake expires. */
const lifetime = { INVITE: 15, ENABLE_ALL_FEATURES: 90, APPROVE_ALL_FEATURES: 90 } as const;
/** Days for which one that is over stays visible. */
const shown = 30;

export interface FoundHandshake {
  readonly organization: OrganizationRecord;
  readonly handshake: HandshakeRecord;
}

export const handshakesOf = ({ details }: OrganizationRecord): readonly HandshakeRecord[] =>
  details?.handshakes ?? [];

export function newHandshake(
  { id: organization, account }: OrganizationRecord,
  { env }: Call<unknown>,
  given: Pick<HandshakeRecord, 'action' | 'recipient' | 'notes' | 'tags' | 'parent'>,
): HandshakeRecord {
  const id = newOrganizationId('h-', env.random, 32);
  const kind = given.action.toLowerCase();
  return {
    id,
    arn: unsafeArn(`arn:aws:organizations::${account}:handshake/${organization}/${kind}/${id}`),
    requested: isoSeconds(env.now),
    expires: isoSeconds(env.now + lifetime[given.action] * day),
    ...given,
  };
}

/**
 * The request of EnableAllFeatures itself, which the management account accepts last; members get its parts.
 * AWS's pages on handshakes and on accepting them call it APPROVE_ALL_FEATURES and the parts
 * ENABLE_ALL_FEATURES; the page on EnableAllFeatures calls the request itself so (unverified).
 */
export const isWhole = ({ action }: HandshakeRecord): boolean => action === 'APPROVE_ALL_FEATURES';

/** Returns the handshake of that id in any organization, while AWS still shows it. */
export function findHandshake(world: World, id: string, now: number): FoundHandshake | undefined {
  for (const organization of world.organizations.values()) {
    const handshake = handshakesOf(organization).find((one) => one.id === id);
    if (handshake) return isShown(handshake, now) ? { organization, handshake } : undefined;
  }
  return undefined;
}

export const isShown = ({ answered, expires }: HandshakeRecord, now: number): boolean =>
  now < Date.parse(answered ?? expires) + shown * day;

export const isRecipient = ({ recipient }: HandshakeRecord, { id, email }: AccountRecord): boolean =>
  recipient !== undefined && (recipient.type === 'ACCOUNT' ? recipient.id === id : recipient.id === email);

export const isPending = (handshake: HandshakeRecord, now: number): boolean =>
  handshake.answer === undefined && now < Date.parse(handshake.expires);

function stateOf(
  world: World,
  { organization, handshake }: FoundHandshake,
  now: number,
): NonNullable<Api.Handshake['State']> {
  if (handshake.answer !== undefined) return handshake.answer;
  if (!isPending(handshake, now)) return 'EXPIRED';
  if (handshake.action === 'INVITE') return 'OPEN';
  return isWhole(handshake) && isApproved(world, organization, handshake) ? 'OPEN' : 'REQUESTED';
}

/** Every invited account that is still a member has approved; created ones need not. */
export const isApproved = (
  world: World,
  organization: OrganizationRecord,
  { id }: HandshakeRecord,
): boolean =>
  handshakesOf(organization)
    .filter(
      ({ parent, recipient }) => parent === id && memberAccountOf(world, organization, recipient?.id ?? ''),
    )
    .every(({ answer }) => answer === 'ACCEPTED');

export function handshakeView(world: World, found: FoundHandshake, now: number): Api.Handshake {
  const { organization, handshake } = found;
  const { id, arn, action, recipient, requested, expires, notes, parent } = handshake;
  return {
    Id: id,
    Arn: arn,
    Parties: [
      { Id: organization.id, Type: 'ORGANIZATION' },
      ...(recipient ? [{ Id: recipient.id, Type: recipient.type }] : []),
    ],
    State: stateOf(world, found, now),
    RequestedTimestamp: requested,
    ExpirationTimestamp: expires,
    Action: action,
    Resources: [
      {
        Type: 'ORGANIZATION',
        Value: organization.id,
        ...(action === 'INVITE' ? { Resources: sender(world, organization) } : {}),
      },
      ...(recipient ? [{ Type: recipient.type, Value: recipient.id }] : []),
      ...(notes === undefined ? [] : [{ Type: 'NOTES' as const, Value: notes }]),
      ...(parent === undefined ? [] : [{ Type: 'PARENT_HANDSHAKE' as const, Value: parent }]),
    ],
  };
}

function sender(world: World, { account, featureSet }: OrganizationRecord): Api.HandshakeResource[] {
  const { email, name = '' } = world.accounts.get(account) ?? {};
  return [
    ...(email === undefined ? [] : [{ Type: 'MASTER_EMAIL' as const, Value: email }]),
    { Type: 'MASTER_NAME', Value: name },
    { Type: 'ORGANIZATION_FEATURE_SET', Value: featureSet },
  ];
}

/** Returns the organization's handshakes, the answered one replaced. Parts are cancelled with the whole. */
export const answeredHandshakes = (
  { organization, handshake }: FoundHandshake,
  answer: NonNullable<HandshakeRecord['answer']>,
  now: string,
): readonly HandshakeRecord[] =>
  handshakesOf(organization).map((one) => {
    const isPart = one.parent === handshake.id && one.answer === undefined;
    return one === handshake || (isPart && answer === 'CANCELED') ? { ...one, answer, answered: now } : one;
  });

/** The ARN that a call on a handshake is authorized on; the caller need be in no organization. */
export const arnOfHandshake = ({ world, env, params }: Call<{ readonly HandshakeId: string }>) =>
  findHandshake(world, params.HandshakeId, env.now)?.handshake.arn;

export const isManager = (world: World, { organization }: FoundHandshake, account: AccountRecord): boolean =>
  standing(world, account.id)?.organization === organization && organization.account === account.id;
