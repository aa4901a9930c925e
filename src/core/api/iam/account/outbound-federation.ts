/** AWS as identity provider of others (Y-02): the account's switch and its issuer. */

import { outboundDomain } from '#core/model/federation/issuers.ts';
import { newUuid } from '#core/model/ids.ts';
import type { OutboundFederation } from '#core/model/records/account.ts';
import { replaced } from '#core/model/world/change.ts';
import { fail } from '../../errors/codes.ts';
import { errorTexts } from '../../errors/texts.ts';
import { type Call, type Operation, done } from '../../operation.ts';
import { accountOperation } from '../entities.ts';

const set = ({ account }: Call<unknown>, outboundFederation: OutboundFederation) => [
  replaced('accounts', account, { ...account, outboundFederation }),
];

export const outboundFederationOperations: Operation[] = [
  accountOperation('EnableOutboundWebIdentityFederation', (call) => {
    const { account, env } = call;
    const known = account.outboundFederation;
    if (known?.enabled === true) return fail('FeatureEnabled', errorTexts.outboundOnAlready(account.id));
    const issuer = known?.issuer ?? `https://${newUuid(env.random)}${outboundDomain}`;
    return done({ IssuerIdentifier: issuer }, set(call, { issuer, enabled: true }));
  }),
  accountOperation('DisableOutboundWebIdentityFederation', (call) => {
    const { account } = call;
    const known = account.outboundFederation;
    if (known?.enabled !== true) return fail('FeatureDisabled', errorTexts.outboundOffAlready(account.id));
    return done({}, set(call, { ...known, enabled: false }));
  }),
  accountOperation('GetOutboundWebIdentityFederationInfo', ({ account }) => {
    const known = account.outboundFederation;
    if (known?.enabled !== true) return fail('FeatureDisabled', errorTexts.outboundOff(account.id));
    return done({ IssuerIdentifier: known.issuer, JwtVendingEnabled: true });
  }),
];
