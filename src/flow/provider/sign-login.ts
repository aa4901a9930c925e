/** A simulated identity provider states who has signed in, and signs it; an outside service is asked too. */

import { messageOfThrown } from '../../core/model/thrown.ts';
import type {
  OutsidePerson,
  OutsideProviderRecord,
  OutsideWorkload,
} from '../../core/model/records/outside-providers.ts';
import { isoSeconds } from '../../core/model/request/request.ts';
import { type Result, err, ok } from '../../core/model/result.ts';
import type { World } from '../../core/model/world/world.ts';
import { claimsFor, samlDraftFor, signingKeyOf } from '../../federation/outside/login.ts';
import type { SamlDraft } from '../../federation/saml/draft.ts';
import type { Exchange } from '../log/exchange.ts';
import { serviceExchange } from '../outside-service/answer.ts';
import { isServiceRequest } from './requests.ts';
import type { FlowRequest } from '../send.ts';

export interface ProviderParams {
  readonly ProviderId: string;
  /** Id of the person or workload. */
  readonly Who?: string;
  readonly ApplicationId?: string;
  /** The draft of a response, or the claims of a token, to be signed. */
  readonly Draft?: unknown;
  /** Members that override the token's header. */
  readonly Header?: Readonly<Record<string, unknown>>;
  /** `kid` of another key of the provider. */
  readonly Kid?: string;
  /** Id of the provider whose key signs; absent: the provider itself. */
  readonly KeyOf?: string;
}

/** Call `isOutsideRequest` first. `newId` returns a new unique text each time, for the ids of assertions and tokens. */
export async function outsideExchange(
  world: World,
  request: FlowRequest,
  now: number,
  newId: () => string,
): Promise<Exchange> {
  if (isServiceRequest(request)) return serviceExchange(world, request, now);
  const params = request.params as unknown as ProviderParams;
  const asked = { service: request.service, operation: request.operation, params: request.params };
  const exchange = {
    request: { ...asked, caller: { kind: 'anonymous' as const } },
    events: [],
    at: isoSeconds(now),
  };
  const answer = await answerOf(world, request.operation, params, { now, newId });
  return answer.ok
    ? { ...exchange, response: answer.value }
    : { ...exchange, error: { code: 'ProviderError', status: 400, message: answer.error } };
}

interface Moment {
  readonly now: number;
  readonly newId: () => string;
}

async function answerOf(
  world: World,
  operation: string,
  params: ProviderParams,
  moment: Moment,
): Promise<Result<Readonly<Record<string, unknown>>, string>> {
  const provider = [...world.outsideProviders.values()].find(
    ({ id }) => (id as string) === params.ProviderId,
  );
  if (!provider) return err('the provider is gone');
  if (operation === 'WriteSamlResponse' || operation === 'WriteToken') {
    return written(provider, operation, params, moment);
  }
  const key = signingKeyOf(world, keyOwner(world, provider, params), params.Kid);
  if (!key) return err('the provider has no such signing key');
  try {
    if (operation === 'SignSamlResponse') {
      const { encodeSaml, signSamlResponse } = await import('../../federation/saml/sign.ts');
      const xml = await signSamlResponse(params.Draft as SamlDraft, key);
      return ok({ Xml: xml, SAMLResponse: encodeSaml(xml) });
    }
    const { signToken } = await import('../../federation/oidc/sign.ts');
    return ok({ Token: await signToken(params.Draft as Record<string, unknown>, key, params.Header) });
  } catch (error) {
    return err(`it cannot be signed: ${messageOfThrown(error)}`);
  }
}

const keyOwner = (world: World, provider: OutsideProviderRecord, { KeyOf }: ProviderParams) =>
  [...world.outsideProviders.values()].find(({ id }) => (id as string) === KeyOf) ?? provider;

function written(
  provider: OutsideProviderRecord,
  operation: string,
  { Who, ApplicationId }: ProviderParams,
  moment: Moment,
): Result<Readonly<Record<string, unknown>>, string> {
  const application = provider.applications.find(({ id }) => id === ApplicationId);
  const everybody: (OutsidePerson | OutsideWorkload)[] = [...provider.people, ...provider.workloads];
  const who = everybody.find(({ id }) => id === Who);
  if (!application) return err('the provider has no such application');
  if (!who) return err('nobody with that name may sign in there');
  if (operation === 'WriteToken') return ok({ Draft: claimsFor(provider, who, application, moment) });
  if (!('userName' in who)) return err('only people sign in by SAML');
  return ok({ Draft: samlDraftFor(provider, who, application, moment) });
}
