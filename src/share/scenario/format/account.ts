/** One account of a scenario, with everything in it. */

import * as v from 'valibot';
import {
  alternateContactTypes,
  reportFormats,
  reportFrequencies,
  unknownParts,
} from '#core/model/records/lists.ts';
import { type QuotaName, quotaNames } from '#core/model/quotas.ts';
import { mapOf, members, optional, withRule, list } from '#core/model/schema/members.ts';
import {
  flag,
  items,
  matching,
  oneOf,
  onlyTrue,
  type Stated,
  text,
  whole,
} from '#core/model/schema/words.ts';
import { mfaDevice, rootCredentials } from './credentials.ts';
import { group, instanceProfile, policy, role, user } from './identities.ts';
import { about, accountId, arn, date, document, name, tags } from './parts.ts';
import { oidcProvider, outsideProvider, samlProvider } from './providers.ts';

/** Returns an object whose members have these names and one schema. */
const each = <const K extends string, S>(names: readonly K[], schema: S) =>
  Object.fromEntries(names.map((one) => [one, schema])) as Record<K, S>;

const off = v.optional(flag, false);

/** The password policy (P-14), with the member names of the record. */
const passwordPolicy = members({
  minimumPasswordLength: v.optional(whole(6, 128), 6),
  requireSymbols: off,
  requireNumbers: off,
  requireUppercaseCharacters: off,
  requireLowercaseCharacters: off,
  allowUsersToChangePassword: off,
  hardExpiry: off,
  maxPasswordAge: optional(whole(1, 1095)),
  passwordReusePrevention: optional(whole(1, 24)),
});

const contact = members({ name: text, title: text, emailAddress: text, phoneNumber: text });

const settings = members({
  contact: optional(about(mapOf(text), "AWS's member names")),
  alternateContacts: optional(members(each(alternateContactTypes, optional(contact)))),
  optInRegions: optional(list(matching(/^[a-z0-9-]{4,30}$/, 'a region like `af-south-1`'))),
  iamAccessToBilling: optional(onlyTrue),
  closedDate: optional(date),
});

const signInExtensions = members({
  maximumPasswordLength: optional(whole(6, 128)),
  lockout: optional(members({ attempts: whole(1, 1000), minutes: whole(1, 100_000) })),
});

const ownSettings = {
  settings: optional(about(settings, 'What its owner set on the account and billing pages')),
  signInExtensions: optional(about(signInExtensions, 'What AWS has no setting for')),
  globalEndpointTokenVersion: optional(oneOf([1, 2])),
  outboundFederation: optional(
    members({
      /** `https://{uuid}` before the domain of AWS's issuers (Y-02). */
      issuer: matching(/^https:\/\/[\da-f-]{36}\.tokens\.sts\.global\.api\.aws$/, 'an issuer of AWS'),
      enabled: flag,
    }),
  ),
  reportSchedule: optional(
    members({
      frequency: oneOf(reportFrequencies),
      format: oneOf(reportFormats),
      serviceLinkedRoles: flag,
      since: date,
    }),
  ),
};
const settingMembers = members(ownSettings);
export interface ScenarioSettings extends Stated<typeof settingMembers> {}

/** @internal */
export const resource = members({
  arn,
  name: optional(about(text, 'As shown; default: what follows the account in the ARN')),
  tags,
  policy: optional(document),
  principalIds: optional(
    about(mapOf(text), 'Unique ids behind the ARNs that the policy named. Default: those of this scenario'),
  ),
  createDate: optional(date),
  details: optional(
    about(
      mapOf(text),
      "Further data of its service, such as an instance's type and state, or a function's role",
    ),
  ),
});
export interface ScenarioResource extends Stated<typeof resource> {}

/** @internal */
export const usage = members({
  principal: about(arn, 'A user or role of the account'),
  service: text,
  lastUsed: date,
  region: text,
  credential: optional(
    about(
      matching(/^(?:password|AKIA[A-Z0-9]{12,124})$/, '`password` or an access key id'),
      '`password`, or an access key of the user. Left out: the principal used the service',
    ),
  ),
});
export interface ScenarioUsage extends Stated<typeof usage> {}

const silencedPlace = withRule(members({ at: whole(1), of: whole(2, 100_000) }), ({ at, of }, fault) => {
  if (at > of) fault(['at'], `expected a whole number from 1 to ${of}, found \`${at}\``);
});

/**
 * A finding of a policy that somebody accepts.
 * @internal
 */
export const silence = members({
  policy: about(arn, 'A managed policy, a resource or a control policy, or the identity whose policy it is'),
  inlinePolicy: optional(
    about(name, 'An inline policy of that identity; left out for a role: its trust policy'),
  ),
  check: about(
    matching(/^[A-Za-z0-9-]{1,100}$/, 'the id of a check'),
    'Id of the check. One that the page does not know is kept',
  ),
  text: about(text, 'The characters that the finding points at, without white space between values'),
  place: optional(about(silencedPlace, 'Tells which of several such findings it is. Left out: there is one')),
  reason: matching(/^(?=[\s\S]*\S)[\s\S]{1,500}$/, 'a reason of up to 500 characters'),
  date: optional(about(date, 'Default: the date of the account')),
  by: optional(about(arn, 'The person; default: the root user of the account')),
  until: optional(date),
});
export interface ScenarioSilence extends Stated<typeof silence> {}

/** A passkey does not exist without its user. */
const spareDevice = withRule(mfaDevice, ({ passkey }, fault) => {
  if (passkey !== undefined) fault(['passkey'], 'a passkey belongs to a user or to `root`');
});

export const account = members({
  id: accountId,
  name: text,
  email: optional(text),
  alias: optional(text),
  createDate: optional(date),
  quotas: optional(
    about(
      members(
        each<QuotaName, v.ExactOptionalSchema<ReturnType<typeof whole>, undefined>>(
          quotaNames,
          optional(whole(0)),
        ),
      ),
      "Where they differ from AWS's defaults",
    ),
  ),
  unknown: optional(about(list(oneOf(unknownParts)), 'Parts of the account that nothing is known about')),
  resourcesKnown: optional(
    about(
      onlyTrue,
      'True: the account has no other resources than these; left out: as far as `unknown` says',
    ),
  ),
  passwordPolicy: optional(passwordPolicy),
  root: optional(about(rootCredentials, 'Credentials of the root user')),
  users: items(user),
  groups: items(group),
  roles: items(role),
  policies: items(policy),
  instanceProfiles: items(instanceProfile),
  resources: items(resource),
  usage: items(usage),
  samlProviders: items(samlProvider),
  oidcProviders: items(oidcProvider),
  outsideProviders: items(outsideProvider),
  mfaDevices: about(items(spareDevice), 'Virtual MFA devices that nobody uses yet'),
  silences: optional(about(list(silence), 'Findings of policies that somebody accepts')),
  ...ownSettings,
});
export interface ScenarioAccount extends Stated<typeof account> {}
