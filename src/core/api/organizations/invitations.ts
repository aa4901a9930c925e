/** The calls on handshakes: invite, accept, decline, cancel, look; and the request for all features. */

import type { HandshakeRecord } from '../../model/records/organization-details.ts';
import type { OrganizationRecord } from '../../model/records/organization.ts';
import { requestTagKeys } from '../../authz/context.ts';
import { standing } from '../../authz/organization.ts';
import { type Change, replaced } from '../../model/world/change.ts';
import { fail } from '../errors/codes.ts';
import { unverifiedOrganizationTexts as orgTexts } from '../errors/organization-texts.ts';
import { tagsOf } from '../iam/tag-rules.ts';
import type * as Api from '../model/generated/organizations-types.ts';
import { type Answer, type Call, type Operation, done, organizationsOperation } from '../operation.ts';
import {
  checkAll,
  checkInOrganization,
  delegableOperation,
  managementOperation,
  notManagement,
} from './caller.ts';
import { allTags, changedDetails, organizationWithDetails } from './details.ts';
import { handshakeConstraint, invalidInput } from './errors.ts';
import {
  type FoundHandshake,
  answeredHandshakes,
  arnOfHandshake,
  findHandshake,
  handshakeView,
  handshakesOf,
  isApproved,
  isManager,
  isPending,
  isRecipient,
  isShown,
  isWhole,
  newHandshake,
} from './handshakes.ts';
import { departure } from './leaving.ts';
import { resultsOf } from '../paging.ts';
import { refuseOrganizationTags } from './tags.ts';
import { accountQuota, attachedByAws, memberArn, memberAccountOf, membersOf } from './tree.ts';
import { defined } from '../../model/defined.ts';

const pending = (organization: OrganizationRecord, { env }: Call<unknown>): HandshakeRecord[] =>
  handshakesOf(organization).filter((one) => isPending(one, env.now));

const invite = managementOperation('InviteAccountToOrganization', {
  checks: ({ world, account, params: { Target, Tags = [] } }) => {
    const organization = world.organizations.get(account.membership?.organization ?? '');
    const arn = organization && Target.Type === 'ACCOUNT' ? memberArn(organization, Target.Id) : undefined;
    return [checkInOrganization('InviteAccountToOrganization', arn, requestTagKeys(Tags))];
  },
  run: (organization, call) => {
    const { world, params, env } = call;
    const { Target: target, Notes: notes, Tags: tags = [] } = params;
    if (target.Type === 'ORGANIZATION') return invalidInput('INVALID_PARTY_TYPE_TARGET');
    const isForm = target.Type === 'ACCOUNT' ? /^\d{12}$/ : /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
    if (!isForm.test(target.Id)) return invalidInput('INVALID_PATTERN');
    const refused = refuseOrganizationTags(tags);
    if (refused) return refused;
    const open = pending(organization, call);
    if (open.some(isWhole)) return handshakeConstraint('INVITE_DISABLED_DURING_ENABLE_ALL_FEATURES');
    const recipient = { type: target.Type, id: target.Id } as const;
    const isMember = membersOf(world, organization).some(({ id, email }) => [id, email].includes(target.Id));
    if (isMember) return handshakeConstraint('ALREADY_IN_AN_ORGANIZATION');
    if (open.some((one) => one.recipient?.id === target.Id))
      return fail('DuplicateHandshakeException', orgTexts.handshakeTwice);
    const invited = open.filter(({ action }) => action === 'INVITE').length;
    if (membersOf(world, organization).length + invited >= accountQuota)
      return handshakeConstraint('ACCOUNT_NUMBER_LIMIT_EXCEEDED');
    const handshake = newHandshake(organization, call, {
      action: 'INVITE',
      recipient,
      ...defined({ notes }),
      ...(tags.length === 0 ? {} : { tags: tagsOf(tags) }),
    });
    const handshakes = [...handshakesOf(organization), handshake];
    const after = organizationWithDetails(organization, { handshakes });
    return done({ Handshake: handshakeView(world, { organization: after, handshake }, env.now) }, [
      replaced('organizations', organization, after),
    ]);
  },
});

const enableAllFeatures = managementOperation('EnableAllFeatures', {
  run: (organization, call) => {
    const { world, env } = call;
    if (organization.featureSet === 'ALL')
      return handshakeConstraint('ORGANIZATION_ALREADY_HAS_ALL_FEATURES');
    if (pending(organization, call).some(isWhole))
      return handshakeConstraint('ORGANIZATION_IS_ALREADY_PENDING_ALL_FEATURES_MIGRATION');
    const whole = newHandshake(organization, call, { action: 'APPROVE_ALL_FEATURES' });
    const parts = membersOf(world, organization)
      .filter(({ id, membership }) => id !== organization.account && membership?.method === 'INVITED')
      .map(({ id }) =>
        newHandshake(organization, call, {
          action: 'ENABLE_ALL_FEATURES',
          recipient: { type: 'ACCOUNT', id },
          parent: whole.id,
        }),
      );
    const handshakes = [...handshakesOf(organization), whole, ...parts];
    const after = organizationWithDetails(organization, { handshakes });
    return done({ Handshake: handshakeView(world, { organization: after, handshake: whole }, env.now) }, [
      replaced('organizations', organization, after),
    ]);
  },
});

type HandshakeCall = Call<{ readonly HandshakeId: string }>;

/** Makes a call on a handshake that waits for its answer. Refuses one that is over. */
function answering(
  name: 'AcceptHandshake' | 'DeclineHandshake' | 'CancelHandshake',
  answer: NonNullable<HandshakeRecord['answer']>,
  may: (found: FoundHandshake, call: HandshakeCall) => boolean,
  effect: (found: FoundHandshake, call: HandshakeCall) => Answer<readonly Change[]>,
): Operation {
  return organizationsOperation(name, {
    checks: (call) => [checkInOrganization(name, arnOfHandshake(call))],
    run: (call) => {
      const { world, env, params } = call;
      const found = findHandshake(world, params.HandshakeId, env.now);
      if (!found) return fail('HandshakeNotFoundException', orgTexts.handshakeMissing);
      if (!may(found, call)) return notManagement();
      if (found.handshake.answer === answer)
        return fail('HandshakeAlreadyInStateException', orgTexts.handshakeSame);
      if (!isPending(found.handshake, env.now))
        return fail('InvalidHandshakeTransitionException', orgTexts.handshakeOver);
      const effected = effect(found, call);
      if (!effected.ok) return effected;
      const handshake = { ...found.handshake, answer };
      const view = handshakeView(world, { ...found, handshake }, env.now);
      return done({ Handshake: view }, effected.response);
    },
  });
}

type Caller = Pick<Call<unknown>, 'world' | 'account'>;

const isSender = (found: FoundHandshake, { world, account }: Caller) => isManager(world, found, account);

const isAnswerer = (found: FoundHandshake, call: Caller) =>
  isWhole(found.handshake) ? isSender(found, call) : isRecipient(found.handshake, call.account);

const onlyAnswered =
  (answer: NonNullable<HandshakeRecord['answer']>) =>
  (found: FoundHandshake, { now }: HandshakeCall): Answer<readonly Change[]> =>
    done([changedDetails(found.organization, { handshakes: answeredHandshakes(found, answer, now) })]);

function accepted(found: FoundHandshake, call: HandshakeCall): Answer<readonly Change[]> {
  const { action } = found.handshake;
  if (action === 'INVITE') return joined(found, call);
  if (action === 'ENABLE_ALL_FEATURES') return onlyAnswered('ACCEPTED')(found, call);
  const { organization, handshake } = found;
  if (!isApproved(call.world, organization, handshake))
    return fail('InvalidHandshakeTransitionException', orgTexts.handshakeOver);
  const handshakes = answeredHandshakes(found, 'ACCEPTED', call.now);
  const after = { ...organizationWithDetails(organization, { handshakes }), featureSet: 'ALL' as const };
  return done([replaced('organizations', organization, after)]);
}

/** The account joins below the root, with the tags of the invitation. It leaves another organization for it. */
function joined(found: FoundHandshake, call: HandshakeCall): Answer<readonly Change[]> {
  const { world, account, now } = call;
  const { organization, handshake } = found;
  const before = standing(world, account.id)?.organization;
  // A management account cannot leave (the reason is unverified).
  if (before === organization || before?.account === account.id)
    return handshakeConstraint('ALREADY_IN_AN_ORGANIZATION');
  const departed = before ? departure(before, account, call) : done([]);
  if (!departed.ok) return departed;
  if (membersOf(world, organization).length >= accountQuota)
    return handshakeConstraint('ACCOUNT_NUMBER_LIMIT_EXCEEDED');
  const membership = {
    organization: organization.id,
    parent: organization.rootId,
    joined: now,
    method: 'INVITED',
  } as const;
  return done([
    ...departed.response,
    changedDetails(organization, {
      handshakes: answeredHandshakes(found, 'ACCEPTED', now),
      tags: allTags(organization, account.id, handshake.tags ?? []),
    }),
    replaced('accounts', account, { ...account, membership }),
    ...attachedByAws(world, organization, account.id),
  ]);
}

const describe = organizationsOperation('DescribeHandshake', {
  checks: (call) => [checkInOrganization('DescribeHandshake', arnOfHandshake(call))],
  run: ({ world, env, account, params }) => {
    const found = findHandshake(world, params.HandshakeId, env.now);
    if (!found) return fail('HandshakeNotFoundException', orgTexts.handshakeMissing);
    const mayLook =
      isRecipient(found.handshake, account) ||
      memberAccountOf(world, found.organization, account.id) !== undefined;
    return mayLook ? done({ Handshake: handshakeView(world, found, env.now) }) : notManagement();
  },
});

function handshakePage(
  found: readonly FoundHandshake[],
  { world, env, params }: Call<Api.ListHandshakesForAccountRequest>,
) {
  const { ActionType: action, ParentHandshakeId: parent } = params.Filter ?? {};
  if (action !== undefined && parent !== undefined) return invalidInput('MAX_LIMIT_EXCEEDED_FILTER');
  const wanted = found.filter(
    ({ handshake }) =>
      isShown(handshake, env.now) &&
      (action === undefined || handshake.action === action) &&
      (parent === undefined || handshake.parent === parent),
  );
  const page = resultsOf(wanted, ({ handshake }) => handshake.id, params);
  if (!page.ok) return page;
  const Handshakes = page.value.items.map((one) => handshakeView(world, one, env.now));
  return done({ Handshakes, ...page.value.more });
}

const foundIn = (organization: OrganizationRecord): FoundHandshake[] =>
  handshakesOf(organization).map((handshake) => ({ organization, handshake }));

export const handshakeOperations: Operation[] = [
  invite,
  enableAllFeatures,
  answering('AcceptHandshake', 'ACCEPTED', isAnswerer, accepted),
  answering(
    'DeclineHandshake',
    'DECLINED',
    (found, { account }) => isRecipient(found.handshake, account),
    onlyAnswered('DECLINED'),
  ),
  answering('CancelHandshake', 'CANCELED', isSender, onlyAnswered('CANCELED')),
  describe,
  organizationsOperation('ListHandshakesForAccount', {
    checks: () => [checkAll('ListHandshakesForAccount')],
    run: (call) =>
      handshakePage(
        [...call.world.organizations.values()].flatMap(foundIn).filter((found) => isAnswerer(found, call)),
        call,
      ),
  }),
  delegableOperation('ListHandshakesForOrganization', {
    run: (organization, call) => handshakePage(foundIn(organization), call),
  }),
];
