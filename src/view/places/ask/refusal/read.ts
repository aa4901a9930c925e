/** Reads a pasted refusal of AWS: finds the question in it, and notes what could not be understood. */

import type { Session } from '#app/session/session.svelte.ts';
import { arnName } from '#core/model/arn.ts';
import { actionsOfOperation } from '#core/query/ask/operation-actions.ts';
import {
  type RefusalText,
  parseDecodedMessage,
  parseRefusal,
  readLetters,
} from '#core/query/ask/refusal-text.ts';
import {
  type NotFound,
  type RefusedQuestion,
  notFoundIn,
  questionOfRefusal,
} from '#core/query/ask/refused-question.ts';
import { defined } from '#core/model/defined.ts';

export interface PastedRefusal {
  readonly question: Partial<RefusedQuestion>;
  /** The actions among which a person has to choose, when the text names only the call. */
  readonly actions: readonly string[];
  /** True while the name of the call waits for AWS's list of actions. */
  readonly needsCatalogue: boolean;
  /** The reason that AWS gave, in its words. */
  readonly reason?: string;
  /** Sentences about what this account lacks, and what could not be read. */
  readonly notes: readonly string[];
}

/**
 * Returns `undefined` when the text is no refusal of AWS. This account opens a sealed message. `complete`: the
 * whole catalogue of actions is loaded.
 */
export function readPasted(session: Session, text: string, complete: boolean): PastedRefusal | undefined {
  const found = parseRefusal(text);
  if (!found) return undefined;
  const { refusal, note } = opened(session, found);
  const { world } = session.state;
  const told = questionOfRefusal(world, refusal, session.account);
  const call = told.action === undefined ? calledBy(session, refusal, complete) : noCall;
  const question = { ...told, ...call.question };
  return {
    question,
    actions: call.actions,
    needsCatalogue: call.needsCatalogue,
    ...defined({ reason: refusal.reason }),
    notes: [
      ...(note ? [note] : []),
      ...notFoundIn(world, question).map(sentence),
      ...call.notes,
      ...(text.length > readLetters
        ? [`Only the first ${readLetters.toLocaleString('en')} letters were read.`]
        : []),
    ],
  };
}

interface NamedCall extends Pick<PastedRefusal, 'actions' | 'needsCatalogue' | 'notes'> {
  readonly question: { readonly action?: string };
}

const noCall: NamedCall = { question: {}, actions: [], needsCatalogue: false, notes: [] };

/**
 * Finds the action behind the call that AWS named. Only with the whole catalogue (`complete`) can it be known
 * that no other service has such a call; S3's own are known without.
 */
function calledBy({ catalogue }: Session, { operation, service }: RefusalText, complete: boolean): NamedCall {
  if (operation === undefined) return noCall;
  const call = { operation, ...defined({ service }) };
  const actions = actionsOfOperation(call, catalogue.actionNames);
  const [only] = actions;
  if (!complete && !(service !== undefined && only !== undefined))
    return { ...noCall, actions, needsCatalogue: true };
  if (only === undefined || actions.length > 1) return { ...noCall, actions };
  const named = only.endsWith(`:${operation}`);
  return {
    question: { action: only },
    actions,
    needsCatalogue: false,
    notes: named ? [] : [`AWS checks the action ${only} for the call ${operation}.`],
  };
}

function opened(session: Session, found: RefusalText): { refusal: RefusalText; note?: string } {
  if (found.encoded === undefined) return { refusal: found };
  const outcome = session.read('DecodeAuthorizationMessage', { EncodedMessage: found.encoded }, 'sts');
  if (!outcome) return { refusal: found };
  if (!outcome.ok) {
    const foreign = outcome.error.code === 'InvalidAuthorizationMessageException';
    return {
      refusal: found,
      note: foreign
        ? 'Another account made the encoded part. Only that account can decode it, with aws sts decode-authorization-message.'
        : `The encoded part could not be decoded: ${outcome.error.message}`,
    };
  }
  const decoded = parseDecodedMessage(String(outcome.response['DecodedMessage']));
  return decoded
    ? { refusal: { ...found, ...decoded, ...(found.reason ? { reason: found.reason } : {}) } }
    : { refusal: found };
}

function sentence(missing: NotFound): string {
  switch (missing.part) {
    case 'principal-account':
      return `Account ${missing.id} of the caller is not in this workspace. Its policies are unknown here.`;
    case 'resource-account':
      return `Account ${missing.id} of the resource is not in this workspace. Its resource policy is unknown here.`;
    case 'principal':
      return `There is no ${arnName(missing.arn)} in this workspace. The policies of this caller are unknown here.`;
    case 'resource':
      return `The resource ${arnName(missing.arn)} is not in this workspace. The answer assumes that it exists and has no resource policy.`;
  }
}
