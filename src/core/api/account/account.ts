/**
 * AWS Account Management: contacts, regions, name, closing. Calls without AccountId mean the caller's
 * account; an organization's management account names a member. Only the root user closes it (N-43).
 */

import { standing } from '../../authz/organization.ts';
import type { RequestContext } from '../../authz/decision.ts';
import type { AccountRecord, AccountSettings, AlternateContact } from '../../model/records/account.ts';
import type { AlternateContactType } from '../../model/records/lists.ts';
import { isClosed, reopenDays } from '../../model/world/dates.ts';
import { replaced } from '../../model/world/change.ts';
import { type Answer, type Call, type Operation, done } from '../operation.ts';
import { memberArn, membersOf } from '../organizations/tree.ts';
import { failed, refusalOf } from '../resource/refusals.ts';
import { accountTexts as say } from '../errors/texts.ts';
import { isOptIn, isRegion, regionNames } from '../../model/request/regions.ts';
import type { AwsError } from '../../model/request/request.ts';
import { type Result, ok } from '../../model/result.ts';
import type { KnownPrincipal } from '../../authz/principal.ts';
import type { ApiFailure } from '../errors/codes.ts';

type Params = Readonly<Record<string, unknown>>;
type Response = Record<string, unknown>;
type AccountCall = Call<Params>;

/** The account that a call is about, with the ARN that the call is authorized on. */
interface Meant {
  readonly account: AccountRecord;
  readonly arn: string;
}

function meant({ world, account, params }: AccountCall): Result<Meant, AwsError> {
  const id = params['AccountId'] as string | undefined;
  if (id === undefined) return ok({ account, arn: `arn:aws:account::${account.id}:account` });
  const own = standing(world, account.id);
  const other = world.accounts.get(id);
  const isManaged =
    own?.organization.account === account.id &&
    other !== undefined &&
    other.id !== account.id &&
    other.membership?.organization === own.organization.id;
  if (!own || !isManaged) return failed('AccessDeniedException', 403, say.notManaged(id));
  const arn = memberArn(own.organization, other.id).replace('arn:aws:organizations:', 'arn:aws:account:');
  return ok({ account: other, arn });
}

const operation = (
  name: string,
  run: (call: AccountCall, meant: AccountRecord) => Answer<Response>,
  context: (params: Params) => RequestContext = () => ({}),
): Operation => ({
  service: 'account',
  name,
  refuse: refusalOf('account'),
  checks: (given) => {
    const call = given as AccountCall;
    const target = meant(call);
    if (!target.ok) return target;
    const { arn } = target.value;
    return [{ action: `account:${name}`, resource: arn, printed: arn, context: context(call.params) }];
  },
  run: (given) => {
    const call = given as AccountCall;
    const target = meant(call);
    return target.ok ? run(call, target.value.account) : target;
  },
});

const missing = (message: string) => failed('ResourceNotFoundException', 404, message);

/** Returns the account with some settings replaced; `undefined` removes one. */
export function withSettings(
  account: AccountRecord,
  more: { readonly [Name in keyof AccountSettings]?: AccountSettings[Name] | undefined },
): AccountRecord {
  const kept = Object.entries({ ...account.settings, ...more }).filter(([, value]) => value !== undefined);
  return { ...account, settings: Object.fromEntries(kept) };
}

const saved = (
  account: AccountRecord,
  more: Parameters<typeof withSettings>[1],
  response: Response = {},
): Answer<Response> => done(response, [replaced('accounts', account, withSettings(account, more))]);

const kind = (params: Params): AlternateContactType => params['AlternateContactType'] as AlternateContactType;
const kindKey = (params: Params): RequestContext => ({ 'account:AlternateContactTypes': kind(params) });
const regionKey = (params: Params): RequestContext => ({
  'account:TargetRegion': String(params['RegionName']),
});

const contactView = (type: AlternateContactType, contact: AlternateContact): Response => ({
  AlternateContactType: type,
  Name: contact.name,
  Title: contact.title,
  EmailAddress: contact.emailAddress,
  PhoneNumber: contact.phoneNumber,
});

const optStatus = ({ settings }: AccountRecord, region: string): string => {
  if (!isOptIn(region)) return 'ENABLED_BY_DEFAULT';
  return settings?.optInRegions?.includes(region) ? 'ENABLED' : 'DISABLED';
};

/** Makes EnableRegion or DisableRegion. The region changes at once; AWS needs minutes (E-66). */
const switching = (name: 'EnableRegion' | 'DisableRegion'): Operation =>
  operation(
    name,
    ({ params }, account) => {
      const region = String(params['RegionName']);
      if (!isRegion(region)) return failed('ValidationException', 400, say.noRegion(region));
      if (!isOptIn(region)) return failed('ValidationException', 400, say.alwaysOn(region));
      const others = (account.settings?.optInRegions ?? []).filter((one) => one !== region);
      const optInRegions = name === 'EnableRegion' ? [...others, region].sort() : others;
      return saved(account, { optInRegions: optInRegions.length > 0 ? optInRegions : undefined });
    },
    regionKey,
  );

const rootOnly = ({ principal }: Call<unknown>) =>
  principal.kind === 'root' && principal.session?.kind !== 'assumed-root'
    ? undefined
    : failed('AccessDeniedException', 403, say.rootOnly('close the account'));

const closing = operation('CloseAccount', (call, account) => {
  const own = standing(call.world, account.id);
  const isManagement = own?.organization.account === account.id;
  const isManager =
    isManagement &&
    membersOf(call.world, own.organization).some((other) => other.id !== account.id && !isClosed(other));
  if (isManager) {
    return failed('ConflictException', 409, say.managesOthers);
  }
  return saved(account, { closedDate: call.now });
});
const closeAccount: Operation = { ...closing, refuseCaller: rootOnly };

export const accountOperations: Operation[] = [
  operation('GetAccountInformation', (_, { id, name, createDate }) =>
    done({ AccountId: id, AccountName: name, AccountCreatedDate: createDate }),
  ),
  operation('PutAccountName', ({ params }, account) =>
    done({}, [replaced('accounts', account, { ...account, name: String(params['AccountName']) })]),
  ),
  operation('GetContactInformation', (_, { settings }) =>
    settings?.contact ? done({ ContactInformation: settings.contact }) : missing(say.noContact),
  ),
  operation('PutContactInformation', ({ params }, account) =>
    saved(account, { contact: params['ContactInformation'] as Readonly<Record<string, string>> }),
  ),
  operation(
    'GetAlternateContact',
    ({ params }, { settings }) => {
      const contact = settings?.alternateContacts?.[kind(params)];
      return contact
        ? done({ AlternateContact: contactView(kind(params), contact) })
        : missing(say.noAlternate);
    },
    kindKey,
  ),
  operation(
    'PutAlternateContact',
    ({ params }, account) => {
      const contact: AlternateContact = {
        name: String(params['Name']),
        title: String(params['Title']),
        emailAddress: String(params['EmailAddress']),
        phoneNumber: String(params['PhoneNumber']),
      };
      const others = account.settings?.alternateContacts;
      return saved(account, { alternateContacts: { ...others, [kind(params)]: contact } });
    },
    kindKey,
  ),
  operation(
    'DeleteAlternateContact',
    ({ params }, account) => {
      const { [kind(params)]: before, ...others } = account.settings?.alternateContacts ?? {};
      if (!before) return missing(say.noAlternate);
      return saved(account, { alternateContacts: Object.keys(others).length > 0 ? others : undefined });
    },
    kindKey,
  ),
  operation('ListRegions', ({ params }, account) => {
    const wanted = params['RegionOptStatusContains'] as readonly string[] | undefined;
    const regions = regionNames.map((name) => ({
      RegionName: name,
      RegionOptStatus: optStatus(account, name),
    }));
    return done({ Regions: regions.filter((one) => wanted?.includes(one.RegionOptStatus) ?? true) });
  }),
  operation(
    'GetRegionOptStatus',
    ({ params }, account) => {
      const region = String(params['RegionName']);
      if (!isRegion(region)) return failed('ValidationException', 400, say.noRegion(region));
      return done({ RegionName: region, RegionOptStatus: optStatus(account, region) });
    },
    regionKey,
  ),
  switching('EnableRegion'),
  switching('DisableRegion'),
  closeAccount,
];

// A closed account refuses all calls; only its root user still sees the account and its bills. For 90 days it can be
// opened again (playground ReopenAccount; AWS does it through its support).

export function refuseClosed(
  { settings }: AccountRecord,
  { kind }: KnownPrincipal,
  service: string,
  operation: string,
): ApiFailure | undefined {
  if (settings?.closedDate === undefined) return undefined;
  const isLooking =
    /^(Get|List|Describe)/.test(operation) && (service === 'account' || service === 'billing');
  if (kind === 'root' && isLooking) return undefined;
  const message = `The AWS Access Key Id needs a subscription for the service: the account was closed on ${settings.closedDate.slice(0, 10)}.`;
  return { ok: false, error: { code: 'OptInRequired', status: 403, message } };
}

/** Returns when the account is closed for good, in milliseconds; `undefined` when it is open. */
export const closedForGood = ({ settings }: AccountRecord): number | undefined =>
  settings?.closedDate === undefined
    ? undefined
    : Date.parse(settings.closedDate) + reopenDays * 24 * 3_600_000;
